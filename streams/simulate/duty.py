"""Who is on duty in the demo: a day's rosters, who came for them, late or never, and
what they wrote down.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from streams.entries.duty import Roster, Shift, SignedOff, SignedOn
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
from streams.simulate.duty_log import Writer, plan_log
from streams.simulate.planned import Planned
from streams.simulate.tables import CITY, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    from streams.entries.entry import DeskEntry
    from streams.simulate.world import World

PEOPLE = "甲乙丙丁戊己庚辛"
ROSTER_HOUR, CHANGE_HOUR = 7, 8
AROUND_THE_CLOCK, BY_DAY = ((8, 20), (20, 32)), ((8, 18),)
HOURS: Mapping[str, Sequence[tuple[int, int]]] = {
    "city": AROUND_THE_CLOCK,
    "county": AROUND_THE_CLOCK,
    "town": BY_DAY,
}
"""The shifts of a tier, in hours from midnight; villages plan none."""
POSTS: Mapping[str, Sequence[tuple[str, str | None]]] = {
    "city": (("leader", None), ("officer", None), ("officer", "police")),
    "county": (("leader", None), ("officer", None)),
    "town": (("leader", None), ("officer", None)),
}
ABSENT_SHARE, LATE_SHARE, OFF_SHARE = 0.04, 0.06, 0.15
"""Of those who are planned; of those who came by day, who signs off himself."""

_encode = msgspec.json.Encoder().encode


class Post(NamedTuple):
    """A center of a day: all that is entered there is numbered."""

    center: str
    day: int

    def own(self, number: int, at_ms: int) -> dict[str, Any]:
        return {
            "entry_id": f"duty-{self.center}-{date_of(self.day):%y%m%d}-{number}",
            "actor": f"demo-{self.center}-1",
            "role": "leader",
            "acting_center": self.center,
            "entered_at": moment(at_ms // SECOND_MS),
            "synthetic": True,
        }


def duty_starts(world: World) -> int:
    """From when on anybody is on duty: the day before the demo's history ends."""
    return day_start(day_of(world.anchor_ms) - 1)


def plan_duty(world: World, day: int) -> Iterator[Planned]:
    """All that is entered on a business day, within that day: who comes for the night
    goes when his time is over, without a word.
    """
    for center, tier in _centers():
        draw = seeded(world.seed, "duty", center, day)
        post = Post(center, day)
        yield from _of_center(post, tier, draw)
        writer = Writer(center, day, _officers(post, tier))
        yield from plan_log(world, writer, tier)


def _of_center(post: Post, tier: str, draw: Random) -> Iterator[Planned]:
    shifts = tuple(_shifts(post, tier))
    start_ms = day_start(post.day)
    at_ms = start_ms + ROSTER_HOUR * HOUR_MS + int(draw.random() * 30 * MINUTE_MS)
    begins = start_ms + CHANGE_HOUR * HOUR_MS
    span = {"from_at": _at(begins), "until": _at(begins + DAY_MS)}
    yield _record(at_ms, Roster(**post.own(0, at_ms), **span, shifts=shifts))
    for number, shift in enumerate(shifts, 1):
        yield from _came(post, number * 2, shift, draw)


def _shifts(post: Post, tier: str) -> Iterator[Shift]:
    """Who is planned: the same few people of a center in turn."""
    place = post.day
    for first, last in HOURS[tier]:
        for function, agency in POSTS[tier]:
            place += 1
            yield Shift(
                person=f"演示{PEOPLE[place % len(PEOPLE)]}",
                function=function,
                agency=agency,
                from_at=_at(day_start(post.day) + first * HOUR_MS),
                until=_at(day_start(post.day) + last * HOUR_MS),
            )


def _officers(post: Post, tier: str) -> Sequence[str]:
    """Those of the center itself, shift by shift."""
    own = (one for one in _shifts(post, tier) if one.agency is None)
    return [one.person for one in own if one.function == "officer"]


def _came(post: Post, number: int, shift: Shift, draw: Random) -> Iterator[Planned]:
    chance, off, early = draw.random(), draw.random(), draw.random()
    if chance < ABSENT_SHARE:
        return
    is_late = chance < ABSENT_SHARE + LATE_SHARE
    minutes = 20 + 50 * early if is_late else 8 - 20 * early
    begins_ms = int(shift.from_at.timestamp()) * SECOND_MS
    at_ms = begins_ms + int(minutes * MINUTE_MS)
    who: dict[str, Any] = {"person": shift.person, "agency": shift.agency}
    came = SignedOn(
        **post.own(number, at_ms), **who, function=shift.function, until=shift.until
    )
    yield _record(at_ms, came)
    goes_ms = int(shift.until.timestamp()) * SECOND_MS - int(early * 10 * MINUTE_MS)
    if off < OFF_SHARE and day_of(goes_ms) == post.day:
        yield _record(goes_ms, SignedOff(**post.own(number + 1, goes_ms), **who))


def _record(at_ms: int, entry: DeskEntry) -> Planned:
    return Planned(at_ms, DESK_TOPIC, entry.entry_id.encode(), _encode(entry))


def _at(at_ms: int) -> Any:
    return moment(at_ms // SECOND_MS)


@cache
def _centers() -> Sequence[tuple[str, str]]:
    return [
        (row["center_code"], row["tier"])
        for row in rows(CITY / "centers.csv")
        if row["tier"] in HOURS
    ]
