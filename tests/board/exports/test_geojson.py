from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from board.exports import geojson
from board.exports.differences import differences
from board.exports.export import export
from board.exports.reading import UnreadableFileError
from tests.support.exported import LAYERS, NOTHING, OUTLINE, document, row

OUTLINES = {421300000000: OUTLINE}


def collection(folder: Path, *rows: tuple[Any, ...]) -> dict[str, Any]:
    ready = export(geojson.mapped(document(*rows)), OUTLINES)
    geojson.write(ready, folder / "file.geojson")
    return json.loads((folder / "file.geojson").read_text(encoding="utf-8"))


def test_a_dot_stands_where_its_row_says_with_all_that_the_row_says(
    tmp_path: Path,
) -> None:
    first = collection(tmp_path, row(1))["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [113.38123, 31.71123]}
    assert first["properties"] == {
        "@layer": "dots",
        "@sheet": "items.items",
        "@row": 1,
        "code": "421300000001",
        "title": "邻里纠纷",
        "cases": 1234,
        "rate": -0.37,
        "took": 61.0,
        "at": "2026-03-18T15:30:06+08:00",
        "day": "2026-03-18",
        "late": True,
        "longitude": 113.38123,
        "latitude": 31.71123,
    }


def test_an_area_has_the_outline_of_its_division_if_there_is_one(
    tmp_path: Path,
) -> None:
    found = collection(tmp_path)["features"]
    assert [one["geometry"] for one in found] == [OUTLINE, None, None]


def test_a_row_without_a_place_stays_in_the_file(tmp_path: Path) -> None:
    found = collection(tmp_path, NOTHING, row(1))["features"]
    assert found[0]["geometry"] is None
    assert found[1]["geometry"] is not None


def test_the_collection_says_whose_it_is(tmp_path: Path) -> None:
    said = collection(tmp_path, row(1))["cgc"]
    assert said["page"] == "wall"
    assert [one["key"] for one in said["sheets"]] == ["items.items", "items.areas"]
    assert len(said["checksum"]) == 64


@pytest.mark.parametrize(
    ("was", "became"),
    [
        (":1234,", ":1235,"),
        ('"coordinates":[113.38123,', '"coordinates":[113.9,'),
        ('"longitude":113.38123,', '"longitude":113.9,'),
        (
            '"@layer":"again","@sheet":"items.items","@row":1,"code":"4',
            '"@layer":"again","@sheet":"items.items","@row":1,"code":"5',
        ),
    ],
)
def test_a_value_or_a_place_that_was_changed_is_named(
    was: str, became: str, tmp_path: Path
) -> None:
    made = document(row(1))
    section = made.sections[0]
    again = structs.replace(LAYERS[0], name="again")
    contents = structs.replace(section.contents, layers=(*LAYERS, again))
    twice = (structs.replace(section, contents=contents),)
    ready = export(geojson.mapped(structs.replace(made, sections=twice)))
    path = tmp_path / "file.geojson"
    geojson.write(ready, path)
    assert geojson.read(path).is_untouched
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, became, 1), "utf-8")
    found = geojson.read(path)
    assert found.touched == ("items.items",)
    (only,) = differences(found, ready)
    assert only.row == 2


def test_features_of_no_sheet_are_named(tmp_path: Path) -> None:
    path = tmp_path / "file.geojson"
    found = collection(tmp_path, row(1))
    found["features"].append({"type": "Feature", "properties": {"name": "x"}})
    path.write_text(json.dumps(found), "utf-8")
    assert geojson.read(path).unknown == ("None",)
    assert not geojson.read(path).is_untouched


@pytest.mark.parametrize(
    "geometry", [{"type": "Point"}, {"type": "Point", "coordinates": 5}, []]
)
def test_geometry_that_is_none_is_refused(geometry: object, tmp_path: Path) -> None:
    path = tmp_path / "file.geojson"
    found = collection(tmp_path, row(1))
    found["features"][0]["geometry"] = geometry
    path.write_text(json.dumps(found), "utf-8")
    with pytest.raises(UnreadableFileError, match=r"file\.geojson"):
        geojson.read(path)
