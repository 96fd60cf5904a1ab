"""What counties report upwards of the demo's grave incidents: most in time, some late,
a few never; the city signs, or sends back and is answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from streams.entries.letters import ReportAnswered, Reported
from streams.events import DESK_TOPIC, Incident
from streams.simulate.chance import seeded
from streams.simulate.days import (
    HOUR_MS,
    MINUTE_MS,
    SECOND_MS,
    day_of,
    day_start,
    moment,
)
from streams.simulate.items import topics
from streams.simulate.planned import Planned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from streams.entries.entry import DeskEntry
    from streams.simulate.places import Places
    from streams.simulate.world import World

GRAVE = frozenset({"01", "02"})
CITY_CENTER = "421300000000"
REPORTED_DAYS = 31
"""What became known longer ago owes no report."""
SILENT_SHARE, RETURNED_SHARE = 0.15, 0.15
"""Of grave incidents that nobody reports; of reports that are sent back."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Incident).decode


def reports_start(world: World) -> int:
    """From when on anything is reported upwards."""
    return day_start(day_of(world.anchor_ms) - REPORTED_DAYS)


def plan_reports(world: World, born: Planned) -> Iterator[Planned]:
    """The entries about an item by its first record, in order; none of most."""
    if born.topic != topics()["incident"]:
        return
    event = _decode(born.value)
    draw = seeded(world.seed, "report", event.id)
    if event.level in GRAVE and draw.random() >= SILENT_SHARE:
        facts = _facts(event, world.places)
        for number, (after_ms, entry) in enumerate(_exchange(event, draw)):
            at_ms = born.at_ms + after_ms
            yield _record(at_ms, entry, f"{event.id}-{number}", facts)


def _exchange(event: Incident, draw: Random) -> Iterator[tuple[int, dict[str, Any]]]:
    """After how long what is entered, first to last."""
    at_ms = int((10 + 75 * draw.random() ** 2) * MINUTE_MS)
    yield at_ms, _told("演示数据：情况正在核实，人员已到场", "演示数据：已派员到场处置")
    is_returned = draw.random() < RETURNED_SHARE
    at_ms += int((4 + 30 * draw.random()) * MINUTE_MS)
    if is_returned:
        missing = {"answer": "sent_back", "text": "演示数据：请补充现场人员情况"}
        yield at_ms, missing | {"report": f"report-{event.id}-0"}
        at_ms += int((5 + 20 * draw.random()) * MINUTE_MS)
        more = {"supplements": f"report-{event.id}-0"}
        yield (
            at_ms,
            _told("演示数据：现场已控制，无新增人员", "演示数据：已补充核实") | more,
        )
    else:
        yield at_ms, {"answer": "signed", "report": f"report-{event.id}-0"}
    at_ms += int((3 + 14 * draw.random()) * HOUR_MS)
    yield (
        at_ms,
        _told("演示数据：处置结束，秩序恢复", "演示数据：已办结") | {"final": True},
    )
    at_ms += int((4 + 40 * draw.random()) * MINUTE_MS)
    number = 3 if is_returned else 2
    yield at_ms, {"answer": "signed", "report": f"report-{event.id}-{number}"}


def _told(what: str, measures: str) -> dict[str, Any]:
    return {"what": what, "measures": measures}


def _record(
    at_ms: int, said: dict[str, Any], name: str, facts: dict[str, Any]
) -> Planned:
    county = f"{facts['division_code'][:6]}000000"
    is_answer = "answer" in said
    own: dict[str, Any] = {
        "entry_id": f"report-{name}",
        "actor": f"demo-{CITY_CENTER if is_answer else county}-1",
        "role": "duty_officer",
        "acting_center": CITY_CENTER if is_answer else county,
        "to_center": county if is_answer else CITY_CENTER,
        "entered_at": moment(at_ms // SECOND_MS),
        "synthetic": True,
        "person": "演示乙" if is_answer else "演示甲",
    }
    entry: DeskEntry
    entry = (
        ReportAnswered(**own, **said) if is_answer else Reported(**own, **facts, **said)
    )
    return Planned(at_ms, DESK_TOPIC, entry.entry_id.encode(), _encode(entry))


def _facts(event: Incident, places: Places) -> dict[str, Any]:
    """What the incident itself says."""
    village = places.villages.get(event.division_code)
    return {
        "kind": "incident",
        "item_id": event.id,
        "division_code": event.division_code,
        "severity": event.level,
        "category": event.category,
        "happened_at": event.occurred_at,
        "place": village.name if village else event.division_code,
        "involved": event.people_count,
        "injured": event.injured_count,
        "as_of": event.reported_at,
    }
