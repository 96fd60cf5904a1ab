"""What is left out of a table of two dimensions cannot be had from what is shown."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from msgspec import structs

from board.views.common.contents import Column, Table, table
from board.views.common.crossing import Cell, Matrix, left_out
from board.views.common.suppression import LEAST
from board.views.common.withheld import hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

Rows = list[list[int]]


def is_small(count: int) -> bool:
    return 0 < count < LEAST


def summed(rows: Rows) -> Rows:
    """With the sums of rows in the last column, of columns in the last row."""
    wide = [[*row, sum(row)] for row in rows] if len(rows[0]) > 1 else rows
    return [*wide, [sum(column) for column in zip(*wide, strict=True)]]


def matrix(rows: Rows) -> Matrix:
    counts = {
        (row, column): value
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    }
    return Matrix(counts, len(rows), len(rows[0]))


def equations(one: Matrix) -> list[dict[Cell, int]]:
    """What everybody knows of a table: its columns add up, and its rows if it has
    sums of them.
    """
    last_row, last_column = one.rows - 1, one.columns - 1
    columns = [
        {(row, column): -1 if row == last_row else 1 for row in range(one.rows)}
        for column in range(one.columns)
    ]
    rows = [
        {(row, c): -1 if c == last_column else 1 for c in range(one.columns)}
        for row in range(one.rows)
    ]
    return columns + (rows if one.columns > 1 else [])


def known_by_algebra(one: Matrix, gone: set[Cell]) -> set[Cell]:
    """What is left out and has one value alone, whatever numbers there may be."""
    order = sorted(gone)
    places = {cell: place for place, cell in enumerate(order)}
    lines = np.zeros((len(equations(one)), len(order)))
    for number, line in enumerate(equations(one)):
        for cell, sign in line.items():
            if cell in gone:
                lines[number, places[cell]] = sign
    rank = np.linalg.matrix_rank(lines)
    unit = np.eye(len(order))
    return {
        cell
        for cell in order
        if np.linalg.matrix_rank(np.vstack([lines, unit[places[cell]]])) == rank
    }


def known_by_trying(one: Matrix, gone: set[Cell], most: int) -> set[Cell]:
    """What has one value alone among whole numbers from 1 on: every one is tried."""
    seen: dict[Cell, set[int]] = {cell: set() for cell in gone}
    for tried in all_that_fit(one, sorted(gone), most):
        for cell, value in tried.items():
            seen[cell].add(value)
    return {cell for cell, found in seen.items() if len(found) < 2}


def all_that_fit(
    one: Matrix, order: list[Cell], most: int
) -> Iterator[dict[Cell, int]]:
    """All values of some cells with which every sum is right. A sum is looked at as
    soon as it has all of its values: what cannot be right is not tried to its end.
    """
    lines: list[list[dict[Cell, int]]] = [[] for _ in (None, *order)]
    for line in equations(one):
        last = max((order.index(cell) + 1 for cell in line if cell in order), default=0)
        lines[last].append(line)
    told = dict(one.counts)

    def filled(place: int) -> Iterator[dict[Cell, int]]:
        sums = (
            sum(sign * told[cell] for cell, sign in line.items())
            for line in lines[place]
        )
        if any(sums):
            return
        if place == len(order):
            yield {cell: told[cell] for cell in order}
            return
        for value in range(1, most + 1):
            told[order[place]] = value
            yield from filled(place + 1)

    yield from filled(0)


def small_in(one: Matrix) -> set[Cell]:
    return {cell for cell, count in one.counts.items() if is_small(count)}


@pytest.mark.parametrize("seed", range(60))
def test_no_sum_tells_what_is_left_out(seed: int) -> None:
    pick = random.Random(seed)
    height, width = pick.randint(1, 9), pick.choice((1, 2, 3, 5, 8))
    ceiling = pick.choice((6, 12, 60, 400))
    rows = [[pick.randint(0, ceiling) for _ in range(width)] for _ in range(height)]
    one = matrix(summed(rows))
    small = small_in(one)
    gone = left_out([one], small)
    assert small <= gone
    if gone < set(one.counts):
        assert known_by_algebra(one, gone) == set()
    assert bool(gone) == bool(small)


@pytest.mark.parametrize("seed", range(40))
def test_nor_does_it_follow_from_sums_of_whole_numbers(seed: int) -> None:
    pick = random.Random(seed)
    width = pick.choice((1, 2, 2))
    rows = [[pick.choice((0, 1, 2, 6)) for _ in range(width)] for _ in range(2)]
    one = matrix(summed(rows))
    gone = left_out([one], small_in(one))
    if gone and gone < set(one.counts) and len(gone) <= 6:
        assert known_by_trying(one, gone, most=14) == set()


def test_ones_that_sum_to_two_do_not_stand_alone() -> None:
    """Each of two ones follows from their sum: no count that is left out is nought."""
    one = matrix(summed([[1, 1, 30], [20, 40, 50], [60, 70, 80]]))
    gone = left_out([one], small_in(one))
    assert len({column for row, column in gone if row == 0}) > 2
    assert known_by_algebra(one, gone) == set()


def test_a_bridge_between_two_groups_is_known_and_so_takes_others_with_it() -> None:
    """Two in every row and every column are not enough: rows less columns of one group
    tell what leads to the other.
    """
    big = 50
    rows = [[big] * 6 for _ in range(6)]
    squares = [(0, 0), (0, 1), (1, 0), (1, 1), (3, 3), (3, 4), (4, 3), (4, 4)]
    for row, column in (*squares, (1, 3)):
        rows[row][column] = 4
    one = matrix(summed(rows))
    assert (1, 3) in known_by_algebra(one, small_in(one))
    assert known_by_algebra(one, left_out([one], small_in(one))) == set()


def test_where_nothing_can_go_with_it_nothing_is_told() -> None:
    one = matrix(summed([[3, 0], [0, 90]]))
    gone = left_out([one], small_in(one))
    assert {(0, 0), (0, 2), (2, 0)} <= gone
    assert gone == set(one.counts) or known_by_algebra(one, gone) == set()


def crossed(rows: list[dict[str, int | float | None]]) -> Table:
    columns = (
        Column(key="c0_due", form="count", name="a", indicator="due", part_of="t_due"),
        Column(key="c1_due", form="count", name="b", indicator="due", part_of="t_due"),
        *_rate("c0_close_rate", "t_close_rate"),
        *_rate("c1_close_rate", "t_close_rate"),
        Column(key="t_due", form="count", name="t", indicator="due"),
        *_rate("t_close_rate", ""),
        Column(key="t_due_changed", form="change", name="d"),
    )
    return structs.replace(table("crossed", columns, rows), is_crossed=True)


def _rate(key: str, part_of: str) -> tuple[Column, ...]:
    over, under = f"{key}_numerator", f"{key}_denominator"
    return (
        Column(
            key=key,
            form="share",
            name=key,
            indicator="close_rate",
            numerator=over,
            denominator=under,
            part_of=part_of,
        ),
        Column(key=over, form="count"),
        Column(key=under, form="count"),
    )


def row_of(*pairs: tuple[int, int]) -> dict[str, int | float | None]:
    """Closed of due in two columns and in all."""
    total = (sum(one for one, _ in pairs), sum(one for _, one in pairs))
    found: dict[str, int | float | None] = {"t_due_changed": 0.5}
    for place, (over, under) in zip(("c0", "c1", "t"), (*pairs, total), strict=True):
        found[f"{place}_due"] = under
        found[f"{place}_close_rate"] = over / under
        found[f"{place}_close_rate_numerator"] = over
        found[f"{place}_close_rate_denominator"] = under
    return found


def test_a_rate_that_few_lack_is_left_out_with_the_counts_it_stands_on() -> None:
    """39 of 40 tells of one; so do its neighbours, its sums, and a change."""
    parts = [((39, 40), (30, 60)), ((20, 50), (10, 30)), ((25, 70), (40, 90))]
    sums = tuple(
        (sum(row[n][0] for row in parts), sum(row[n][1] for row in parts))
        for n in range(2)
    )
    made = crossed([*(row_of(*one) for one in parts), row_of(*sums)])
    gone = hidden(made, is_small)
    keys = [one.key for one in made.columns]
    told = {(row, keys[place]) for row, place in gone}
    assert {
        (0, "c0_close_rate"),
        (0, "c0_close_rate_numerator"),
        (0, "c0_due"),
    } <= told
    assert {row for row, key in told if key == "t_due_changed"} == {0, 1, 2, 3}
    for name in ("due", "close_rate_numerator", "close_rate_denominator"):
        places = [keys.index(f"{side}_{name}") for side in ("c0", "c1", "t")]
        one = matrix([[int(row[n] or 0) for n in places] for row in made.rows])
        left = {(r, c) for r, n in gone for c, place in enumerate(places) if n == place}
        assert left
        assert known_by_algebra(one, left) == set()
