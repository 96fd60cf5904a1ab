"""What is asked of an area, and which area and days were chosen in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import DAY, day_of
from board.picture.areas import AREA, area_in
from board.picture.filters import filters
from board.picture.listing import EVERYWHERE, NOBODY, is_anywhere
from board.views.areas.wording import area_words
from sql.questions import fitting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any

    from board.picture.filters import Filters
    from board.viewer.page import Picture
    from sql.questions import Question

DAYS = "days"
CHOICES = (AREA, DAYS)
SPANS = {"days30": 30, "today": 1, "days7": 7, "year": 365}
"""The last so many days, today the last of them; the first is the usual."""
COUNTS, UNPLACED, SITES = "area_counts", "area_unplaced", "area_sites"
NEAREST = 5


class Days(Struct, frozen=True):
    """Days from `first` on, with today; those before begin with `before` and end at
    `before_at`, as late on their day as it is now.
    """

    name: str
    first: date
    until: date
    before: date
    before_at: datetime

    @property
    def count(self) -> int:
        return (self.until - self.first).days


def days_of(picture: Picture) -> Days:
    asked = picture.choices.get(DAYS, "")
    name = asked if asked in SPANS else next(iter(SPANS))
    length = timedelta(days=SPANS[name])
    until = day_of(picture.now) + DAY
    first = until - length
    return Days(name, first, until, first - length, picture.now - length)


def area_of(picture: Picture) -> str:
    """The area that is asked about; empty where there is none."""
    return area_in(picture.choices)


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Nothing where no area is drawn. Raises KeyError for a scope in no register."""
    if not area_of(picture):
        return {}
    return {name: fitting(name, _given(picture)) for name in (COUNTS, UNPLACED, SITES)}


def _given(picture: Picture) -> dict[str, Any]:
    division = picture.snapshot.geography.divisions[picture.scope]
    days, seat = days_of(picture), _of_seat(picture)
    where = {"low": division.low, "high": division.high}
    return {
        **(EVERYWHERE if _is_everywhere(seat, picture) else where),
        **NOBODY,
        "own_center": seat.own_center,
        "own_agency": seat.own_agency,
        "now_at": picture.now,
        "state": "",
        "area": area_of(picture),
        "from_day": days.first,
        "until_day": days.until,
        "before_day": days.before,
        "before_at": days.before_at,
        "row_limit": NEAREST,
    }


def _of_seat(picture: Picture) -> Filters:
    """As the list of items reads it: what it has is what is counted here."""
    return filters(picture.choices, picture.snapshot.geography, picture.now)


def _is_everywhere(asked: Filters, picture: Picture) -> bool:
    home = picture.snapshot.geography.home(asked.own_center)
    return is_anywhere(asked) and picture.scope == home


def said(picture: Picture) -> dict[str, str]:
    """The area and the days, by their parameters in the address."""
    area, words = area_of(picture), picture.words
    if not area:
        return {}
    days = days_of(picture)
    last = days.until - DAY
    named = words("items.days", first=days.first, last=last)
    return {
        AREA: area_words(area, words),
        DAYS: str(last) if days.count == 1 else named,
    }
