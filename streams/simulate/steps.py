"""What is ticked of the demo's grave items: most steps in time, some late, a few never,
now and then one by mistake or by two at once.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from sql.reference.checklists import edition, fitting, steps
from streams.entries.steps import StepDone, StepUndone
from streams.events import DESK_TOPIC, STREAMS
from streams.simulate.chance import seeded
from streams.simulate.days import MINUTE_MS, SECOND_MS, day_of, day_start, moment
from streams.simulate.planned import Planned
from streams.simulate.tables import REFERENCE, kind_profiles, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    from sql.reference.checklists import Step
    from streams.entries.entry import DeskEntry
    from streams.events import Event, Stream
    from streams.simulate.world import World

CITY_CENTER = "421300000000"
IDLE_SHARE, LEFT_SHARE, WRONG_SHARE, TWICE_SHARE = 0.12, 0.06, 0.03, 0.03
"""Of items nobody ticks; of steps: left, taken back and done anew, done by two."""
SAID = ("演示数据：已电话核实", "演示数据：已到场", "演示数据：正在途中")
NOTES: tuple[str | None, ...] = (*SAID, None, None, None)

_encode = msgspec.json.Encoder().encode


class Subject(NamedTuple):
    """An item with a list: whose county does its steps."""

    kind: str
    item_id: str
    checklist: str
    county: str


@lru_cache(maxsize=8)
def steps_start(world: World) -> int:
    """From when on anything is ticked."""
    return min(_start_of(kind, world) for kind in kind_profiles())


def plan_steps(world: World, born: Planned) -> Iterator[Planned]:
    """The entries about an item by its first record; none of most items."""
    subject = _subject(born)
    if subject is None or born.at_ms < _start_of(subject.kind, world):
        return
    draw = seeded(world.seed, "steps", subject.item_id)
    if draw.random() < IDLE_SHARE:
        return
    for step in steps()[subject.checklist]:
        if draw.random() >= LEFT_SHARE:
            yield from _ticked(subject, step, born.at_ms, draw)


def _start_of(kind: str, world: World) -> int:
    return day_start(day_of(world.anchor_ms) - kind_profiles()[kind].ticked_days)


def _ticked(
    subject: Subject, step: Step, born_ms: int, draw: Random
) -> Iterator[Planned]:
    at_ms = born_ms + int(step.minutes * (0.25 + 0.9 * draw.random()) * MINUTE_MS)
    name = f"step-{subject.item_id}-{step.number}"
    note = draw.choice(NOTES)
    yield _done(subject, step, name, at_ms, note=note)
    chance = draw.random()
    if chance < TWICE_SHARE:
        soon_ms = at_ms + int(20 * SECOND_MS * draw.random()) + SECOND_MS
        yield _done(subject, step, f"{name}b", soon_ms, center=CITY_CENTER)
    elif chance < TWICE_SHARE + WRONG_SHARE:
        yield _undone(subject, step, name, at_ms + 40 * SECOND_MS)
        yield _done(subject, step, f"{name}c", at_ms + 4 * MINUTE_MS)


def _done(
    subject: Subject,
    step: Step,
    name: str,
    at_ms: int,
    *,
    note: str | None = None,
    center: str = "",
) -> Planned:
    said = _common(subject, step, name, at_ms, center or subject.county)
    said |= {"edition": edition(subject.checklist), "text": step.text, "note": note}
    return _record(at_ms, StepDone(**said))


def _undone(subject: Subject, step: Step, name: str, at_ms: int) -> Planned:
    said = _common(subject, step, f"{name}u", at_ms, subject.county)
    reason = "演示数据：点错步骤"
    return _record(at_ms, StepUndone(**said, done=name, reason=reason))


def _common(
    subject: Subject, step: Step, name: str, at_ms: int, center: str
) -> dict[str, Any]:
    return {
        "entry_id": name,
        "actor": f"demo-{center}-1",
        "role": "duty_officer",
        "acting_center": center,
        "entered_at": moment(at_ms // SECOND_MS),
        "synthetic": True,
        "kind": subject.kind,
        "item_id": subject.item_id,
        "checklist": subject.checklist,
        "step": step.number,
        "person": "演示乙" if center == CITY_CENTER else "演示甲",
    }


def _record(at_ms: int, entry: DeskEntry) -> Planned:
    return Planned(at_ms, DESK_TOPIC, entry.entry_id.encode(), _encode(entry))


def _subject(born: Planned) -> Subject | None:
    """The item of a first record, if it has a list."""
    stream = next((one for one in STREAMS if one.topic == born.topic), None)
    if stream is None:
        return None
    event: Event = msgspec.json.decode(born.value, type=stream.struct)
    if getattr(event, "alarm_method", 0) in _device_methods():
        return None
    severity = _weighed(event, stream)
    checklist = fitting(stream.kind, event.category, severity, event.scale)
    if checklist is None:
        return None
    county = f"{event.division_code[:6]}000000"
    return Subject(stream.kind, event.id, checklist, county)


def _weighed(event: Event, stream: Stream) -> str:
    """The severity of an event: its stream's own scale as all streams have it."""
    own = int(getattr(event, stream.own_scale))
    return next(
        severity
        for low, high, severity in _severities()[stream.kind]
        if low <= own <= high
    )


@cache
def _severities() -> Mapping[str, Sequence[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in rows(REFERENCE / "severity_map.csv"):
        span = (int(row["low"]), int(row["high"]), row["severity"])
        found[row["kind"]].append(span)
    return found


@cache
def _device_methods() -> frozenset[int]:
    """What tells of a device, which has no list."""
    every = rows(REFERENCE / "camera_alarms.csv")
    return frozenset(
        int(row["method"]) for row in every if row["is_device_health"] == "1"
    )
