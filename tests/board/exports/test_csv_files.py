from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given

from board.exports import csv_files
from board.exports.archive import sheet_files
from board.exports.export import export
from board.exports.formulas import guarded, is_like_formula, unguarded
from board.exports.reading import UnreadableFileError
from tests.support.exported import NASTY, document, ordinary, row, texts


def members(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_an_archive_holds_cover_sheets_and_manifest(tmp_path: Path) -> None:
    csv_files.write(export(document(row(1))), tmp_path / "file.csv.zip")
    found = members(tmp_path / "file.csv.zip")
    assert list(found) == [
        "cover.csv",
        "01-items.figures.csv",
        "02-items.items.csv",
        "03-items.areas.csv",
        "manifest.json",
    ]
    assert found["02-items.items.csv"].startswith(b"\xef\xbb\xbfcode,")
    assert lines(found["02-items.items.csv"])[1] == [
        "421300000001",
        "邻里纠纷",
        "1234",
        "-0.37",
        "61",
        "2026-03-18 15:30:06",
        "2026-03-18",
        "true",
        "113.38123",
        "31.71123",
    ]


def test_no_text_of_any_file_can_be_taken_for_a_formula(tmp_path: Path) -> None:
    csv_files.write(export(ordinary()), tmp_path / "file.csv.zip")
    for name, data in members(tmp_path / "file.csv.zip").items():
        for line in lines(data) if name.endswith(".csv") else []:
            for cell in line:
                assert cell[:1] not in set("=+@\t\r\n＝＋－＠"), (name, cell)
                assert cell[:1] != "-" or float(cell) < 0


@given(text=texts)
def test_the_guard_loses_nothing(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tx", "＝1", "'=1", "''-"])
def test_a_text_like_a_formula_stands_behind_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_other_texts_stand_as_they_are() -> None:
    for text in ("'quoted", "a=1", "007", "''", ""):
        assert guarded(text) == text
    assert sum(map(is_like_formula, NASTY)) == 8


def test_names_of_files_are_safe_whatever_a_sheet_is_called() -> None:
    made = export(document(row(1))).grids
    hostile = [
        type(one)(**{**{k: getattr(one, k) for k in one.__struct_fields__}, "key": key})
        for one, key in zip(made, ("../../etc", "a\nb", "x" * 300), strict=True)
    ]
    names = sheet_files(hostile, "csv")
    assert names[:2] == ("01-..-..-etc.csv", "02-a-b.csv")
    assert len(names[2]) < 100


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.csv.zip"
    csv_files.write(export(document(row(1))), path)
    found = members(path) | {"02-items.items.csv": "邻里".encode("gbk")}
    with ZipFile(path, "w") as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    with pytest.raises(UnreadableFileError, match="02-items"):
        csv_files.read(path)


def test_what_is_missing_in_an_archive_or_stands_there_beside_is_named(
    tmp_path: Path,
) -> None:
    path = tmp_path / "file.csv.zip"
    csv_files.write(export(document(row(1))), path)
    found = members(path)
    found["mine.csv"] = found.pop("02-items.items.csv")
    with ZipFile(path, "w") as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    read = csv_files.read(path)
    assert read.touched == ("items.items",)
    assert read.unknown == ("mine.csv",)
    assert not read.is_untouched
