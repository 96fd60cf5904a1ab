"""Which lines of the duty log a page is about, and who is told of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from board.look.codes import listed
from board.picture.filters import TITLES
from board.reads.log_rows import LogLine
from board.reads.rounds import asked
from board.viewer.scope import one_of
from board.viewer.seat import ROLES
from board.views.duty.asking import place_asked
from board.views.duty.changes import last_change
from board.views.handling.seats import seat_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Picture
    from sql.questions import Question

LOG, TOUCHED = "duty_log", "duty_touched"
CHOICES = ("log_sort", "log_shift", "log_of", "line")
SHIFT = timedelta(hours=12)
SHIFTS = ("two", "this", "last", "week")
WHOSE = ("center", "below")
SHOWN, MOST_ROWS = 200, 100_000
ANY = ""


def is_told(picture: Picture) -> bool:
    """The log is what people of a center wrote, for those of it and of centers above
    who read titles: not for agencies, nor for people outside, who sit nowhere.
    """
    seat = picture.seat
    has_titles = bool(picture.choices.get(TITLES))
    return has_titles and seat.role in ROLES and not seat.agency_code


def questions_of(picture: Picture, most: int) -> Mapping[str, Question]:
    """The lines that the page shows, at most so many, and what tells of new ones.
    Raises KeyError for a scope that is in no register.
    """
    place = place_asked(picture)
    return {
        LOG: asked(
            LOG,
            **(place if whose_of(picture) == "below" else _own(picture, place)),
            **span_of(picture),
            sort=sort_of(picture),
            line=picture.choices.get("line", ""),
            row_limit=most,
        ),
        TOUCHED: asked(TOUCHED, now_at=picture.now, **place),
    }


def span_of(picture: Picture) -> dict[str, datetime]:
    """From when until when: a line is of the shift that wrote it down."""
    change = last_change(picture.now)
    ends = picture.now + timedelta(minutes=1)
    spans = {
        "two": (change - SHIFT, ends),
        "this": (change, ends),
        "last": (change - SHIFT, change),
        "week": (ends - timedelta(days=7), ends),
    }
    from_at, until_at = spans[shift_of(picture)]
    return {"from_at": from_at, "until_at": until_at}


def shift_of(picture: Picture) -> str:
    """The shifts that were chosen: this one and the last where nothing is said."""
    return one_of(picture.choices.get("log_shift", ""), SHIFTS)


def whose_of(picture: Picture) -> str:
    """Whether the log of the center alone, or of those below it too."""
    return one_of(picture.choices.get("log_of", ""), WHOSE)


def sort_of(picture: Picture) -> str:
    """The one sort that was chosen; '' for all."""
    chosen = picture.choices.get("log_sort", "")
    return chosen if chosen in listed("log_sort") else ANY


def lines_of(picture: Picture) -> tuple[LogLine, ...]:
    """The newest first; none where none were asked for."""
    answers = picture.answers
    if answers is None or LOG not in answers.tables:
        return ()
    return answers.rows(LOG, LogLine)


def line_of(picture: Picture) -> LogLine | None:
    """The line that the address names."""
    chosen = picture.choices.get("line", "")
    return next((one for one in lines_of(picture) if one.entry_id == chosen), None)


def watched_of(picture: Picture) -> str:
    """What the page is about, as `items_touched` has it: LOW-HIGH-CENTER."""
    place = place_asked(picture)
    return f"{place['low']}-{place['high']}-{place['center_code']}"


def _own(picture: Picture, place: Mapping[str, int]) -> dict[str, int]:
    """The center of the division alone; a zone's, which is in none, where it sits."""
    geography, own = picture.snapshot.geography, place["center_code"]
    centers = geography.centers.items()
    there = (code for code, one in centers if one.division_code == picture.scope)
    center = own or next(there, seat_of(picture).center_code)
    return {"low": 0, "high": 0, "center_code": center}
