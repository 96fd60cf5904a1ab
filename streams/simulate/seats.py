"""Who makes a move of the demo, and what the move carries."""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

from streams.simulate.chance import seeded
from streams.simulate.days import DAY_MS, SECOND_MS, moment
from streams.simulate.helpers import helper
from streams.simulate.paths import HELPING
from streams.simulate.tables import CITY, choices, rows
from streams.simulate.wording import sites

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from streams.simulate.paths import Step
    from streams.simulate.planned import Draft

DUTY_SEATS = 4
STRAY = "stray"
"""A center of another county, to which somebody took the item by mistake."""
ANOTHER_PERSON = frozenset(
    {"grant_extension", "refuse_extension", "strike_off_ledger", "refuse_strike_off"}
)
"""Moves that nobody makes on what he himself asked for."""
OBJECTIVES = ("到场核查并处置", "提供专业意见", "落实整改并反馈", "协助稳控并走访")


def center_of(draft: Draft, actor: str) -> str:
    """The center of the tier that acts."""
    if actor == STRAY:
        return _stray(draft)
    return draft.village.centers[actor]


def division_of(draft: Draft, actor: str) -> str:
    """The division of the item, as whoever acts sees it."""
    return _stray(draft) if actor == STRAY else draft.village.code


def agency_of(draft: Draft, step: Step) -> str | None:
    """The agency that acts: that of the joint task, or the one that handles."""
    if step.move in HELPING:
        return helper(draft, step.task)
    return draft.site.row.agency if step.role == "agency_staff" else None


def actor_of(draft: Draft, step: Step, center: str) -> str:
    """The seat: of one item always the same, but for what needs another person."""
    seat = zlib.crc32(draft.item_id.encode()) + (step.move in ANOTHER_PERSON)
    return f"demo-{center}-{seat % DUTY_SEATS + 1}"


def carried(draft: Draft, step: Step, at_ms: int, draw: Random) -> dict[str, Any]:
    """What the move must carry beside its note."""
    return {name: FILL[name](draft, step, at_ms, draw) for name in step.fields}


@cache
def _towns() -> Sequence[str]:
    return [
        row["center_code"]
        for row in rows(CITY / "centers.csv")
        if row["tier"] == "town"
    ]


def _stray(draft: Draft) -> str:
    county = draft.village.centers["county"][:6]
    others = [code for code in _towns() if code[:6] != county]
    return others[zlib.crc32(draft.item_id.encode()) % len(others)]


def _chosen(list_name: str) -> Callable[[Draft, Step, int, Random], str]:
    def choose(draft: Draft, _step: Step, _at_ms: int, draw: Random) -> str:
        return choices()[list_name, draft.kind].pick(draw)

    return choose


def _outcome(draft: Draft, step: Step, at_ms: int, draw: Random) -> str:
    """How it ended; of a supervision why it is; what was asked for is agreed to."""
    list_name = OUTCOMES.get(step.move, "outcome")
    draw = seeded("outcome", draft.item_id) if step.move in STRIKING_OFF else draw
    return _chosen(list_name)(draft, step, at_ms, draw)


def _to_center(draft: Draft, step: Step, _at_ms: int, _draw: Random) -> str:
    return draft.village.centers[step.to]


def _to_agency(draft: Draft, step: Step, _at_ms: int, _draw: Random) -> str:
    return helper(draft, step.task)


def _to_site(draft: Draft, _step: Step, _at_ms: int, draw: Random) -> str:
    codes = sites()[draft.village.county]
    return codes[int(draw.random() * len(codes))]


def _task_id(draft: Draft, step: Step, _at_ms: int, _draw: Random) -> str:
    return f"{draft.item_id}-task-{step.task}"


def _objective(_draft: Draft, step: Step, _at_ms: int, _draw: Random) -> str:
    return OBJECTIVES[step.task % len(OBJECTIVES)]


def _link_kind(draft: Draft, _step: Step, _at_ms: int, _draw: Random) -> str:
    return draft.kind


def _link_id(draft: Draft, step: Step, _at_ms: int, _draw: Random) -> str:
    if step.replaced:
        return f"{draft.item_id}-task-{step.replaced}"
    return draft.neighbour


def _due_at(_draft: Draft, step: Step, at_ms: int, draw: Random) -> Any:
    span_ms = step.span_ms or int((1 + draw.random() * 6) * DAY_MS)
    return moment((at_ms + span_ms) // SECOND_MS)


def _number(draft: Draft, _step: Step, _at_ms: int, _draw: Random) -> str:
    return f"DB-{zlib.crc32(draft.item_id.encode()) % 10_000:04d}"


STRIKING_OFF = frozenset({"ask_strike_off", "strike_off_ledger"})
OUTCOMES = {"supervise": "supervision_reason"}
"""The list that a move takes its outcome from, where it is another."""
FILL: Mapping[str, Callable[[Draft, Step, int, Random], Any]] = {
    "to_center": _to_center,
    "to_agency": _to_agency,
    "to_site": _to_site,
    "task_id": _task_id,
    "objective": _objective,
    "link_kind": _link_kind,
    "link_id": _link_id,
    "due_at": _due_at,
    "outcome": _outcome,
    "satisfaction": _chosen("satisfaction"),
    "grade": _chosen("supervision"),
    "number": _number,
}
"""What gives each field that a move may need."""
