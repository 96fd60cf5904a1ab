"""A page at a moment, as every file of it says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, structs

from board.views.common.contents import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.look.formats import Value
    from board.views.common.contents import Contents, Figure

LONGEST_CODE = 64
FIGURES = "figures"
"""The end of the key of a sheet that holds figures."""


class Fact(Struct, frozen=True):
    """One line of the cover: its key, its name in the reader's language, its value."""

    key: str
    name: str
    value: Value


def for_people(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Those that a person reads: long codes are for programs."""
    return tuple(
        one
        for one in facts
        if one.value.form != "code" or len(str(one.value.value)) <= LONGEST_CODE
    )


class Term(Struct, frozen=True):
    """One indicator as the dictionary defines it, in the reader's language."""

    key: str
    name: str
    formula: str
    numerator: str
    denominator: str
    minimum_n: int


class Section(Struct, frozen=True):
    """One part of the page: its name there, and what it says."""

    name: str
    contents: Contents


class Sheet(Struct, frozen=True):
    """One table of the document. `key` is `SECTION.TABLE`; `total` rows there were."""

    key: str
    title: str
    table: Table
    total: int


class Document(Struct, frozen=True, kw_only=True):
    """A page as somebody saw it. `at` is the moment of its figures, `scope` the
    division it shows, `language` that of its reader. `facts` stand on the cover, in
    order; `watermark` says who, when, scope and moment in one line. Each table has at
    most `row_cap` rows in a file, and the cover says what is left out.
    """

    page: str
    title: str
    scope: int
    language: str
    at: datetime
    facts: tuple[Fact, ...]
    terms: tuple[Term, ...]
    sections: tuple[Section, ...]
    watermark: str
    row_cap: int


FIGURE_COLUMNS = (
    Column(key="key", form="code"),
    Column(key="name"),
    Column(key="value"),
    Column(key="form", form="code"),
    Column(key="unit"),
    Column(key="numerator", form="count"),
    Column(key="denominator", form="count"),
)


def sheets(document: Document) -> tuple[Sheet, ...]:
    """All tables of the document in the order of the page, the figures of each part as
    a table of their own; none of them empty of columns, each cut to the row cap.
    """
    found = (one for section in document.sections for one in _sheets(section))
    return tuple(_capped(one, document.row_cap) for one in found)


def _sheets(section: Section) -> Iterator[Sheet]:
    contents = section.contents
    title = contents.title or section.name
    if contents.figures:
        figures = figure_table(contents.figures)
        yield Sheet(f"{section.name}.{FIGURES}", title, figures, len(figures.rows))
    for one in contents.tables:
        if one.columns:
            yield Sheet(f"{section.name}.{one.name}", title, one, len(one.rows))


def figure_table(figures: tuple[Figure, ...]) -> Table:
    """One row per figure; the column `form` says how its value is written."""
    rows = tuple(
        (
            one.key,
            one.name,
            one.value,
            one.form,
            one.unit,
            one.numerator,
            one.denominator,
        )
        for one in figures
    )
    return Table(FIGURES, FIGURE_COLUMNS, rows)


def _capped(sheet: Sheet, cap: int) -> Sheet:
    if len(sheet.table.rows) <= cap:
        return sheet
    return structs.replace(
        sheet, table=structs.replace(sheet.table, rows=sheet.table.rows[:cap])
    )
