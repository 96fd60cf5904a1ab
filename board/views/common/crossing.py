"""Small counts of a table of two dimensions with its sums: what is left out of it, so
that none of them follows from what is shown.

Rows and columns add up, so the counts that are left out are a flow in a network: a node
for each row and each column, an edge for each count. One of them can be another number
exactly if there is a way around the network along which all counts change by one and
stay at least 1, which is what everybody knows of a count that is left out. What has no
such way would follow from the sums, and takes others with it until it has one.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Cell: TypeAlias = tuple[int, int]
"""A row and a column, by their places; the last of both is the sum."""
Counts: TypeAlias = "Mapping[Cell, int]"
Node: TypeAlias = tuple[str, int]
SUMMED = 1_000_000
"""A sum is left out only where nothing else can be."""


class Matrix(Struct, frozen=True):
    """Counts by row and column with their sums in the last of each. A table of one
    column has no sums of rows.
    """

    counts: Counts
    rows: int
    columns: int

    def is_sum(self, cell: Cell) -> bool:
        row, column = cell
        has_columns = self.columns > 1
        return row == self.rows - 1 or (has_columns and column == self.columns - 1)

    def ends(self, cell: Cell) -> tuple[Node, Node]:
        """From where to where it flows when it is one more."""
        row, column = cell
        over: Node = ("row", row if self.columns > 1 else 0)
        down: Node = ("column", column)
        is_last_row = row == self.rows - 1
        is_last_column = self.columns > 1 and column == self.columns - 1
        return (over, down) if is_last_row == is_last_column else (down, over)


def left_out(matrices: Sequence[Matrix], small: set[Cell]) -> set[Cell]:
    """The small ones and as many others as keep each from being known, the same of all
    matrices: what stands in one place is told or not told together.
    """
    found, before = set(small), -1
    while len(found) > before:
        before = len(found)
        for matrix in matrices:
            found |= _protected(matrix, found)
    return found


def _protected(matrix: Matrix, small: set[Cell]) -> set[Cell]:
    """With what is left out besides; where nothing is told there is nothing to know
    anything from.
    """
    found, ways = set(small), _Ways(matrix)
    ways.open(found)
    for cell in sorted(small):
        if set(matrix.counts) <= found:
            return found
        if not ways.go_around(cell):
            more = _company(matrix, cell, found) or set(matrix.counts) - found
            found |= more
            ways.open(more)
    return found


class _Ways:
    """Where a change can go on from each node, and by which count."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._from: dict[Node, list[tuple[Node, Cell]]] = defaultdict(list)

    def open(self, cells: set[Cell]) -> None:
        for cell in cells:
            start, end = self._matrix.ends(cell)
            self._from[start].append((end, cell))
            if self._matrix.counts[cell] > 1:
                self._from[end].append((start, cell))

    def go_around(self, cell: Cell) -> bool:
        """Whether it may be one more, or one less, with others making up for it."""
        start, end = self._matrix.ends(cell)
        is_more = self._lead(end, start, cell)
        return is_more or (
            self._matrix.counts[cell] > 1 and self._lead(start, end, cell)
        )

    def _lead(self, start: Node, end: Node, without: Cell) -> bool:
        """Whether there is a way between two nodes that does not go by a count."""
        seen, open_ones = {start}, [start]
        while open_ones:
            for node, cell in self._from[open_ones.pop()]:
                if cell == without or node in seen:
                    continue
                if node == end:
                    return True
                seen.add(node)
                open_ones.append(node)
        return False


def _company(matrix: Matrix, cell: Cell, found: set[Cell]) -> set[Cell]:
    """The fewest counts that go with it: one of its column where there are no sums of
    rows, else the three other corners of a square; none where there is none.
    """
    row, column = cell
    if matrix.columns == 1:
        corners: Iterator[tuple[Cell, ...]] = (
            ((other, column),) for other in range(matrix.rows) if other != row
        )
    else:
        others = product(range(matrix.rows), range(matrix.columns))
        corners = (
            ((other, column), (other, beside), (row, beside))
            for other, beside in others
            if other != row and beside != column
        )
    good = (each for each in corners if _makes_up(matrix, cell, each))
    best = min(good, key=lambda each: _cost(matrix, each, found), default=())
    return set(best) - found


def _makes_up(matrix: Matrix, cell: Cell, corners: tuple[Cell, ...]) -> bool:
    """Whether all can change by one around the square, in one way or the other."""
    if any(not matrix.counts[one] for one in corners):
        return False
    signs = _signs(matrix, (cell, *corners))
    return any(
        all(matrix.counts[one] + way * sign >= 1 for one, sign in signs.items())
        for way in (1, -1)
    )


def _signs(matrix: Matrix, around: tuple[Cell, ...]) -> dict[Cell, int]:
    """By how much each changes when the first one is one more."""
    start, here = matrix.ends(around[0])
    found = {around[0]: 1}
    is_down = here[0] == "column"
    for cell in around[1:] if is_down else reversed(around[1:]):
        one, other = matrix.ends(cell)
        found[cell] = 1 if one == here else -1
        here = other if one == here else one
    return found if here == start else {}


def _cost(
    matrix: Matrix, corners: tuple[Cell, ...], found: set[Cell]
) -> tuple[int, tuple[Cell, ...]]:
    """How much is lost with them."""
    lost = (
        matrix.counts[one] + SUMMED * matrix.is_sum(one)
        for one in corners
        if one not in found
    )
    return sum(lost), corners
