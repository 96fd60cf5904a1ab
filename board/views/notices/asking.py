"""What the page of notices asks the hub, and what is chosen on it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from board.look.clock import day_start
from board.look.codes import listed
from board.reads.notice_rows import NoticeTold
from board.reads.rounds import asked
from board.viewer.scope import one_of
from board.viewer.seat import ROLES
from board.views.handling.seats import seat_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from board.look.texts import Texts
    from board.reads.notice_rows import Notice, NoticePassed
    from board.viewer.page import Picture
    from sql.questions import Question

GOT, SENT, TOLD = "notices_got", "notices_sent", "notice_told"
PROGRESS, SUMS, STEPS = "notice_progress", "notice_sums", "notice_steps"
PASSED, REFUSED, TOUCHED = "notice_passed_on", "notices_refused", "notices_touched"
BOXES = ("got", "sent", "below")
STATES = ("", "owed", "late", "done", "withdrawn")
SPANS = {"month": 31, "quarter": 92, "year": 366}
"""Days back of what is listed, today included."""
SORTS = "notice_sort"
ROWS = "rows"
CHOICES = (
    *("role", "seat", "agency", "box", "notice"),
    *(SORTS, "notice_state", "notice_span", ROWS),
)
WHOLE = {ROWS: "all"}
"""The choices by which a file has every row."""
LISTED, SHOWN, STEPPED, MOST_ROWS = 100, 60, 60, 5_000
REFUSED_SHOWN, REFUSED_FOR = 5, timedelta(days=7)
NOWHERE = {"low": 0, "high": 0}


def is_told(picture: Picture) -> bool:
    """Notices are for people of centers and of the agencies there: nobody outside."""
    return picture.seat.role in ROLES


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    seat, box = seat_of(picture), box_of(picture)
    most = MOST_ROWS if picture.choices.get(ROWS) else LISTED
    whose = {"center_code": seat.center_code, "now_at": picture.now}
    of_seat = whose | {"agency_code": seat.agency_code}
    chosen = {
        "sort": sort_of(picture),
        "state": state_of(picture),
        "from_at": from_of(picture),
        "row_limit": most,
    }
    listing = (
        {GOT: asked(GOT, **of_seat, **chosen)}
        if box == BOXES[0]
        else {SENT: asked(SENT, box=box, **_range(picture), **whose, **chosen)}
    )
    return {
        **listing,
        TOUCHED: asked(TOUCHED, center_code=seat.center_code),
        **_refused(seat.center_code, picture),
        **_one(of_seat, picture),
    }


def _range(picture: Picture) -> dict[str, int]:
    """Of those below only what the seat's center sees."""
    geography = picture.snapshot.geography
    division = geography.divisions[picture.scope]
    if not geography.sees(seat_of(picture).center_code, picture.scope):
        return NOWHERE
    return {"low": division.low, "high": division.high}


def _refused(center: int, picture: Picture) -> Mapping[str, Question]:
    if box_of(picture) != "sent":
        return {}
    since = picture.now - REFUSED_FOR
    given = {"from_at": since, "row_limit": REFUSED_SHOWN}
    return {REFUSED: asked(REFUSED, center_code=center, **given)}


def _one(of_seat: Mapping[str, Any], picture: Picture) -> Mapping[str, Question]:
    """The notice that the address names, and all that became of it."""
    named = picture.choices.get("notice", "")
    if not named:
        return {}
    center = of_seat["center_code"]
    most = MOST_ROWS if picture.choices.get(ROWS) else SHOWN
    given = {**of_seat, "notice": named}
    seen = {"center_code": center, "agency_code": of_seat["agency_code"]}
    return {
        TOLD: asked(TOLD, **given),
        PROGRESS: asked(PROGRESS, row_limit=most, **given),
        SUMS: asked(SUMS, **given),
        STEPS: asked(STEPS, row_limit=STEPPED, notice=named, **seen),
        PASSED: asked(
            PASSED, center_code=center, notice=named, now_at=of_seat["now_at"]
        ),
    }


def box_of(picture: Picture) -> str:
    """What was got, what was sent, or what those below sent; an agency sends none."""
    chosen = one_of(picture.choices.get("box", ""), BOXES)
    return BOXES[0] if seat_of(picture).agency_code else chosen


def sort_of(picture: Picture) -> str:
    """The one sort that was chosen; '' for all."""
    chosen = picture.choices.get(SORTS, "")
    return chosen if chosen in listed(SORTS) else ""


def state_of(picture: Picture) -> str:
    """The one state that was chosen; '' for all."""
    return one_of(picture.choices.get("notice_state", ""), STATES)


def from_of(picture: Picture) -> Any:
    """The first moment of the span that was chosen."""
    span = one_of(picture.choices.get("notice_span", ""), tuple(SPANS))
    return day_start(picture.now) - timedelta(days=SPANS[span] - 1)


def notice_of(picture: Picture) -> NoticeTold | None:
    """The notice that the address names, to whom it is told."""
    answers = picture.answers
    if answers is None or TOLD not in answers.tables or not is_told(picture):
        return None
    return answers.first(TOLD, NoticeTold)


def number_of(one: Notice | NoticePassed, words: Texts) -> str:
    return words("notice.number", year=one.year, n=one.number)


def said(picture: Picture) -> dict[str, str]:
    """What was chosen, in words."""
    words, one = picture.words, notice_of(picture)
    found = {"box": words(f"notice_box.{box_of(picture)}")}
    if sort := sort_of(picture):
        found[SORTS] = words.known(SORTS, sort)
    if state := state_of(picture):
        found["notice_state"] = words(f"notice_filter.{state}")
    span = one_of(picture.choices.get("notice_span", ""), tuple(SPANS))
    found["notice_span"] = words(f"notice_span.{span}")
    return found | ({"notice": number_of(one, words)} if one else {})
