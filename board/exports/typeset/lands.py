"""The map of a document: all its layers on one drawing, over the schematic outlines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

from board.exports.typeset.amounts import amount
from board.exports.typeset.frames import (
    Frame,
    apart,
    contains,
    frame_of,
    middle,
    positions,
    rings_of,
    tier_size,
)
from board.exports.typeset.paper import Area, Dot, Key, Label, Land
from board.look.formats import written
from board.look.theme import LIGHT, SEVERITY_SHAPES
from board.views.common.contents import cell
from board.views.map.mercator import Bounds, bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from board.exports.document import Document
    from board.exports.typeset.paper import Point, Size
    from board.look.formats import Scalar
    from board.look.texts import Texts
    from board.views.common.contents import Column, MapLayer, Table

Outlines: TypeAlias = "Mapping[int, Mapping[str, Any]]"
Layers: TypeAlias = "Sequence[tuple[MapLayer, Table]]"
LETTER_MM = 2.4
TALL = 1.1
"""From this height against its width a map finds room in one column, as on a wall."""
SIGN_MM = 1.7
"""A sign of one item; one of several is larger, up to so many times."""
LARGEST = 2.2
OTHERS = "●"
ROOM = 0.02
ROOM_OF_ONE = 0.3
"""Around one area alone its neighbours are seen."""


class Mapper:
    """Draws the map of one document."""

    def __init__(
        self, outlines: Outlines, document: Document, size: Size, words: Texts
    ) -> None:
        self._outlines, self._size = outlines, size
        self._scope, self._words, self._now = document.scope, words, document.at

    def land(self, layers: Layers) -> Land | None:
        """All layers on one map; None where nothing of them has a place."""
        bounds = self._bounds(layers)
        if bounds is None:
            return None
        areas = [one for one in layers if one[0].mark == "areas"]
        places = [one for one in layers if one[0].mark != "areas"]
        codes = [code for one in areas for code in self._codes(*one)]
        frame = frame_of(bounds, ROOM if len(codes) > 1 else ROOM_OF_ONE)
        wide = self._width(frame.aspect)
        letter = LETTER_MM / wide
        return Land(
            width=wide,
            aspect=frame.aspect,
            letter=letter,
            around=tuple(self._around(frame, codes)),
            areas=tuple(area for one in areas for area in self._areas(frame, *one)),
            edges=tuple(self._edges(frame, codes)),
            dots=tuple(
                dot for one in places for dot in _dots(frame, *one, SIGN_MM / wide)
            ),
            labels=tuple(
                apart(
                    (label for one in areas for label in self._labels(frame, *one)),
                    across=letter,
                    down=letter / frame.aspect,
                )
            ),
            legend=tuple(key for one in layers for key in self._legend(*one)),
        )

    def _width(self, aspect: float) -> float:
        """Millimetres: what its columns have, or what its height allows."""
        is_all = aspect < TALL and not self._size.is_hung
        room = self._size.width_of(is_all=is_all)
        return min(room, self._size.tallest_map / aspect)

    def _bounds(self, layers: Layers) -> Bounds | None:
        codes = [code for one in layers for code in self._codes(*one)]
        shown = codes or [one for one in (self._scope,) if one in self._outlines]
        found = [at for code in shown for at in positions(self._outlines[code])]
        found = found or [at for one in layers for at, _ in placed(*one)]
        return bounds_of(found) if found else None

    def _codes(self, layer: MapLayer, table: Table) -> list[int]:
        if not layer.division:
            return []
        codes = (int(str(code)) for code in table.values(layer.division))
        return [code for code in codes if code in self._outlines]

    def _areas(self, frame: Frame, layer: MapLayer, table: Table) -> Iterator[Area]:
        most = max((_size(layer, one) for one in table.records()), default=0.0)
        for record in table.records():
            geometry = self._outlines.get(int(str(record[layer.division])))
            if geometry:
                share = _size(layer, record) / most if most else 0.0
                yield Area(rings_of(frame, geometry), _mixed(*LIGHT.land, share))

    def _around(self, frame: Frame, codes: Sequence[int]) -> Iterator[Area]:
        """The neighbours of the areas, for the eye to find its way."""
        tiers = {tier_size(code) for code in codes}
        for code, geometry in self._outlines.items():
            if tier_size(code) in tiers and code not in codes:
                rings = rings_of(frame, geometry)
                if any(0 <= x <= 1 and 0 <= y <= 1 for ring in rings for x, y in ring):
                    yield Area(rings, "")

    def _edges(self, frame: Frame, codes: Sequence[int]) -> Iterator[Area]:
        """What lies between the scope and the areas, drawn as a stronger line."""
        for code, geometry in self._outlines.items():
            is_around = any(contains(code, one) and code != one for one in codes)
            if is_around and contains(self._scope, code):
                yield Area(rings_of(frame, geometry), "")

    def _labels(self, frame: Frame, layer: MapLayer, table: Table) -> Iterator[Label]:
        """The name of each area with its value, the largest value first."""
        texts = [one.key for one in table.columns if one.name and one.form == "text"]
        wanted = (layer.label or next(iter(texts), ""), layer.size)
        columns = [one for key in wanted for one in table.columns if one.key == key]
        for record in sorted(table.records(), key=lambda one: -_size(layer, one)):
            geometry = self._outlines.get(int(str(record[layer.division])))
            if geometry and columns:
                x, y = middle(rings_of(frame, geometry))
                text = " ".join(self._written(one, record) for one in columns)
                yield Label(x, y, text)

    def _written(self, column: Column, record: Mapping[str, Scalar]) -> str:
        return written(cell(column, record), self._words, self._now)

    def _legend(self, layer: MapLayer, table: Table) -> Iterator[Key]:
        if layer.mark == "areas":
            yield from self._shades(layer, table) if layer.size else ()
        elif layer.severity:
            found = {str(one) for one in table.values(layer.severity)}
            for code in sorted(found & SEVERITY_SHAPES.keys()):
                name = self._words.known("severity_short", code)
                yield Key(SEVERITY_SHAPES[code], LIGHT.severity[code], name)
        elif table.rows:
            name = self._words.known("map.layer", layer.name)
            yield Key(OTHERS, LIGHT.accent, name)

    def _shades(self, layer: MapLayer, table: Table) -> Iterator[Key]:
        """The palest and the darkest area, with what they stand for."""
        [column] = [one for one in table.columns if one.key == layer.size]
        order = sorted(table.records(), key=lambda one: amount(one[layer.size]))
        for record in (order[:1] + order[-1:]) if len(order) > 1 else order:
            most = amount(order[-1][layer.size])
            share = amount(record[layer.size]) / most if most else 0.0
            text = f"{column.name} {self._written(column, record)}"
            yield Key("bar", _mixed(*LIGHT.land, share), text)


def placed(
    layer: MapLayer, table: Table
) -> Iterator[tuple[Point, Mapping[str, Scalar]]]:
    """The rows of a layer that have a place, each with its degrees."""
    if not layer.longitude:
        return
    for record in table.records():
        at = record[layer.longitude], record[layer.latitude]
        if None not in at:
            yield (amount(at[0]), amount(at[1])), record


def _size(layer: MapLayer, record: Mapping[str, Scalar]) -> float:
    """What a row counts; one where the layer does not say."""
    return amount(record[layer.size]) if layer.size else 1.0


def _dots(
    frame: Frame, layer: MapLayer, table: Table, smallest: float
) -> Iterator[Dot]:
    for at, record in placed(layer, table):
        x, y = frame.point(*at)
        count = _size(layer, record)
        code = str(record[layer.severity]) if layer.severity else ""
        yield Dot(
            x,
            y,
            SEVERITY_SHAPES.get(code, OTHERS),
            LIGHT.severity.get(code, LIGHT.accent),
            smallest * min(max(math.sqrt(count), 1.0), LARGEST),
        )


def _mixed(few: str, many: str, share: float) -> str:
    """A colour between two of #rrggbb."""
    pairs = (
        (int(few[at : at + 2], 16), int(many[at : at + 2], 16)) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
