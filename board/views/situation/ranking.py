"""Divisions below a scope in order of today's cases, with their change of rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.theme import SEVERITY_SHAPES
from board.picture.rollup import Rollup, told, total
from board.picture.snapshot import Snapshot, tally
from board.views.common.contents import Chart, Column, Contents, Series, table
from board.views.common.more import more
from board.views.common.standing import CASE, SIGNAL, open_as, opened_as
from board.views.situation.tiles import RECEIVED, severities, severity_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.look.texts import Texts

COUNTS = {
    "cases": ("column.cases", RECEIVED[CASE]),
    "signals": ("column.signals", RECEIVED[SIGNAL]),
    "open": ("tile.open.case", "open"),
}
"""What stands beside a division: its name, and what it is in the dictionary."""


def ranking(
    snapshot: Snapshot, codes: Sequence[int], words: Texts, *, title: str, shown: int
) -> Contents:
    """The first `shown` of the divisions by cases, their signals beside them; equal
    counts keep the order of the codes.
    """
    today = _order(snapshot.pulse.received, codes)
    before = {
        code: rank for rank, code in enumerate(_order(snapshot.pulse.yesterday, codes))
    }
    rows = (
        _ranked(snapshot, code, rank=rank, was=before[code])
        for rank, code in enumerate(today[:shown])
    )
    return Contents(
        title=title,
        note=words("label.league_note"),
        notices=more(len(codes) - shown, words),
        tables=(table("league", _columns(words), rows),),
        charts=(_chart(),),
    )


def towns_of(snapshot: Snapshot, scope: int) -> tuple[int, ...]:
    """The league of the wall: towns of the city or county, villages of a town."""
    geography = snapshot.geography
    below = geography.children.get(scope, ())
    if scope != geography.city:
        return below
    return tuple(town for county in below for town in geography.children[county])


def _order(rollup: Rollup, codes: Sequence[int]) -> list[int]:
    counts = {code: total(opened_as(tally(rollup, code), CASE)) for code in codes}
    return sorted(codes, key=lambda code: (-counts[code], code))


def _columns(words: Texts) -> tuple[Column, ...]:
    """`moved`: places risen since yesterday; of what is received, neither is better."""
    items = words("tile.unit")
    return (
        Column(key="code", form="code"),
        Column(key="rank", form="rank", name=words("column.rank")),
        Column(key="moved", form="places", name=words("column.moved")),
        Column(key="name", name=words("column.division")),
        Column(key="above", name=words("column.above")),
        *severity_columns(words, part_of="cases", indicator=RECEIVED[CASE]),
        *(
            Column(
                key=key, form="count", name=words(name), unit=items, indicator=indicator
            )
            for key, (name, indicator) in COUNTS.items()
        ),
    )


def _chart() -> Chart:
    return Chart(
        name="league",
        table="league",
        x=("name",),
        series=tuple(
            Series(column=f"severity-{code}", colour=f"severity-{code}")
            for code in SEVERITY_SHAPES
        ),
    )


def _ranked(snapshot: Snapshot, code: int, *, rank: int, was: int) -> dict[str, Any]:
    received = tally(snapshot.pulse.received, code)
    cases = opened_as(received, CASE)
    above = snapshot.geography.line(code)[1:2]
    before = snapshot.base(snapshot.pulse.yesterday, code)
    was_counted = bool(before and total(opened_as(before, CASE)))
    return {
        "code": str(code),
        "rank": rank + 1,
        "moved": was - rank if was_counted else None,
        "name": snapshot.geography.name(code),
        "above": snapshot.geography.name(above[0]) if above else "",
        "cases": total(cases),
        "signals": total(opened_as(received, SIGNAL)),
        "open": told(open_as(snapshot, code, CASE)),
        **severities(cases),
    }
