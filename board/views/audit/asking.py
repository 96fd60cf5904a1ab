"""What a viewer of the audit chooses, what it asks the hub, and that in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from msgspec import Struct

from board.look.clock import DAY, day_start
from board.look.codes import audit_limit
from board.picture.filters import ROWS, WHOLE
from board.reads.rounds import asked
from board.viewer.scope import one_of
from board.viewer.seat import CODE_LENGTH, ROLES
from streams.entries.listed import ENTRIES, entry_name
from streams.entries.looking import Accessed, Done, Entering, LoggedIn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.viewer.page import Picture
    from sql.questions import Question

CHOICES = ("span", "what", "by", "center", "item", "head", "no")
DAYS = {"week": 7, "day": 1, "month": 30, "half_year": 183}
"""Spans that may be looked at; the first is the usual."""
LOOKS: tuple[Done, ...] = get_args(Done)
ENTERED: tuple[Entering, ...] = get_args(Entering)
WHATS = (
    *LOOKS,
    *ENTERED,
    *(entry_name(one) for one in ENTRIES if one not in (Accessed, LoggedIn)),
)
"""What is audited: openings and logins by what was done, all else by its entry."""
LIST, COUNTS, HEAD, LINK = "audit_page", "audit_counts", "desk_head", "desk_link"
DELETIONS, TOTALS = "deletions", "deletion_totals"
MANY, ALONE, FOREIGN = "audit_many", "audit_off_hours", "audit_foreign"
A_PAGE, MOST_ROWS, SHOWN = 25, 100_000, 20
LONGEST_ID = 64
_LINK = re.compile("[0-9a-f]{,64}")


class Choice(Struct, frozen=True):
    """What a viewer chose; '' and 0 are any. `head` is the beginning of a link that was
    written down, '' for none or for what is no link.
    """

    span: str
    what: str
    by: str
    center: int
    item_id: str
    head: str
    page_no: int
    row_limit: int

    def since(self, now: datetime) -> datetime:
        return day_start(now) - (DAYS[self.span] - 1) * DAY


def chosen(picture: Picture) -> Choice:
    """The usual where the address asks for what there is not."""
    given = picture.choices
    return Choice(
        span=one_of(given.get("span", ""), tuple(DAYS)),
        what=one_of(given.get("what", ""), ("", *WHATS)),
        by=one_of(given.get("by", ""), ("", *ROLES)),
        center=_center(given.get("center", ""), picture),
        item_id=given.get("item", "").strip()[:LONGEST_ID],
        head=_head(given.get("head", "")),
        page_no=max(_number(given.get("no", ""), 4), 1),
        row_limit=MOST_ROWS if given.get(ROWS) == WHOLE[ROWS] else A_PAGE,
    )


def _head(text: str) -> str:
    """So much of a link as says which one it is, or nothing."""
    found = text.strip().lower()
    is_enough = len(found) >= audit_limit("link_letters")
    return found if is_enough and _LINK.fullmatch(found) else ""


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    choice = chosen(picture)
    audited = _audited(choice, picture)
    looked = audited | {"row_limit": SHOWN}
    hours = {
        "day_from": audit_limit("day_from_hour"),
        "day_until": audit_limit("day_until_hour"),
    }
    link = {LINK: asked(LINK, link=choice.head)} if choice.head else {}
    return {
        LIST: asked(
            LIST, **audited, page_no=choice.page_no, row_limit=choice.row_limit
        ),
        COUNTS: asked(COUNTS, **audited),
        MANY: asked(MANY, **looked, most=audit_limit("most_items_an_hour")),
        ALONE: asked(ALONE, **looked, **hours),
        FOREIGN: asked(FOREIGN, **looked),
        HEAD: asked(HEAD),
        DELETIONS: asked(
            DELETIONS,
            from_at=choice.since(picture.now),
            until_at=picture.now,
            row_limit=choice.row_limit,
        ),
        TOTALS: asked(TOTALS, until_at=picture.now),
        **link,
    }


def _audited(choice: Choice, picture: Picture) -> dict[str, Any]:
    division = picture.snapshot.geography.divisions[picture.scope]
    return {
        "from_at": choice.since(picture.now),
        "until_at": picture.now,
        "low": division.low,
        "high": division.high,
        "center_code": choice.center,
        "role": choice.by,
        "what": choice.what,
        "item_id": choice.item_id,
    }


def said(picture: Picture) -> dict[str, str]:
    """Every choice and its value, by its parameter in the address."""
    choice, words = chosen(picture), picture.words
    center = picture.snapshot.geography.centers.get(choice.center)
    found = {
        "span": words(f"audit.span.{choice.span}"),
        "what": words(f"audit.what.{choice.what}") if choice.what else "",
        "by": words.known("role", choice.by) if choice.by else "",
        "center": center.name if center else str(choice.center or ""),
        "item": choice.item_id,
        "head": choice.head,
    }
    return {name: text for name, text in found.items() if text}


def _center(text: str, picture: Picture) -> int:
    """A center whose division lies in the scope; 0 for any other."""
    known, code = picture.snapshot.geography, _number(text, CODE_LENGTH)
    found = known.centers.get(code)
    division = found.division_code if found else None
    return code if division and known.contains(picture.scope, division) else 0


def _number(text: str, longest: int) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= longest
    return int(text) if is_number else 0
