"""A recorded feed of power outages as incidents and moves; see `streams.replay`.

One outage is one incident: its number the id, the order of observation the version.
What vanished from the feed is tagged so and not closed; what came back loses the tag.
It is real data played again, so every record is tagged `replay` and marked synthetic,
that it never mixes with the city's own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import msgspec

from streams.events import HANDLING_TOPIC, Incident, Level, Move
from streams.simulate.days import SECOND_MS, moment
from streams.simulate.items import topics
from streams.simulate.paths import transitions
from streams.simulate.tables import CITY, HERE, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from streams.simulate.changes import Change

KIND = "incident"
CATEGORY = "0408"
SOURCE = "outage-feed"
TAGS = ("replay",)
GONE = "gone_from_feed"
BACK = "seen_again"
FIRST_STATUS = "registered"
ANY_CREW = ("note",)
CUSTOMERS_BY_LEVEL: Sequence[tuple[Level, int]] = (
    ("01", 5_000),
    ("02", 1_000),
    ("03", 100),
)
TOWN_DEGREES = 0.03
"""How wide the recorded places of a region are spread around a town's seat."""
LONGEST_TITLE = 200

_encode = msgspec.json.Encoder().encode


class Outage(Incident, frozen=True, kw_only=True, omit_defaults=True):
    """An incident with what only this feed knows; readers keep it as extra fields."""

    region: str = ""
    cause: str = ""
    crew_status: str = ""
    crew_expected_at: str | None = None
    restored_expected_at: str | None = None
    hazard_flag: str = ""
    gone_from_feed: bool = False


class Message(NamedTuple):
    """One record to send."""

    topic: str
    key: bytes
    value: bytes


class Town(NamedTuple):
    """Where a region of the recording is placed: a code and its seat, WGS-84."""

    code: str
    longitude: float
    latitude: float


class Recording:
    """Turns changes into messages; `shift_s` moves their times to today."""

    def __init__(self, shift_s: int = 0) -> None:
        self._shift_s = shift_s
        self._last: dict[str, Change] = {}
        self._statuses: dict[str, str] = {}
        self._crews: dict[str, str] = {}
        self.unknown = 0

    def messages(self, change: Change) -> Iterator[Message]:
        """The messages of one change: a version of the incident, and moves."""
        seen = self._seen(change)
        if seen is None:
            # It vanished before the recording showed what it was.
            self.unknown += 1
            return
        key = change.outage_number.encode()
        yield Message(topics()[KIND], key, _encode(self._incident(change, seen)))
        for move in self._moves(change, seen):
            yield Message(HANDLING_TOPIC, key, _encode(move))

    def _seen(self, change: Change) -> Change | None:
        """What is known of the outage: a removal tells nothing but that it is gone."""
        if change.op == "removed":
            return self._last.get(change.outage_number)
        self._last[change.outage_number] = change
        return change

    def _at(self, seconds: int) -> Any:
        return moment(seconds + self._shift_s)

    def _text_at(self, seconds: int | None) -> str | None:
        return None if seconds is None else self._at(seconds).isoformat()

    def _incident(self, change: Change, seen: Change) -> Outage:
        town = town_of(seen.region_name)
        said_at = seen.last_update_time or seen.observed_at
        return Outage(
            id=change.outage_number,
            version=change.seq,
            division_code=town.code,
            occurred_at=self._at(seen.outage_start_time or seen.observed_at),
            reported_at=self._at(said_at),
            category=CATEGORY,
            level=level_of(seen.est_cust_affected),
            title=f"Power outage, {seen.region_name}. {seen.cause}"[:LONGEST_TITLE],
            description=seen.crew_current_status or None,
            people_count=seen.est_cust_affected,
            source=SOURCE,
            source_ref=change.outage_number,
            tags=_tags(change.op),
            synthetic=True,
            region=seen.region_name,
            cause=seen.cause,
            crew_status=seen.crew_current_status,
            crew_expected_at=self._text_at(seen.crew_eta),
            restored_expected_at=self._text_at(seen.current_etor),
            hazard_flag=seen.hazard_flag,
            gone_from_feed=change.op == "removed",
            **_position(town, seen),
        )

    def _moves(self, change: Change, seen: Change) -> Iterator[Move]:
        """What the crew did since: only when its status is another than before."""
        number, crew = change.outage_number, seen.crew_current_status
        if not crew or crew == self._crews.get(number):
            return
        self._crews[number] = crew
        status = self._statuses.get(number, FIRST_STATUS)
        for name in legal_steps(status, crew_moves().get(crew, ANY_CREW)):
            status, _ = transitions()["case", status, name]
            yield self._move(change, seen, name)
        self._statuses[number] = status

    def _move(self, change: Change, seen: Change, name: str) -> Move:
        center = town_of(seen.region_name).code
        is_assigned = name == "assign"
        return Move(
            move_id=f"{change.outage_number}-{change.seq}-{name}",
            kind=KIND,
            case_id=change.outage_number,
            move=name,
            acting_center=center,
            acting_agency="power",
            role="agency_staff",
            actor="demo-replay",
            moved_at=self._at(change.observed_at),
            note=seen.crew_current_status,
            to_center=center if is_assigned else None,
            to_agency="power" if is_assigned else None,
            synthetic=True,
        )

    def record_ms(self, change: Change) -> int:
        """When a change was observed, as the time of its records (ms)."""
        return (change.observed_at + self._shift_s) * SECOND_MS


def legal_steps(status: str, moves: Sequence[str]) -> Sequence[str]:
    """The shortest end of a chain of moves that the table allows from a status."""
    ends = (moves[start:] for start in range(len(moves) - 1, -1, -1))
    return next((end for end in ends if _is_legal(status, end)), ())


def _is_legal(status: str, moves: Sequence[str]) -> bool:
    for move in moves:
        step = transitions().get(("case", status, move))
        if step is None:
            return False
        status, _ = step
    return True


def level_of(customers: int) -> Level:
    """The level of an incident by how many customers it touches."""
    levels = (level for level, least in CUSTOMERS_BY_LEVEL if customers >= least)
    return next(levels, "04")


def _tags(op: str) -> tuple[str, ...]:
    marks = {"removed": (GONE,), "reopen": (BACK,)}
    return TAGS + marks.get(op, ())


def _position(town: Town, seen: Change) -> dict[str, Any]:
    """The recorded place folded into the town: same places stay the same."""
    if seen.longitude is None or seen.latitude is None:
        return {}
    return {
        "longitude": round(town.longitude + _folded(seen.longitude), 5),
        "latitude": round(town.latitude + _folded(seen.latitude), 5),
    }


def _folded(degrees: float) -> float:
    return (degrees % 1 - 0.5) * TOWN_DEGREES


def town_of(region: str) -> Town:
    """The town that stands for a region of the recording, always the same."""
    return towns()[crc32(region.encode()) % len(towns())]


@cache
def towns() -> tuple[Town, ...]:
    return tuple(
        Town(row["division_code"], float(row["longitude"]), float(row["latitude"]))
        for row in rows(CITY / "divisions.csv")
        if row["tier"] == "town"
    )


@cache
def crew_moves() -> Mapping[str, tuple[str, ...]]:
    """The chain of moves that a crew's status stands for."""
    return {
        row["crew_status"]: tuple(row["moves"].split())
        for row in rows(HERE / "crew_moves.csv")
    }
