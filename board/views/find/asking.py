"""What somebody typed to find something by: untrusted until here."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from board.reads.rounds import asked
from board.viewer.rights import STAFF
from sql.questions import fitting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.picture.geography import Geography
    from board.reads.rows import CenterRange
    from board.viewer.seat import Seat
    from sql.questions import Question

ITEMS, LETTERS, NOTICES = "find_items", "find_letters", "find_notices"
SHOWN, MOST_LETTERS = 8, 5
LONGEST = 64
LEAST, LEAST_OF_NUMBER = 2, 3
_NUMBER = re.compile(r"[0-9A-F]{3,12}|[0-9A-F]{4}-([0-9A-F]{4}-)?[0-9A-F]{0,4}")
"""The beginning of a case number, with its lines or without."""
_REFERENCE = re.compile(r"[\w./#:〔〕()（）\[\]-]{3,64}")
_LETTER = re.compile(r"\D*(20\d\d)[^0-9A-Za-z]{1,3}(\d{1,5})\D?")
"""The number of a letter: 预警〔2026〕3号, 简报〔2026〕第3期, or 2026-3."""
_DAY = re.compile(r"\D*(20\d\d)(?:[-./年](\d\d?)[-./月](\d\d?)\D?|(\d\d)(\d\d))")
"""A day, 2026-11-30 or 2026年11月30日."""
_SORTS = {
    "预警函": "warning",
    "预警": "warning",
    "warning": "warning",
    "要情": "report",
    "report": "report",
    "简报": "brief",
    "日报": "brief",
    "周报": "brief",
    "月报": "brief",
    "brief": "brief",
    "通知": "notice",
    "notice": "notice",
}
"""What a letter is called; the longer names of a sort first."""
EVERYWHERE = {"low": 0, "high": 10**12}
_PART = 4
NOTICE = "notice"


class Sought(Struct, frozen=True):
    """The text as it was typed; what it may be the beginning of: a case number, another
    number of an item; the year, number and sort ('' for any) of a letter, or the day or
    the division (by its name) that it is of.
    """

    text: str
    number: str = ""
    letters: str = ""
    year: int = 0
    letter: int = 0
    sort: str = ""
    day: date | None = None
    place: str = ""

    @property
    def is_enough(self) -> bool:
        """Whether anything is looked for: two letters of a name, three of a number."""
        least = LEAST_OF_NUMBER if self.text.isascii() else LEAST
        return len(self.text) >= least


def sought(given: str) -> Sought:
    """What a text may name. A blank is part of no number: such a text is a name."""
    text = " ".join(given.split())[:LONGEST]
    letter = _LETTER.fullmatch(text)
    year, number = (int(one) for one in letter.groups()) if letter else (0, 0)
    word = next((one for one in _SORTS if one in text.lower()), "")
    is_named = bool(word) and not any(one.isdecimal() for one in text)
    return Sought(
        text,
        _case_number(text) if _NUMBER.fullmatch(text.upper()) else "",
        text if _is_reference(text) else "",
        year,
        number,
        _SORTS.get(word, ""),
        None if letter else _day(text),
        text.lower().replace(word, "").strip() if is_named else "",
    )


def _day(text: str) -> date | None:
    """The day that a text names, if there is such a day."""
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, filter(None, found.groups()))) if found else None
    except ValueError:
        return None


def _is_reference(text: str) -> bool:
    """Names have no digits, and numbers have."""
    has_digit = any(one.isdecimal() for one in text)
    return bool(_REFERENCE.fullmatch(text)) and has_digit


def _case_number(text: str) -> str:
    bare = text.replace("-", "").upper()
    return "-".join(bare[at : at + _PART] for at in range(0, len(bare), _PART))


def questions_of(
    one: Sought, seat: Seat, geography: Geography, now: datetime, *, has_letters: bool
) -> Mapping[str, Question]:
    """What the hub is asked; nothing for what can be no number, nor for who may open no
    item.
    """
    if seat.role not in STAFF or not one.is_enough:
        return {}
    whose = {"center_code": seat.center_code}
    items = asked(
        ITEMS,
        agency_code=seat.agency_code,
        number=one.number,
        letters=one.letters,
        now_at=now,
        row_limit=SHOWN,
        **_span(geography.ranges.get(seat.center_code, ())),
        **whose,
    )
    return {
        **({ITEMS: items} if one.number or one.letters else {}),
        **_letters(one, seat, geography, now, has_letters=has_letters),
    }


def _letters(
    one: Sought, seat: Seat, geography: Geography, now: datetime, *, has_letters: bool
) -> dict[str, Question]:
    """Letters by number or day, or the newest of a division by its name."""
    where = _where(one, geography)
    if where is None:
        return {}
    named = {"year": one.year, "letter_no": one.letter, "on_day": one.day, **where}
    whose = {"center_code": seat.center_code, "row_limit": MOST_LETTERS}
    agency = {"agency_code": seat.agency_code, "now_at": now}
    return {
        **(
            {LETTERS: fitting(LETTERS, {"sort": one.sort, **named, **whose})}
            if has_letters and one.sort != NOTICE
            else {}
        ),
        **(
            {NOTICES: fitting(NOTICES, named | whose | agency)}
            if one.sort in ("", NOTICE)
            else {}
        ),
    }


def _where(one: Sought, geography: Geography) -> dict[str, int] | None:
    """Whole city where a number or a day is named, else the division of that name; None
    where nothing of these is.
    """
    if one.letter or one.day:
        return EVERYWHERE
    every = geography.divisions.values() if one.place else ()
    found = next((each for each in every if each.name == one.place), None)
    return {"low": found.low, "high": found.high} if found else None


def _span(ranges: tuple[CenterRange, ...]) -> dict[str, int]:
    """From the first code of a center's range to its last; nothing without one."""
    low = min((one.low for one in ranges), default=0)
    return {"low": low, "high": max((one.high for one in ranges), default=0)}
