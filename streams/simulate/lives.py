"""The moves of an item's life, from its path: when, by whom, with what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from streams.events import HANDLING_TOPIC, Move
from streams.simulate.chance import pace
from streams.simulate.days import (
    DAY_MS,
    HOUR_MS,
    MINUTE_MS,
    SECOND_MS,
    day_of,
    day_start,
    hour_of_day,
    moment,
)
from streams.simulate.paths import fields_of, paths
from streams.simulate.planned import Planned, PlantedMove
from streams.simulate.tables import choices, kind_profiles
from streams.simulate.wording import sites

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

    from streams.simulate.paths import Step
    from streams.simulate.planned import Draft

OFFICE_OPENS, OFFICE_CLOSES = 8, 19
ILLEGAL_SHARE = 0.002
LATE_SHARE = 0.005
DUPLICATE_SHARE = 0.005
DUTY_SEATS = 4

_encode = msgspec.json.Encoder().encode


def life(draft: Draft, draw: Random) -> Iterator[Planned]:
    """The moves of an item in order; times strictly grow and stay in its horizon."""
    path = paths()[draft.kind, draft.level].pick(draw)
    end_ms = draft.at_ms + (kind_profiles()[draft.kind].horizon_days - 1) * DAY_MS
    at_ms = draft.at_ms
    for number, step in enumerate(path.steps, start=1):
        at_ms = _next_time(at_ms, step, draw)
        if at_ms > end_ms:
            return
        move_id = f"{draft.item_id}-{number}"
        record = _record(draft, step, move_id, at_ms, draw)
        yield record
        if draw.random() < DUPLICATE_SHARE:
            again_ms = at_ms + int(draw.random() * 2 * HOUR_MS) + SECOND_MS
            yield record._replace(at_ms=again_ms)
        if step.illegal_next and draw.random() < ILLEGAL_SHARE:
            at_ms += MINUTE_MS
            yield _illegal(draft, step, f"{move_id}x", at_ms, draw)


def _next_time(at_ms: int, step: Step, draw: Random) -> int:
    after_ms = at_ms + SECOND_MS + int(step.delay_ms * pace().factor(draw))
    return _in_office(after_ms, draw) if step.in_office_hours else after_ms


def _in_office(at_ms: int, draw: Random) -> int:
    """The same moment, or the next morning when nobody is at work."""
    hour = hour_of_day(at_ms)
    if OFFICE_OPENS <= hour < OFFICE_CLOSES:
        return at_ms
    morning = day_start(day_of(at_ms) + (hour >= OFFICE_CLOSES))
    return morning + OFFICE_OPENS * HOUR_MS + int(draw.random() * 3 * HOUR_MS)


def _record(
    draft: Draft, step: Step, move_id: str, at_ms: int, draw: Random
) -> Planned:
    center = draft.site.village.centers[step.actor]
    carried: dict[str, Any] = {}
    for name in step.fields:
        carried[name] = FILL[name](draft, step, at_ms, draw)
    move = Move(
        move_id=move_id,
        kind=draft.kind,
        case_id=draft.item_id,
        move=step.move,
        acting_center=center,
        acting_agency=draft.site.row.agency if step.role == "agency_staff" else None,
        role=step.role,
        actor=f"demo-{center}-{int(draw.random() * DUTY_SEATS) + 1}",
        moved_at=moment(_said_ms(at_ms, draw) // SECOND_MS),
        note=step.note,
        synthetic=True,
        **carried,
    )
    return Planned(at_ms, HANDLING_TOPIC, draft.item_id.encode(), _encode(move))


def _said_ms(at_ms: int, draw: Random) -> int:
    """When the move says it happened: mostly just now, seldom hours ago."""
    chance = draw.random()
    if chance < LATE_SHARE:
        return at_ms - int((10 + chance / LATE_SHARE * 600) * MINUTE_MS)
    return at_ms - int(chance * 8 * SECOND_MS)


def _illegal(
    draft: Draft, step: Step, move_id: str, at_ms: int, draw: Random
) -> Planned:
    """A move that the status after `step` does not allow; its truth goes with it."""
    move = step.illegal_next[int(draw.random() * len(step.illegal_next))]
    wrong = msgspec.structs.replace(
        step, move=move, fields=fields_of(move), note="误操作", outcome_list="outcome"
    )
    record = _record(draft, wrong, move_id, at_ms, draw)
    planted = PlantedMove(
        move_id=move_id,
        kind=draft.kind,
        case_id=draft.item_id,
        move=move,
        status=step.status_after,
        at_ms=at_ms,
    )
    return record._replace(planted=planted)


def _chosen(list_name: str) -> Callable[[Draft, Step, int, Random], str]:
    def choose(draft: Draft, _step: Step, _at_ms: int, draw: Random) -> str:
        return choices()[list_name, draft.kind].pick(draw)

    return choose


def _outcome(draft: Draft, step: Step, _at_ms: int, draw: Random) -> str:
    return choices()[step.outcome_list, draft.kind].pick(draw)


def _to_center(draft: Draft, step: Step, _at_ms: int, _draw: Random) -> str:
    return draft.village.centers[step.to]


def _to_site(draft: Draft, _step: Step, _at_ms: int, draw: Random) -> str:
    codes = sites()[draft.village.county]
    return codes[int(draw.random() * len(codes))]


def _task_id(draft: Draft, _step: Step, _at_ms: int, _draw: Random) -> str:
    return f"{draft.item_id}-task"


def _link_kind(draft: Draft, _step: Step, _at_ms: int, _draw: Random) -> str:
    return draft.kind


def _link_id(draft: Draft, _step: Step, _at_ms: int, _draw: Random) -> str:
    return draft.neighbour


def _due_at(_draft: Draft, _step: Step, at_ms: int, draw: Random) -> Any:
    return moment((at_ms + int((1 + draw.random() * 6) * DAY_MS)) // SECOND_MS)


FILL: Mapping[str, Callable[[Draft, Step, int, Random], Any]] = {
    "to_center": _to_center,
    "to_agency": _chosen("co_agency"),
    "to_site": _to_site,
    "task_id": _task_id,
    "link_kind": _link_kind,
    "link_id": _link_id,
    "due_at": _due_at,
    "outcome": _outcome,
    "satisfaction": _chosen("satisfaction"),
}
"""What gives each field that a move may need."""
