"""How a scope stands against its deadlines; every figure with its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import astuple

from board.look.definitions import definitions
from board.look.formats import Value
from board.views.common.contents import Contents, Figure, Level
from board.views.common.rates import rate
from board.views.situation.tiles import counted_scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.definitions import Definition
    from board.look.texts import Texts
    from board.picture.rollup import Tally
    from board.picture.snapshot import Snapshot

NOW = (
    "overdue",
    "due_soon",
    "unassigned_overdue",
    "unsigned_overdue",
    "unacknowledged_overdue",
    "unassessed_overdue",
    "on_ledger",
    "supervised",
)
"""Counts of what is open now, down to the village."""
LAST_DAYS = (
    "close_rate",
    "timely_rate",
    "assign_timely_rate",
    "sign_timely_rate",
    "settle_rate",
)
"""Rates of the last days, down to the town."""
LEVELS: dict[str, Level] = {"overdue": "bad", "due_soon": "warn"}


def indicators(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """Counts of now, then rates; a village shows the rates of its town."""
    pressing = snapshot.pressing(scope)
    counted = counted_scope(snapshot, scope)
    measures = snapshot.measured(counted)
    is_own = counted == scope
    said = {
        "note": words(f"label.rates_{'own' if is_own else 'town'}"),
        "counted_in": "" if is_own else str(counted),
    }
    return Contents(
        figures=(
            *(_count(definitions()[name], pressing, words) for name in NOW),
            *(_rate(definitions()[name], measures, words, said) for name in LAST_DAYS),
        )
    )


def _count(definition: Definition, open_now: Tally | None, words: Texts) -> Figure:
    unit = words("tile.unit")
    if open_now is None:
        return _figure(definition, Value(None, "count"), words, unit=unit)
    count = sum(
        n
        for (measure, kind, _), n in open_now.items()
        if measure == definition.numerator and definition.kind in {"", kind}
    )
    level = LEVELS.get(definition.indicator, "") if count else ""
    return _figure(definition, Value(count, "count"), words, unit=unit, level=level)


def _rate(
    definition: Definition,
    measures: Tally | None,
    words: Texts,
    said: Mapping[str, str],
) -> Figure:
    if measures is None:
        return _figure(definition, Value(None, definition.form), words, **said)
    found = rate(
        _sum(definition, definition.numerator, measures),
        _sum(definition, definition.denominator, measures),
        definition.form,
        minimum_n=definition.minimum_n,
    )
    return _figure(definition, found, words, **said)


def _figure(definition: Definition, found: Value, words: Texts, **said: Any) -> Figure:
    return Figure(
        *astuple(found),
        key=definition.indicator,
        name=words.known("indicator", definition.indicator),
        formula=words.known("formula", definition.indicator),
        better=definition.better,
        **said,
    )


def _sum(definition: Definition, column: str, measures: Tally) -> int:
    return sum(
        n
        for (axis, kind, measure), n in measures.items()
        if axis == definition.axis
        and measure == column
        and definition.kind in {"", kind}
    )
