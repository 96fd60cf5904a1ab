"""The maps of a page as one GeoJSON collection, and who says so beside it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from msgspec import structs

from board.exports.cells import WHOLE_END
from board.exports.checksum import checksum
from board.exports.manifest import Manifest, encoded, manifest
from board.exports.reading import ReadFile, UnreadableFileError, read_grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from board.exports.cells import Cell
    from board.exports.document import Document, Section
    from board.exports.export import Export
    from board.exports.grids import Grid
    from board.exports.manifest import Entry
    from board.views.common.contents import MapLayer

LAYER, SHEET, ROW = "@layer", "@sheet", "@row"
"""Properties of ours; no column is named like that."""
POINT = "Point"
PAIR = 2
"""Longitude and latitude of a table that says where its rows lie."""

Record: TypeAlias = "dict[str, bool | int | float | str | None]"


class _Geometry(msgspec.Struct):
    type: str
    coordinates: list[Any]


class _Feature(msgspec.Struct):
    properties: Record
    geometry: _Geometry | None = None


class _Collection(msgspec.Struct):
    cgc: Manifest
    features: list[_Feature]


def mapped(document: Document) -> Document:
    """Of a document what stands on its maps: the tables that layers are made of."""
    sections = tuple(
        _mapped(section) for section in document.sections if section.contents.layers
    )
    return structs.replace(document, sections=sections, terms=())


def write(export: Export, path: Path) -> None:
    """One feature per row and layer, one on a line; without a place in the row, or an
    outline of its division, one without geometry.
    """
    said = encoded(manifest(export, [grid.key for grid in export.grids]))
    with path.open("wb") as file:
        file.write(b'{"type":"FeatureCollection","cgc":' + said + b',"features":[')
        for number, feature in enumerate(_features(export)):
            file.write(b",\n" if number else b"\n")
            file.write(msgspec.json.encode(feature))
        file.write(b"\n]}\n")


def read(path: Path) -> ReadFile:
    """A sheet whose layers differ has the rows of one that is not as it was written.
    Raises UnreadableFileError.
    """
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_Collection)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise UnreadableFileError(f"{path.name}: {fault}") from fault
    layers = _layers_by_sheet(found.features)
    grids = tuple(
        _grid(entry, layers.pop(entry.key, {}).values()) for entry in found.cgc.sheets
    )
    return ReadFile(found.cgc, grids, tuple(sorted(layers)))


def _mapped(section: Section) -> Section:
    contents = section.contents
    named = {layer.table for layer in contents.layers}
    kept = tuple(one for one in contents.tables if one.name in named)
    return structs.replace(
        section,
        contents=structs.replace(
            contents, figures=(), charts=(), notices={}, tables=kept
        ),
    )


def _features(export: Export) -> Iterator[dict[str, Any]]:
    grids = {grid.key: grid for grid in export.grids}
    for section in export.document.sections:
        for layer in section.contents.layers:
            grid = grids.get(f"{section.name}.{layer.table}")
            if grid is not None:
                yield from _of_layer(layer, grid, export.outlines)


def _of_layer(
    layer: MapLayer, grid: Grid, outlines: Mapping[int, Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(grid.rows, 1):
        record = dict(zip(grid.keys, map(_plain, row), strict=True))
        yield {
            "type": "Feature",
            "geometry": _geometry(layer, record, outlines),
            "properties": {LAYER: layer.name, SHEET: grid.key, ROW: number, **record},
        }


def _geometry(
    layer: MapLayer,
    record: Mapping[str, Any],
    outlines: Mapping[int, Mapping[str, Any]],
) -> Mapping[str, Any] | None:
    if layer.mark == "areas":
        code = str(record[layer.division])
        return outlines.get(int(code)) if code.isdecimal() else None
    place = [record[layer.longitude], record[layer.latitude]]
    return None if None in place else {"type": POINT, "coordinates": place}


def _plain(cell: Cell) -> Any:
    """As JSON has it: times as ISO texts, numbers of more than 15 digits as texts."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, int) and abs(cell) >= WHOLE_END:
        return str(cell)
    return cell


def _layers_by_sheet(features: list[_Feature]) -> dict[str, dict[str, list[_Feature]]]:
    """The features of each sheet by their layer, in the order of the file."""
    found: dict[str, dict[str, list[_Feature]]] = {}
    for feature in features:
        layer, sheet = (str(feature.properties.get(key)) for key in (LAYER, SHEET))
        found.setdefault(sheet, {}).setdefault(layer, []).append(feature)
    return found


def _grid(entry: Entry, layers: Iterable[list[_Feature]]) -> Grid:
    grids = [_of_features(entry, features) for features in layers]
    touched = (one for one in grids if checksum(one) != entry.checksum)
    return next(touched, grids[0] if grids else _of_features(entry, []))


def _of_features(entry: Entry, features: list[_Feature]) -> Grid:
    rows = (_cells(entry, feature) for feature in features)
    return read_grid(entry, entry.headers, rows)


def _cells(entry: Entry, feature: _Feature) -> list[Cell]:
    said = feature.properties | _moved(entry, feature)
    return [said.get(key) for key in entry.keys]


def _moved(entry: Entry, feature: _Feature) -> Record:
    """Where a point lies elsewhere than its properties say: what both say, as a text
    that is no cell of ours.
    """
    forms = zip(entry.keys, entry.forms, strict=True)
    place = [key for key, form in forms if form == "degrees"]
    lies, said = feature.geometry, feature.properties
    if lies is None or lies.type != POINT or len(place) != PAIR:
        return {}
    elsewhere = (key for key in place if said.get(key) not in lies.coordinates)
    return {key: f"{said.get(key)} / {lies.coordinates}" for key in elsewhere}
