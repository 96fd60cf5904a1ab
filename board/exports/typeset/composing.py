"""A document as paper: its page first, then the tables and terms behind it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import structs

from board.exports.document import FIGURES, Sheet, sheets
from board.exports.typeset.blocks import Blocks
from board.exports.typeset.font import width
from board.exports.typeset.grids import grid, stretched
from board.exports.typeset.lands import Mapper
from board.exports.typeset.paper import (
    GUTTER_MM,
    Block,
    Grid,
    Headings,
    Line,
    Paper,
    Said,
)
from board.exports.typeset.sizes import size_of
from board.look.formats import Value, written
from board.look.theme import LIGHT, roles
from board.views.common.contents import Column
from board.views.common.contents import table as table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.exports.document import Document, Section
    from board.exports.typeset.lands import Outlines
    from board.look.formats import Form
    from board.look.texts import Texts

CELLS = 16_000
"""So many cells of tables are set, all together: 3 s and 420 MB on two cores."""
ROWS_ON_PAGE = 30
"""A longer table stands behind the page."""
LONG_FACT = 34.0
CENTER, SYNTHETIC = "center", "synthetic"
MADE = frozenset({"who", "made_at"})
"""Which facts say who made a form, and when."""


class Composer:
    """Lays one document out."""

    def __init__(self, document: Document, outlines: Outlines, words: Texts) -> None:
        self._document, self._words = document, words
        self._size = size_of(document)
        mapper = Mapper(outlines, document, self._size, words)
        self._blocks = Blocks(document, self._size, words, mapper)

    def paper(self) -> Paper:
        page, behind = self._page()
        return Paper(
            language=self._document.language,
            size=self._size,
            title=self._document.title,
            center=self._fact(CENTER),
            moment=self._moment(),
            badge=self._words("label.synthetic") if self._is_synthetic() else "",
            page_of=self._words.template("print.page"),
            gutter=GUTTER_MM,
            headings=Headings(
                tables=self._words("print.tables"),
                terms=self._words("print.terms"),
            ),
            facts=self._cover(),
            blocks=tuple(page),
            tables=tuple(behind),
            terms=self._terms(),
            colours=roles(LIGHT),
        )

    def _cover(self) -> Block | None:
        if not self._document.facts:
            return None
        return Block(
            span="all",
            title=self._words("print.facts"),
            facts=tuple(self._facts()),
            across=len(self._size.columns),
        )

    def _page(self) -> tuple[list[Block], list[Block]]:
        """Parts of the page in its order, and the tables behind it. A table of its own
        stands before what is drawn beside it, and has the heading of both.
        """
        blocks, grids = self._blocks.blocks(), self._grids()
        page: list[Block] = []
        behind: list[Block] = []
        for section in self._document.sections:
            made = grids.get(section.name, {})
            own = [one for name, one in made.items() if _is_own(section, name)]
            page.extend(self._joined(blocks[section.name], own))
            behind.extend(self._set(one) for one in made.values() if one not in own)
        return page, behind

    def _joined(self, block: Block, own: list[Grid]) -> Iterator[Block]:
        """A heading stands once over what belongs together."""
        tables = [self._set(one) for one in own]
        if any(one.is_form for one in own):
            yield from self._form(block, tables)
        elif block.tiles or block.plots or block.land:
            yield from tables
            yield _entitled(block) if tables else block
        elif tables:
            note = " · ".join(filter(None, (block.note, tables[0].note)))
            yield structs.replace(tables[0], lines=block.lines, note=note)
            yield from tables[1:]
        elif block.lines:
            yield block

    def _form(self, block: Block, tables: list[Block]) -> Iterator[Block]:
        """A statistical table is handed in: over it who fills it in and for when, under
        it where it is signed, and then what is drawn of it.
        """
        made = (f"{one.name}：{one.text}" for one in self._facts(MADE))
        note = " · ".join(filter(None, (block.note, *made)))
        yield structs.replace(tables[0], lines=block.lines, note=note)
        yield from tables[1:]
        signed = Line(self._words("print.signed"), LIGHT.ink)
        yield Block(span="all", lines=(signed,))
        if block.plots:
            yield structs.replace(_entitled(block), lines=(), note="")

    def _grids(self) -> dict[str, dict[str, Grid]]:
        """The tables for readers by section and name, cut where the paper ends."""
        left, found = CELLS, defaultdict[str, dict[str, Grid]](dict)
        sections = {one.name: one for one in self._document.sections}
        for sheet in sheets(self._document):
            name, _, table = sheet.key.partition(".")
            made = None if table == FIGURES else self._grid(sheet, cells=left)
            if made:
                left -= made.cells
                title = self._titled(sections[name], table)
                is_form = sections[name].contents.is_crossed(table)
                found[name][table] = structs.replace(made, title=title, is_form=is_form)
        return found

    def _grid(self, sheet: Sheet, *, cells: int) -> Grid | None:
        named = sum(bool(one.name) for one in sheet.table.columns)
        return grid(
            sheet,
            self._words,
            self._document.at,
            rows=cells // max(named, 1),
            size=self._size,
        )

    def _titled(self, section: Section, table: str) -> str:
        heading = self._blocks.heading(section)
        is_titled = bool(section.contents.table(table).title)
        if _is_own(section, table) and not is_titled:
            return heading
        parts = (heading, self._blocks.label(section.contents, table))
        return " · ".join(dict.fromkeys(filter(None, parts)))

    def _set(self, made: Grid) -> Block:
        """A narrow table shares the sheet with others."""
        column = self._size.letters_in(0)
        is_narrow = sum(made.widths) <= column and len(made.rows) <= ROWS_ON_PAGE
        bare = structs.replace(made, title="", note="")
        return Block(
            span="one" if is_narrow else "all",
            title=made.title,
            note=made.note,
            grid=stretched(bare, column if is_narrow else self._size.letters),
        )

    def _facts(self, keys: frozenset[str] = frozenset()) -> Iterator[Said]:
        """All of them, or those of some keys."""
        for one in self._document.facts:
            if keys and one.key not in keys:
                continue
            text = written(one.value, self._words, self._document.at)
            yield Said(one.name, text, width(one.name + text) > LONG_FACT)

    def _fact(self, key: str) -> str:
        values = (one.value for one in self._document.facts if one.key == key)
        found = next(values, None)
        return written(found, self._words, self._document.at) if found else ""

    def _is_synthetic(self) -> bool:
        facts = [one.value for one in self._document.facts if one.key == SYNTHETIC]
        figures = (
            one
            for section in self._document.sections
            for one in section.contents.figures
            if one.key == SYNTHETIC
        )
        return any(one.value for one in (*facts, *figures))

    def _moment(self) -> str:
        at = round(self._document.at.timestamp() * 1000)
        forms: tuple[Form, ...] = ("today", "time")
        return " ".join(
            written(Value(at, form), self._words, self._document.at) for form in forms
        )

    def _terms(self) -> Grid | None:
        if not self._document.terms:
            return None
        columns = (
            Column(key="name", name=self._words("print.term")),
            Column(key="formula", name=self._words("print.formula")),
            Column(key="numerator", name=self._words("print.numerator")),
            Column(key="denominator", name=self._words("print.denominator")),
            Column(key="minimum_n", form="count", name=self._words("print.minimum")),
        )
        rows = (structs.asdict(one) for one in self._document.terms)
        table = table_of("terms", columns, rows)
        made = self._grid(Sheet("terms", "", table, len(table.rows)), cells=CELLS)
        return stretched(made, self._size.letters) if made else None


def _is_own(section: Section, name: str) -> bool:
    """Whether a table is read on the page: a short one that nothing is drawn from, and
    a statistical one, which the page is about.
    """
    table = section.contents.table(name)
    drawn = {one.table for one in section.contents.charts}
    drawn |= {one.table for one in section.contents.layers}
    is_short = name not in drawn and len(table.rows) <= ROWS_ON_PAGE
    return table.is_crossed or is_short


def _entitled(block: Block) -> Block:
    """Under a table of its part: headed by what it shows, where that is one thing."""
    if len(block.plots) != 1:
        return structs.replace(block, title="")
    [plot] = block.plots
    plots = (structs.replace(plot, title=""),)
    return structs.replace(block, title=plot.title, plots=plots)
