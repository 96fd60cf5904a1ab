"""What is asked for the list of items: one page of them, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.codes import EITHER
from board.look.definitions import definitions
from board.picture.filters import ANY, MARKS
from board.picture.indicators import LISTS, listed_by
from sql.questions import fitting

if TYPE_CHECKING:
    from datetime import datetime

    from board.picture.filters import Filters
    from board.reads.rows import Division
    from sql.questions import Question

PAGE, COUNTS, EVERYBODYS = "page", "counts", "everybodys"
"""The questions: the items of one page, how many there are of each, and, to whom only
its own are listed, how many there are of everybody's.
"""
EVERYWHERE = {"low": 0, "high": 10**12}
NOBODY: dict[str, Any] = {"own_center": 0, "own_agency": ""}


def questions(
    wanted: Filters,
    division: Division,
    now: datetime,
    *,
    is_home: bool = False,
) -> dict[str, Question]:
    """The page and the counts of all that is filtered. An agency that looks at the
    division of its center, `is_home`, has its items of wherever they lie, but of a
    figure those that the figure counts.
    """
    read, usual = _read_of(wanted), _usual(wanted, division, now)
    if wanted.indicator:
        picked = definitions()[wanted.indicator]
        read = f"{LISTS[picked.statement]}behind"
        # A figure has a stream of its own, or all of them.
        usual |= listed_by(picked) | {"of_kind": wanted.kind}
    own = usual | (EVERYWHERE if is_home and is_anywhere(wanted) else {})
    found = {
        PAGE: fitting(f"{read}_page", own),
        COUNTS: fitting(f"{read}_counts", own),
    }
    if wanted.own_agency and not _names_items(wanted):
        found[EVERYBODYS] = fitting(f"{read}_counts", usual | NOBODY)
    return found


def is_anywhere(wanted: Filters) -> bool:
    """Whether items beyond the range of who looks may be listed."""
    return bool(wanted.own_agency) and not wanted.indicator


def _read_of(wanted: Filters) -> str:
    """How the reads begin that list what is looked for; a figure has others."""
    if wanted.area:
        return "inside"
    return "placed" if wanted.desk or wanted.within else "listed"


def _names_items(wanted: Filters) -> bool:
    """Whether single items are looked for, so that a sum would tell of them."""
    return bool(wanted.number or wanted.camera or wanted.text or wanted.claimed)


def _usual(wanted: Filters, division: Division, now: datetime) -> dict[str, Any]:
    is_dated = wanted.period != ANY
    return {
        "low": division.low,
        "high": division.high,
        "now_at": now,
        "state": "" if wanted.state == EITHER else wanted.state,
        **{
            name: getattr(wanted, name)
            for name in (
                *("kind", "category", "severity", "status", "channel", "campaign"),
                *(
                    "desk",
                    "within",
                    "tag",
                    "owner",
                    "number",
                    "camera",
                    "text",
                    "area",
                    "sort",
                    "page_no",
                    "row_limit",
                    "own_center",
                    "own_agency",
                ),
            )
        },
        "right_in": division.division_code if wanted.is_right_in else 0,
        "agency": wanted.handler,
        "claimed_by": wanted.claimed,
        **{mark: int(mark in wanted.marks) for mark in MARKS},
        "dated_by": wanted.dated_by if is_dated else "",
        "from_day": wanted.span.first,
        "until_day": wanted.span.until,
    }
