"""The open places of a scope, told by what changed: three thousand of them are told
once, then only those that came and went.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import msgspec
from msgspec import Raw, Struct

from board.views.map import places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.texts import Texts
    from board.reads.rows import Place
    from board.views.common.contents import Column

GONE_KEPT = 2_000
"""Whoever is further behind is told everything anew."""


class Line(Struct, frozen=True):
    """One place: its number on the channel, the version since which it stands, its
    cells.
    """

    number: int
    since: int
    cells: Raw


class Gone(Struct, frozen=True):
    """The number of a place that stands no more, and the version since which."""

    number: int
    since: int


class Standing(Struct, frozen=True):
    """What viewers of one scope know of its places. Changes are complete for whoever
    has version `complete_from` or a later one. `source` is what it was made of.
    """

    lines: Mapping[Place, Line] = {}
    columns: tuple[Column, ...] = ()
    gone: tuple[Gone, ...] = ()
    complete_from: int = 0
    next_number: int = 0
    source: tuple[Place, ...] | None = None


class Changes(Struct, frozen=True, omit_defaults=True):
    """What a viewer does not know yet: rows as (number, cells) and the numbers of those
    that are gone; with `columns` these are all the rows there are.
    """

    rows: list[tuple[int, Raw]] = []
    gone: list[int] = []
    columns: tuple[Column, ...] | None = None


def followed(
    before: Standing, shown: tuple[Place, ...], words: Texts, version: int
) -> Standing:
    """The state that follows `before` once these places are shown."""
    if shown is before.source:
        return before
    numbers = count(before.next_number)
    fresh = [one for one in shown if one not in before.lines]
    table = places.item_table(fresh, words)
    new = {
        one: Line(next(numbers), version, Raw(msgspec.json.encode(cells)))
        for one, cells in zip(fresh, table.rows, strict=True)
    }
    lines = {one: before.lines.get(one) or new[one] for one in shown}
    left = [
        Gone(line.number, version)
        for one, line in before.lines.items()
        if one not in lines
    ]
    gone = (*before.gone, *left)
    kept = gone[-GONE_KEPT:]
    forgotten = gone[: len(gone) - len(kept)]
    return Standing(
        lines=lines,
        columns=table.columns,
        gone=kept,
        complete_from=forgotten[-1].since if forgotten else before.complete_from,
        next_number=next(numbers),
        source=shown,
    )


def changes(standing: Standing, seen: int) -> Changes | None:
    """What a viewer who has version `seen` does not know yet; None for nothing."""
    if seen < standing.complete_from:
        rows = [(one.number, one.cells) for one in standing.lines.values()]
        return Changes(rows=rows, columns=standing.columns)
    rows = [
        (one.number, one.cells) for one in standing.lines.values() if one.since > seen
    ]
    gone = [one.number for one in standing.gone if one.since > seen]
    return Changes(rows=rows, gone=gone) if rows or gone else None
