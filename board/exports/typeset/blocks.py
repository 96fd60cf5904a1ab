"""The parts of a page as they stand on paper, each with what belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.exports.typeset.font import width
from board.exports.typeset.paper import Block, Line, Plot, Tile
from board.exports.typeset.plots import Plotter
from board.look.formats import Value, spoken, written
from board.look.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.exports.document import Document, Section
    from board.exports.typeset.lands import Layers, Mapper
    from board.exports.typeset.paper import Land, Size, Span
    from board.look.texts import Texts
    from board.views.common.contents import Contents, Figure

COLOURS = {"good": LIGHT.good, "warn": LIGHT.warn, "bad": LIGHT.bad}
FEW_TILES = 3
"""So many stand in one column of the page."""
VALUE_SIZES = ((7.0, 2.1), (10.0, 1.6), (16.0, 1.2))
"""Up to so many letters a value is so large."""
SMALLEST_VALUE = 1.0


class Blocks:
    """Makes the parts of one document."""

    def __init__(
        self, document: Document, size: Size, words: Texts, mapper: Mapper
    ) -> None:
        self._document, self._size, self._words = document, size, words
        self._now: datetime = document.at
        self._plotter = Plotter(words, document.at, letters=size.letters_in(0))
        self._land = mapper.land(_layers(document))

    def blocks(self) -> dict[str, Block]:
        """By the name of its section, tables apart."""
        mapped = next((one.name for one in self._document.sections if _maps(one)), "")
        return {
            one.name: self._block(one, self._land if one.name == mapped else None)
            for one in self._document.sections
        }

    def heading(self, section: Section) -> str:
        """What stands over a part: its title, else what we call it, else nothing."""
        title = section.contents.title
        if title == self._document.title:
            return ""
        return title or self.named(section.name)

    def named(self, name: str) -> str:
        known = self._words.known("part", name)
        return "" if known == name else known

    def _block(self, section: Section, land: Land | None) -> Block:
        contents = section.contents
        tiles = tuple(self._tile(one) for one in contents.figures if one.name)
        is_wide = len(tiles) > FEW_TILES
        column = self._size.width_of(is_all=False)
        is_whole = is_wide or (land is not None and land.width > column)
        lines = tuple(self._lines(contents))
        is_lead = not (tiles or land or contents.charts) and bool(lines)
        span: Span = "all" if is_whole or is_lead else "one"
        return Block(
            span=span,
            title=self.heading(section),
            note=contents.note,
            lines=lines,
            tiles=tiles,
            across=self._size.tiles if is_wide else max(len(tiles), 1),
            plots=tuple(self._plots(contents)),
            land=land,
        )

    def _lines(self, contents: Contents) -> Iterator[Line]:
        for one in contents.notices.values():
            if one.text:
                colour = COLOURS.get(one.level, LIGHT.ink)
                yield Line(spoken(one, self._words, self._now), colour)

    def _tile(self, figure: Figure) -> Tile:
        value = written(figure, self._words, self._now)
        wide = width(value)
        sizes = (size for limit, size in VALUE_SIZES if wide <= limit)
        return Tile(
            name=figure.name,
            value=value,
            unit=figure.unit if figure.value is not None else "",
            base=self._base(figure),
            note=figure.note,
            colour=COLOURS.get(figure.level, LIGHT.ink),
            size=next(sizes, SMALLEST_VALUE),
        )

    def _base(self, figure: Figure) -> str:
        """The counts of a share; where they are few they are the value itself."""
        if figure.value is None or not figure.denominator:
            return ""
        counts = (figure.numerator or 0, figure.denominator)
        return "/".join(
            written(Value(one, "count"), self._words, self._now) for one in counts
        )

    def _plots(self, contents: Contents) -> Iterator[Plot]:
        for chart in contents.charts:
            table = contents.table(chart.table)
            title = self.label(contents, chart.table)
            made = self._plotter.plot(chart, table, title=title)
            yield made or Plot(
                title=title, legend=(), note=self._words("label.bars_empty")
            )

    def label(self, contents: Contents, table: str) -> str:
        """What tells one of several tables of a part from the others."""
        if len(contents.tables) == 1:
            return ""
        own = contents.table(table)
        drawn = [one for one in contents.charts if one.table == table]
        counted = [one.column for chart in drawn for one in chart.series]
        columns = {one.key: one for one in own.columns}
        single = columns[counted[0]].name if len(counted) == 1 else ""
        return own.title or self.named(table) or single


def _layers(document: Document) -> Layers:
    return [
        (layer, section.contents.table(layer.table))
        for section in document.sections
        for layer in section.contents.layers
    ]


def _maps(section: Section) -> bool:
    return bool(section.contents.layers)
