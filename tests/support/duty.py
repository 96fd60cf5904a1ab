"""Rosters and sign-ons (演示数据) of a city's centers, for whoever looks at the duty
page.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from board.look.clock import DAY, day_start
from streams.entries.duty import Roster, Shift, SignedOn, SoundTested

if TYPE_CHECKING:
    from datetime import datetime

    from streams.entries.entry import DeskEntry
    from tests.support.city import City

HOUR = timedelta(hours=1)
CENTERS = (421300000000, 421303000000, 421321000000, 421381000000, 421321101000)
PEOPLE = (("演示甲", "leader", None), ("演示乙", "officer", None))
POLICE = ("演示丙", "officer", "police")


def duty_of(city: City, now: datetime) -> None:
    """All of them have shifts around the clock. Of the present one a leader never came,
    somebody came late, an agency's man is there as well. The city heard its test of the
    sound, the third center did not.
    """
    for at, entry in sorted(_entries(now), key=lambda one: one[0]):
        city.enter(entry, at=at)


def _entries(now: datetime) -> list[tuple[datetime, DeskEntry]]:
    start = day_start(now)
    found: list[tuple[datetime, DeskEntry]] = []
    begins = start + (now - start) // (12 * HOUR) * 12 * HOUR
    for number, center in enumerate(CENTERS):
        who = (*PEOPLE, POLICE) if number == 0 else PEOPLE
        shifts = [
            _shift(one, start + half * 12 * HOUR) for half in (0, 1) for one in who
        ]
        own = _own(f"roster-{center}", center, start - HOUR)
        plan = Roster(**own, from_at=start, until=start + DAY, shifts=tuple(shifts))
        found.append((start - HOUR, plan))
        for place, (person, function, agency) in enumerate(who):
            if (number, place) == (1, 0):
                continue
            late = HOUR if (number, place) == (2, 1) else timedelta()
            at = min(begins + late, now)
            came = SignedOn(
                **_own(f"on-{center}-{place}", center, at),
                person=person,
                function=function,
                agency=agency,
                # A run of the tests that crosses the change finds them on duty still.
                until=begins + 16 * HOUR,
            )
            found.append((at, came))
    for center, is_heard in ((CENTERS[0], True), (CENTERS[2], False)):
        own = _own(f"sound-{center}", center, now)
        found.append((now, SoundTested(**own, page="wall", heard=is_heard)))
    return found


def _shift(who: tuple[str, str, str | None], begins: datetime) -> Shift:
    person, function, agency = who
    ends = begins + 12 * HOUR
    return Shift(
        person=person, function=function, agency=agency, from_at=begins, until=ends
    )


def _own(entry_id: str, center: int, at: datetime) -> dict[str, Any]:
    return {
        "entry_id": entry_id,
        "actor": "demo-leader",
        "role": "leader",
        "acting_center": f"{center:012d}",
        "entered_at": at,
        "synthetic": True,
    }
