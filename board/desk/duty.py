"""Signing on and off duty, and rosters: what a person wrote becomes a desk entry."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from msgspec import Struct

from board.desk.entries import said_by
from board.desk.said import Unfit
from board.look import clock
from board.look.clock import DAY, SHANGHAI
from board.look.codes import agencies, listed
from streams.entries.duty import Roster, Shift, SignedOff, SignedOn, SoundTested
from streams.entries.entry import LONGEST_PERSON
from streams.privacy.masking import mask_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from board.look.texts import Texts
    from board.reads.rows_duty import OnDuty, PlannedShift
    from board.viewer.seat import Seat

MOST_SHIFTS = 512
"""What an entry has room for."""
PARTS = (3, 4)
_COMMA = re.compile(r"[,，、;；\t]")
_HOURS = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-—–~至到]+\s*(\d{1,2})[:：](\d{2})")


class Span(Struct, frozen=True):
    """When the shifts of a roster begin."""

    from_at: datetime
    until: datetime


class Wrong(Struct, frozen=True):
    """Why one line is no shift: its number, the key of the reason, its open values."""

    line: int
    reason: str
    values: dict[str, object] = {}


def functions() -> tuple[str, ...]:
    """What somebody on duty may be."""
    return listed("duty_function")


def name_of(text: str) -> str:
    """A name as an entry takes it; raises Unfit for none, and for what says more of a
    person than his name.
    """
    name = " ".join(text.split())
    if not name:
        raise Unfit("no_name")
    if len(name) > LONGEST_PERSON:
        raise Unfit("long_name", most=LONGEST_PERSON)
    if mask_line(name) != name:
        raise Unfit("private_name")
    return name


def end_of(until: datetime | None, now: datetime, longest: timedelta) -> datetime:
    """The end of a duty; raises Unfit for one that is over or too far away."""
    if until is None or not now < until <= now + longest:
        raise Unfit("until", hours=longest // timedelta(hours=1))
    return until


def sign_on(
    seat: Seat, person: str, function: str, until: datetime, *, is_synthetic: bool
) -> SignedOn:
    """Begin a duty at the seat's center, for its agency where it has one."""
    return SignedOn(
        **_by("sign-on", seat, is_synthetic=is_synthetic),
        person=person,
        function=function,
        agency=seat.agency_code or None,
        until=until,
    )


def sign_off(seat: Seat, one: OnDuty, *, is_synthetic: bool) -> SignedOff:
    """End the duty of somebody at the seat's center."""
    return SignedOff(
        **_by("sign-off", seat, is_synthetic=is_synthetic),
        person=one.person,
        agency=one.agency or None,
    )


def roster(
    seat: Seat, span: Span, shifts: Iterable[Shift], *, is_synthetic: bool
) -> Roster:
    """All shifts of the seat's center that begin in the span."""
    return Roster(
        **_by("roster", seat, is_synthetic=is_synthetic),
        from_at=span.from_at,
        until=span.until,
        shifts=tuple(shifts),
    )


def sound_tested(
    seat: Seat, page: str, *, is_heard: bool, is_synthetic: bool
) -> SoundTested:
    """Whether somebody at the seat heard the tones of a page."""
    by = _by("sound-test", seat, is_synthetic=is_synthetic)
    return SoundTested(**by, page=page, heard=is_heard)


def span_of(day: date, now: datetime) -> Span:
    """What of a day can still be planned: what has begun stays as it was planned."""
    start = datetime.combine(day, time(), SHANGHAI)
    return Span(max(start, now.astimezone(SHANGHAI)), start + DAY)


def shifts_of(
    text: str, day: date, span: Span, words: Texts
) -> tuple[tuple[Shift, ...], tuple[Wrong, ...]]:
    """The shifts that lines say, and the lines that say none; empty lines are none."""
    found: list[Shift] = []
    wrong: list[Wrong] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(_shift(line, day, span, words))
        except Unfit as unfit:
            wrong.append(Wrong(number, unfit.reason, unfit.values))
    if len(found) > MOST_SHIFTS:
        wrong.append(Wrong(len(found), "many_shifts", {"most": MOST_SHIFTS}))
    return tuple(found), tuple(wrong)


def line_of(one: PlannedShift, words: Texts) -> str:
    """A shift as a line that says it."""
    begins, ends = (
        at.astimezone(SHANGHAI).strftime("%H:%M") for at in (one.from_at, one.until_at)
    )
    named = [words.known("agency", one.agency)] if one.agency else []
    does = words.known("duty_function", one.function)
    return ", ".join((one.person, does, f"{begins}-{ends}", *named))


def _shift(line: str, day: date, span: Span, words: Texts) -> Shift:
    said = [part.strip() for part in _COMMA.split(line)]
    if len(said) not in PARTS:
        raise Unfit("parts")
    person, function, hours, *unit = said
    from_at, until = _hours(hours, day)
    if from_at < span.from_at:
        raise Unfit("begun")
    return Shift(
        person=name_of(person),
        function=_code(function, "duty_function", functions(), words, "function"),
        agency=_code(unit[0], "agency", agencies(), words, "agency") if unit else None,
        from_at=from_at,
        until=until,
    )


def _hours(text: str, day: date) -> tuple[datetime, datetime]:
    """From when until when; what ends no later than it began ends on the next day."""
    found = _HOURS.fullmatch(text)
    if found is None:
        raise Unfit("hours")
    start = datetime.combine(day, time(), SHANGHAI)
    hour, minute, last_hour, last_minute = map(int, found.groups())
    if not (hour <= 23 and minute <= 59 and last_hour <= 24 and last_minute <= 59):  # noqa: PLR2004 - a clock
        raise Unfit("hours")
    begins = start + timedelta(hours=hour, minutes=minute)
    ends = start + timedelta(hours=last_hour, minutes=last_minute)
    return begins, ends if ends > begins else ends + DAY


def _code(
    text: str, family: str, known: Iterable[str], words: Texts, reason: str
) -> str:
    """A code of a list by itself or by its name."""
    named = {words.known(family, code): code for code in known}
    if text not in {*named, *named.values()}:
        listed_names = words.listed(named)
        raise Unfit(reason, known=listed_names)
    return named.get(text, text)


def _by(what: str, seat: Seat, *, is_synthetic: bool) -> dict[str, Any]:
    entry_id = f"{what}-{uuid4()}"
    return said_by(seat, entry_id, clock.now(), is_synthetic=is_synthetic)


def own(found: Iterable[OnDuty], seat: Seat) -> Iterator[OnDuty]:
    """Whom a seat may sign off: people of its center, or of its agency there."""
    return (one for one in found if one.agency == seat.agency_code)
