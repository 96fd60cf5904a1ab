"""The moves of an item's life, from its path: when, by whom, with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from streams.simulate.planned import Planned, PlantedMove, PlantedScene
from streams.simulate.seats import (
    actor_of,
    agency_of,
    carried,
    center_of,
    division_of,
)
from streams.simulate.tables import kind_profiles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from streams.simulate.paths import Path, Step
    from streams.simulate.planned import Draft

OFFICE_OPENS, OFFICE_CLOSES = 8, 19
ILLEGAL_SHARE = 0.002
LATE_SHARE = 0.005
DUPLICATE_SHARE = 0.005
RESTING, WAKING = frozenset({"suspend"}), frozenset({"resume"})
"""What goes on only when it has ended, unless somebody resumes it."""

_encode = msgspec.json.Encoder().encode


def life(draft: Draft, draw: Random) -> Iterator[Planned]:
    """The moves of an item in order; times strictly grow and stay in its horizon."""
    path = paths()[draft.kind, draft.level].pick(draw)
    end_ms = draft.at_ms + (kind_profiles()[draft.kind].horizon_days - 1) * DAY_MS
    at_ms = rests_until_ms = draft.at_ms
    for number, step in enumerate(path.steps, start=1):
        since_ms = at_ms if step.move in WAKING else max(at_ms, rests_until_ms)
        at_ms = _next_time(since_ms, step, draw)
        if at_ms > end_ms:
            return
        rests_until_ms = at_ms + step.span_ms if step.move in RESTING else at_ms
        move_id = f"{draft.item_id}-{number}"
        record = _record(draft, step, move_id, at_ms, draw)
        yield record._replace(planted=_scene(draft, path, number, at_ms))
        if draw.random() < DUPLICATE_SHARE:
            again_ms = at_ms + int(draw.random() * 2 * HOUR_MS) + SECOND_MS
            yield record._replace(at_ms=again_ms)
        if step.illegal_next and draw.random() < ILLEGAL_SHARE:
            at_ms += MINUTE_MS
            yield _illegal(draft, step, f"{move_id}x", at_ms, draw)


def _scene(draft: Draft, path: Path, number: int, at_ms: int) -> PlantedScene | None:
    """What a life plays is told with its first move."""
    if not path.scene or number > 1:
        return None
    return PlantedScene(
        scene=path.scene, kind=draft.kind, case_id=draft.item_id, at_ms=at_ms
    )


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
    center = center_of(draft, step.actor)
    move = Move(
        move_id=move_id,
        kind=draft.kind,
        case_id=draft.item_id,
        move=step.move,
        division_code=division_of(draft, step.actor),
        acting_center=center,
        acting_agency=agency_of(draft, step),
        role=step.role,
        actor=actor_of(draft, step, center),
        moved_at=moment(_said_ms(at_ms, draw) // SECOND_MS),
        note=step.note,
        synthetic=True,
        **carried(draft, step, at_ms, draw),
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
        step, move=move, fields=fields_of(move), note="误操作"
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
