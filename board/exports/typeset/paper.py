"""What the templates are given: everything written and measured, nothing to decide."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Point: TypeAlias = tuple[float, float]
"""Across and down, 0 to 1 of the drawing's width and height."""


GUTTER_MM = 6.0
"""Between two columns."""


class Size(Struct, frozen=True):
    """One sort of sheet: millimetres, columns of parts beside each other (as shares),
    figures in a row, letters that fit into a line, pixels per inch of its picture.
    """

    width: float
    height: float
    margin: float
    columns: tuple[float, ...]
    tiles: int
    tallest_map: float
    letters: float
    pixels_per_inch: int

    @property
    def is_hung(self) -> bool:
        """Whether it hangs on a wall: wider than high."""
        return self.width > self.height

    def width_of(self, *, is_all: bool) -> float:
        """Millimetres of the widest column, or of all."""
        room = self.width - 2 * self.margin
        columns = len(self.columns)
        if is_all or columns == 1:
            return room
        between = GUTTER_MM * (columns - 1)
        return (room - between) * max(self.columns) / sum(self.columns)

    def letters_in(self, column: int) -> float:
        """About how many letters fit into a line of that column."""
        return self.letters * self.columns[column] / sum(self.columns) * 0.96


A4 = Size(210, 297, 15, (1, 1), 4, 142, 68, 200)
A4_ACROSS = Size(297, 210, 15, (1, 1), 6, 124, 101, 200)
WIDE = Size(406.4, 228.6, 11, (1, 1.2, 1), 8, 124, 145, 240)
"""16 by 9 inches: 3840 by 2160 pixels."""


class Tile(Struct, frozen=True):
    """One figure: `size` of its value against the text around it; base as "a/b"."""

    name: str
    value: str
    unit: str
    base: str
    note: str
    colour: str
    size: float


class Tick(Struct, frozen=True):
    at: float
    text: str


class Key(Struct, frozen=True):
    """One entry of a legend."""

    mark: str
    colour: str
    text: str


class Box(Struct, frozen=True):
    """A bar: its left upper corner and its size; a hollow one is its outline."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    is_hollow: bool = False


class Stroke(Struct, frozen=True):
    colour: str
    is_dotted: bool
    points: tuple[Point, ...]


class Lying(Struct, frozen=True):
    """One row of lying bars: shares of the widest, each with its colour."""

    name: str
    parts: tuple[tuple[float, str], ...]
    value: str


class Plot(Struct, frozen=True, kw_only=True):
    """One chart: `rows` of lying bars, or bars and strokes over an axis of ticks."""

    title: str
    legend: tuple[Key, ...]
    note: str = ""
    rows: tuple[Lying, ...] = ()
    names: float = 0.0
    left: tuple[Tick, ...] = ()
    right: tuple[Tick, ...] = ()
    below: tuple[Tick, ...] = ()
    boxes: tuple[Box, ...] = ()
    strokes: tuple[Stroke, ...] = ()


class Area(Struct, frozen=True):
    """Rings of an area, and how it is filled (empty: not at all)."""

    rings: tuple[tuple[Point, ...], ...]
    fill: str


class Dot(Struct, frozen=True):
    """A place: its shape as a sign, and its size against the width of the map."""

    x: float
    y: float
    shape: str
    colour: str
    size: float


class Label(Struct, frozen=True):
    x: float
    y: float
    text: str


class Land(Struct, frozen=True, kw_only=True):
    """A map: `width` in millimetres, its height and the `letter` of its labels against
    that.
    """

    width: float
    aspect: float
    letter: float
    around: tuple[Area, ...]
    areas: tuple[Area, ...]
    edges: tuple[Area, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    legend: tuple[Key, ...]


class Head(Struct, frozen=True):
    name: str
    unit: str
    is_number: bool


class Grid(Struct, frozen=True, kw_only=True):
    """A table: widths in sizes of its letters; `is_turned` has a column for each row.
    `note` says how many rows there are where not all stand here, `empty` that there are
    none at all. One that is handed in as it is `is_form`.
    """

    title: str
    note: str
    heads: tuple[Head, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""
    is_turned: bool = False
    is_form: bool = False

    @property
    def cells(self) -> int:
        return sum(map(len, self.rows))


class Line(Struct, frozen=True):
    text: str
    colour: str


class Said(Struct, frozen=True):
    """A fact of the cover; a long one takes a whole line."""

    name: str
    text: str
    is_long: bool


Span: TypeAlias = Literal["one", "all"]


class Block(Struct, frozen=True, kw_only=True):
    """A part of the page as it stands together; over one column of it or over all.
    Its facts or figures stand `across` in a row.
    """

    span: Span
    title: str = ""
    note: str = ""
    lines: tuple[Line, ...] = ()
    facts: tuple[Said, ...] = ()
    tiles: tuple[Tile, ...] = ()
    across: int = 1
    plots: tuple[Plot, ...] = ()
    land: Land | None = None
    grid: Grid | None = None


class Headings(Struct, frozen=True, kw_only=True):
    """What stands over the parts that every document may have."""

    tables: str
    terms: str


class Paper(Struct, frozen=True, kw_only=True):
    """The whole document. `tables` and `terms` stand behind its page; `page_of` leaves
    {page} and {pages} open.
    """

    language: str
    size: Size
    title: str
    center: str
    moment: str
    badge: str
    page_of: str
    headings: Headings
    gutter: float
    facts: Block | None
    blocks: tuple[Block, ...]
    tables: tuple[Block, ...]
    terms: Grid | None
    colours: dict[str, str]
