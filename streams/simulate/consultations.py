"""What centers consult on in the demo (演示数据): the city calls a meeting each
morning for the same day, most of whoever is invited answer, its minutes are written
before noon; another one is to come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from streams.entries.consultations import (
    ConsultationAnswered,
    ConsultationCancelled,
    ConsultationMinuted,
    Consulted,
    Decision,
    DecisionDone,
    Unit,
)
from streams.events import DESK_TOPIC
from streams.simulate.chance import seeded
from streams.simulate.days import (
    DAY_MS,
    HOUR_MS,
    MINUTE_MS,
    SECOND_MS,
    date_of,
    day_of,
    day_start,
    moment,
)
from streams.simulate.notices import posts
from streams.simulate.planned import Planned
from streams.simulate.tables import HERE, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    from streams.entries.entry import DeskEntry
    from streams.simulate.world import World

CONSULTED_DAYS = 8
"""So many days of the history have consultations."""
CALLED_HOUR, MINUTED_HOUR, CALLED_OFF_EVERY = 8, 11, 5
SILENT_SHARE, WRITTEN_SHARE, AWAY_SHARE, DONE_SHARE = 0.15, 0.1, 0.1, 0.6
PEOPLE = ("police", "justice")

_encode = msgspec.json.Encoder().encode


def consultations_start(world: World) -> int:
    """From when on anything is consulted on."""
    return day_start(day_of(world.anchor_ms) - CONSULTED_DAYS)


def plan_consultations(world: World, day: int) -> Iterator[Planned]:
    """What is called, answered and minuted on a business day, and one for two days
    later.
    """
    draw = seeded(world.seed, "consultation", day)
    said = list(rows(HERE / "consultations.csv"))
    one = said[day % len(said)]
    called = _called(one, day, CALLED_HOUR, MINUTED_HOUR * HOUR_MS - HOUR_MS)
    yield _record(called)
    yield from _answers(called, draw)
    yield from _end(called, one, day, draw)
    later = said[(day + 1) % len(said)]
    yield _record(_called(later, day, CALLED_HOUR + 1, 2 * DAY_MS + 7 * HOUR_MS))


def _called(one: Mapping[str, str], day: int, hour: int, starts_ms: int) -> Consulted:
    """At an hour of the day, for so long after its beginning."""
    at_ms, begins_ms = day_start(day) + hour * HOUR_MS, day_start(day) + starts_ms
    return Consulted(
        **_own(f"consultation-demo-{date_of(day):%y%m%d}-{hour}", _city(), at_ms),
        person="演示甲",
        sort=one["sort"],
        title=one["title"],
        place="演示数据：市中心会商室",
        chair="市中心主任",
        starts_at=moment(begins_ms // SECOND_MS),
        answer_by=moment((begins_ms - 30 * MINUTE_MS) // SECOND_MS),
        points=tuple(one["points"].split("|")),
        to_centers=tuple(_counties(day)),
        to_agencies=PEOPLE,
    )


def _answers(called: Consulted, draw: Random) -> Iterator[Planned]:
    for number, unit in enumerate(_invited(called)):
        chance, pace = draw.random(), draw.random()
        if chance < SILENT_SHARE:
            continue
        at_ms = _ms(called) + int((5 + 60 * pace) * MINUTE_MS)
        yield _record(
            ConsultationAnswered(
                **_own(f"{called.entry_id}-a{number}", unit.center, at_ms),
                consultation=called.entry_id,
                agency=unit.agency,
                **_attending(chance),
            )
        )


def _attending(chance: float) -> dict[str, Any]:
    if chance < SILENT_SHARE + WRITTEN_SHARE:
        return {"attends": "written", "text": "演示数据：同意由属地牵头，我单位配合"}
    if chance < SILENT_SHARE + WRITTEN_SHARE + AWAY_SHARE:
        return {"attends": "no", "text": "演示数据：同一时间参加防汛调度"}
    return {"attends": "yes", "post": "分管负责人"}


def _end(
    called: Consulted, one: Mapping[str, str], day: int, draw: Random
) -> Iterator[Planned]:
    """Some are called off; of the others the minutes, and what was done by evening."""
    at_ms = day_start(day) + MINUTED_HOUR * HOUR_MS
    about: dict[str, Any] = {"consultation": called.entry_id}
    if day % CALLED_OFF_EVERY == 0:
        own = _own(f"{called.entry_id}-off", _city(), at_ms - 2 * HOUR_MS)
        reason = "演示数据：相关事项已办结"
        yield _record(ConsultationCancelled(**own, **about, reason=reason))
        return
    units = _invited(called)
    decided = [
        Decision(
            unit=units[number % len(units)],
            what=what,
            due_at=moment((at_ms + (number + 1) * DAY_MS) // SECOND_MS),
        )
        for number, what in enumerate(one["decisions"].split("|"))
    ]
    yield _record(
        ConsultationMinuted(
            **_own(f"{called.entry_id}-m", _city(), at_ms),
            **about,
            person="演示甲",
            attended=tuple(units[: len(units) - 1]),
            conclusions=tuple(f"{said}，已形成一致意见" for said in called.points),
            decisions=tuple(decided),
        )
    )
    for number, decision in enumerate(decided, 1):
        done_ms = at_ms + int((3 + 8 * draw.random()) * HOUR_MS)
        if draw.random() < DONE_SHARE:
            yield _record(
                DecisionDone(
                    **_own(
                        f"{called.entry_id}-d{number}", decision.unit.center, done_ms
                    ),
                    **about,
                    agency=decision.unit.agency,
                    number=number,
                    text="演示数据：已按会商意见落实",
                )
            )


def _invited(called: Consulted) -> list[Unit]:
    return [
        *(Unit(center=code) for code in called.to_centers),
        *(Unit(center=_city(), agency=code) for code in called.to_agencies),
    ]


def _city() -> str:
    return next(one.center for one in posts() if one.tier == "city")


def _counties(day: int) -> Sequence[str]:
    """Three of them, others each day."""
    every = [one.center for one in posts() if one.tier == "county"]
    return [every[(day + place) % len(every)] for place in range(min(3, len(every)))]


def _own(entry_id: str, center: str, at_ms: int) -> dict[str, Any]:
    return {
        "entry_id": entry_id,
        "actor": f"demo-{center}-1",
        "role": "leader",
        "acting_center": center,
        "entered_at": moment(at_ms // SECOND_MS),
        "synthetic": True,
    }


def _ms(entry: DeskEntry) -> int:
    return int(entry.entered_at.timestamp()) * SECOND_MS


def _record(entry: DeskEntry) -> Planned:
    return Planned(_ms(entry), DESK_TOPIC, entry.entry_id.encode(), _encode(entry))
