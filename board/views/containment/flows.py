"""The staircase and what was passed up: the same counts, as bars and as flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.views.common.contents import Chart, Column, Contents, Series, table
from board.views.containment.asking import LADDER, note_of
from board.views.containment.counting import Flows, flows_of

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.viewer.page import Picture

STAIRCASE, FLOWS = "contained_steps", "contained_flows"


def staircase(picture: Picture) -> Contents:
    """Table `contained_steps`: one row per expected tier, whoever settled."""
    words, flows = picture.words, flows_of(picture)
    unit = words("unit.items")
    columns = (
        Column(key="flow", form="code"),
        Column(key="name", name=words("contained.expected")),
        *(
            Column(
                key=tier,
                form="count",
                name=words("contained.resolved_by", tier=words.known("tier", tier)),
                unit=unit,
            )
            for tier in LADDER
        ),
        Column(key="total", form="count", name=words("contained.closed"), unit=unit),
    )
    bars = tuple(Series(column=tier, colour=f"tier-{tier}") for tier in LADDER)
    return Contents(
        title=words("contained.staircase"),
        note=note_of(picture),
        tables=(
            table(STAIRCASE, columns, [_step(one, flows, words) for one in LADDER]),
        ),
        charts=(Chart(name=STAIRCASE, table=STAIRCASE, x=("name",), series=bars),),
    )


def _step(tier: str, flows: Flows, words: Texts) -> dict[str, Any]:
    counts = {other: flows.closed[tier, other] for other in LADDER}
    name = words("contained.expected_by", tier=words.known("tier", tier))
    total = flows.expected(tier)
    return {"flow": f"{tier}.", "name": name, "total": total} | counts


def passed(picture: Picture) -> Contents:
    """Table `contained_flows`: one row per pair of tiers that has cases."""
    words, flows = picture.words, flows_of(picture)
    columns = (
        Column(key="flow", form="code"),
        Column(key="expected", name=words("contained.expected")),
        Column(key="resolved", name=words("contained.resolved")),
        Column(key="way", name=words("contained.way")),
        Column(
            key="closed",
            form="count",
            name=words("contained.closed"),
            unit=words("unit.items"),
        ),
    )
    rows = [
        _flow(one, other, flows, words)
        for one in LADDER
        for other in LADDER
        if flows.closed[one, other]
    ]
    counted = Series(column="closed", colour="tier", mark="flow")
    return Contents(
        title=words("contained.flows"),
        note=words("contained.flows_note"),
        tables=(table(FLOWS, columns, rows),),
        charts=(
            Chart(
                name=FLOWS, table=FLOWS, x=("expected", "resolved"), series=(counted,)
            ),
        ),
    )


def _flow(one: str, other: str, flows: Flows, words: Texts) -> dict[str, Any]:
    rise = LADDER.index(other) - LADDER.index(one)
    way = ("same", "up", "down")[(rise > 0) - (rise < 0)]
    return {
        "flow": f"{one}.{other}",
        "expected": words("contained.expected_by", tier=words.known("tier", one)),
        "resolved": words("contained.resolved_by", tier=words.known("tier", other)),
        "way": words(f"contained.way.{way}"),
        "closed": flows.closed[one, other],
    }
