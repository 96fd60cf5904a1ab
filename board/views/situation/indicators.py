"""How a scope stands against its deadlines; every figure with its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.definitions import definitions
from board.picture.snapshot import Snapshot, tally
from board.views.common.rates import rate, rate_text
from board.views.situation.tiles import counted_scope

if TYPE_CHECKING:
    from board.look.definitions import Definition
    from board.look.texts import Texts
    from board.picture.rollup import Tally

NOW = (
    "overdue",
    "due_soon",
    "unsigned_overdue",
    "unacknowledged_overdue",
    "supervised",
)
"""Counts of what is open now, down to the village."""
LAST_DAYS = ("close_rate", "timely_rate", "sign_timely_rate", "settle_rate")
"""Rates of the last days, down to the town."""
LEVELS = {"overdue": "bad", "due_soon": "warn"}


class Figure(Struct, frozen=True, kw_only=True):
    """One figure; `note` says of when, `title` its formula and what stands in it."""

    indicator: str
    name: str
    value: str
    note: str
    title: str
    level: str


def indicators(snapshot: Snapshot, scope: int, words: Texts) -> tuple[Figure, ...]:
    """Counts of now, then rates; a village shows the rates of its town."""
    open_now = tally(snapshot.deadlines, scope)
    counted = counted_scope(snapshot, scope)
    measures = tally(snapshot.comparison.measures, counted)
    note = words(f"label.rates_{'own' if counted == scope else 'town'}")
    return (
        *(_count(definitions()[name], open_now, words) for name in NOW),
        *(_rate(definitions()[name], measures, words, note) for name in LAST_DAYS),
    )


def _count(definition: Definition, open_now: Tally, words: Texts) -> Figure:
    name = definition.indicator
    count = sum(n for (measure, *_), n in open_now.items() if measure == name)
    return Figure(
        indicator=name,
        name=words.known("indicator", name),
        value=f"{count:,}",
        note=words("tile.unit"),
        title=words(
            "label.count_title",
            name=words.known("indicator", name),
            formula=words.known("formula", name),
        ),
        level=LEVELS.get(name, "") if count else "",
    )


def _rate(definition: Definition, measures: Tally, words: Texts, note: str) -> Figure:
    name = definition.indicator
    found = rate(
        _sum(definition, definition.numerator, measures),
        _sum(definition, definition.denominator, measures),
        minimum_n=definition.minimum_n,
    )
    return Figure(
        indicator=name,
        name=words.known("indicator", name),
        value=rate_text(found, definition.unit),
        note=note,
        title=words(
            "label.rate_title",
            name=words.known("indicator", name),
            formula=words.known("formula", name),
            numerator=f"{found.numerator:,}",
            denominator=f"{found.denominator:,}",
        ),
        level="",
    )


def _sum(definition: Definition, column: str, measures: Tally) -> int:
    return sum(
        n
        for (axis, kind, measure), n in measures.items()
        if axis == definition.axis
        and measure == column
        and definition.kind in {"", kind}
    )
