"""What a page says, as values: figures, tables, charts and map layers.

The screen and every file are written from these, so what is on the screen can be
exported. Names of things are in the reader's language already; numbers, shares and
times are values that `look/formats.py` writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct

from board.look.formats import Better, Form, Scalar, Sentence, Value, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from board.look.texts import Texts

Level: TypeAlias = Literal["", "good", "warn", "bad"]
Row: TypeAlias = tuple[Scalar, ...]


class Figure(Value, frozen=True, kw_only=True, omit_defaults=True):
    """One value with its name; `key` is its indicator in the dictionary, or its own:
    then `indicator` is the entry that it counts by, if there is one. `note` says of
    when it is, `formula` how it comes about, `counted_in` the code of the division
    where it is counted, if that is not the page's, `colour` its role in the palette.
    """

    key: str
    name: str = ""
    unit: str = ""
    note: str = ""
    formula: str = ""
    indicator: str = ""
    counted_in: str = ""
    better: Better = "none"
    level: Level = ""
    colour: str = ""


class Notice(Sentence, frozen=True, kw_only=True, omit_defaults=True):
    """A sentence that is more or less urgent."""

    level: Level = ""


class Column(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One column; one without a `name` is for programs (codes, keys). A share or a
    change names the columns that hold its `numerator` and `denominator`; counts that
    add up to another column name it as what they are `part_of`. `indicator` is the
    entry of the dictionary that its values are.
    """

    key: str
    form: Form = "text"
    name: str = ""
    unit: str = ""
    numerator: str = ""
    denominator: str = ""
    indicator: str = ""
    better: Better = "none"
    part_of: str = ""


class Table(Struct, frozen=True, omit_defaults=True):
    """Rows of values, one per column; what they say is of single items where they are
    `of_items`. `title` stands above them where a part has several. One that is
    `crossed` has two dimensions: its last row is the sum of the others, and a column
    that others are `part_of` the sum of those.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    of_items: bool = False
    title: str = ""
    is_crossed: bool = False

    def records(self) -> Iterator[dict[str, Scalar]]:
        """The rows by the keys of their columns."""
        keys = [column.key for column in self.columns]
        for row in self.rows:
            yield dict(zip(keys, row, strict=True))

    def values(self, key: str) -> list[Scalar]:
        """One column, top down."""
        return [record[key] for record in self.records()]


class Series(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One column drawn as bars or a line. `colour` is a role of the palette: `accent`,
    `kind-incident`, `severity-02`; of a `flow` from one name of `x` to the other it is
    the family of roles that the codes in the column `flow` name. A `hollow` bar is an
    outline, which is told from a full one without colours.
    """

    column: str
    colour: str
    mark: Literal["bar", "hollow", "line", "dotted", "flow"] = "bar"
    axis: Literal["left", "right"] = "left"


class Chart(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Columns of the named table drawn over `x`, bars on top of each other, or `beside`
    each other, or `lying`. Every so many rows stand below the axis, none of them with
    0. Only the `first` so many rows are drawn, all of them with 0.
    """

    name: str
    table: str
    x: tuple[str, ...]
    series: tuple[Series, ...]
    every: int = 1
    legend: bool = True
    beside: bool = False
    lying: bool = False
    first: int = 0


class MapLayer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The named table on the map: at `longitude` and `latitude` (WGS-84), or as areas
    of `division`. The other columns say what is written there, how large or dark it is,
    and by which severity and stream it is marked.
    """

    name: str
    table: str
    mark: Literal["areas", "dots", "signs"]
    longitude: str = ""
    latitude: str = ""
    division: str = ""
    label: str = ""
    size: str = ""
    severity: str = ""
    kind: str = ""


class Contents(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one part of a page says."""

    title: str = ""
    note: str = ""
    notices: dict[str, Notice] = {}
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    layers: tuple[MapLayer, ...] = ()

    def figure(self, key: str) -> Figure:
        """The figure of that key; raises KeyError where there is none."""
        return {one.key: one for one in self.figures}[key]

    def table(self, name: str) -> Table:
        """The table of that name; raises KeyError where there is none."""
        return {one.name: one for one in self.tables}[name]

    def is_crossed(self, name: str) -> bool:
        """Whether the table of that name has two dimensions and their sums."""
        return any(one.is_crossed for one in self.tables if one.name == name)


def table(
    name: str,
    columns: tuple[Column, ...],
    rows: Iterable[Mapping[str, Any]],
    *,
    of_items: bool = False,
    title: str = "",
) -> Table:
    """A table of rows by key; raises KeyError on a row that lacks a column."""
    made = (tuple(row[column.key] for column in columns) for row in rows)
    return Table(name, columns, tuple(made), of_items, title)


def written_rows(one: Table, words: Texts, now: datetime) -> Iterator[tuple[str, ...]]:
    """The rows of a table as their reader sees them."""
    for record in one.records():
        yield tuple(written(cell(column, record), words, now) for column in one.columns)


def cell(column: Column, record: Mapping[str, Scalar]) -> Value:
    """One cell with what writing it needs: a share brings the counts it stands on."""
    counts = (record.get(name) for name in (column.numerator, column.denominator))
    return Value(record[column.key], column.form, *map(_count, counts))


def _count(value: Scalar) -> int | None:
    return value if isinstance(value, int) else None
