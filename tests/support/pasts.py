"""What a past read reads otherwise: the parts that all of them are made of.

A past read is by construction the text of the read of now over these parts as they were
then, so what holds of the parts holds of all that is read from them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from sql import statements as named
from sql.past import reading
from tests.journey.model.rollups import MEASURES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sql.statements import Statement
    from sql.store import Store

PARTS = tuple(named._AS_OF)  # noqa: SLF001 - the list itself, or a new part is forgotten
CELLS = "period_cells"
PLACES = frozenset({"row_no", "move_keys"})
"""Where the hub keeps an item: not what is said of it."""
Row = dict[str, Any]


@cache
def _parts(*, past: bool) -> Mapping[str, Statement]:
    fragments = named._read("fragments")  # noqa: SLF001 - no read is just a part
    instead = named._AS_OF if past else {}  # noqa: SLF001
    return {
        name: named._statement(name, _body(name), fragments, instead)  # noqa: SLF001
        for name in PARTS
    }


def _body(part: str) -> str:
    return f"-- All of a part.\n-- uses: {part}\nselect *,\nfrom {part};"


def parts(
    store: Store,
    given: Mapping[str, Any],
    offsets: str = "",
    without: Collection[str] = PLACES,
) -> dict[str, list[Row]]:
    """The rows of every part, now or as of a vector of offsets, without some columns.

    Rollups are kept in cells and in changes of cells: what a cell adds up to counts.
    """
    known = {**given, "offsets": offsets}
    asked = _parts(past=bool(offsets))
    with reading(store._cursor()) as moment:  # noqa: SLF001 - no read is just a part
        answers = {
            name: moment.rows(
                part, {one: known[one] for one in part.parameters}
            ).to_pylist()
            for name, part in asked.items()
        }
    return {
        name: _added_up(rows) if name == CELLS else _said(rows, without)
        for name, rows in answers.items()
    }


def _said(rows: list[Row], without: Collection[str]) -> list[Row]:
    return [{k: row[k] for k in sorted(row.keys() - without)} for row in rows]


def _added_up(rows: list[Row]) -> list[Row]:
    cells: dict[tuple[Any, ...], Counter[str]] = {}
    for row in rows:
        cell = tuple(sorted((k, v) for k, v in row.items() if k not in MEASURES))
        sums = cells.setdefault(cell, Counter())
        sums.update({name: row[name] or 0 for name in MEASURES})
    return [
        {"cell": cell} | {name: total for name, total in sums.items() if total}
        for cell, sums in cells.items()
        if any(sums.values())
    ]


def unlike(one: Mapping[str, list[Row]], other: Mapping[str, list[Row]]) -> list[str]:
    """The parts that have other rows, in whatever order."""
    return [
        name
        for name in PARTS
        if sorted(map(repr, one[name])) != sorted(map(repr, other[name]))
    ]
