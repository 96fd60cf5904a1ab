"""What is chosen on the page, what it asks the hub, and how that is said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from board.look.clock import day_of
from board.look.codes import agencies, categories, kinds
from board.picture.filters import ROWS, WHOLE
from board.picture.periods import Period, names, period
from board.reads.rounds import asked
from board.viewer.scope import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Picture
    from sql.questions import Question

FOLLOWED, HANDED = "responsibilities_followed", "responsibilities_handed"
PARTS = ("list", "followed")
"""What the page shows: the list itself, or whether it was followed."""
WAYS = ("assign", "join")
SAYS = ("lead", "co", "other", "unlisted")
"""What the list may say of an agency that something was handed to."""
CHOICES = (
    *("show", "find", "kind", "agency_of", "period", "way"),
    *("category", "followed", "no"),
)
LONGEST_FIND = 40
ROWS_A_PAGE, MOST_ROWS, MOST_PAGES = 25, 10_000, 10_000


class Choice(Struct, frozen=True):
    """What a viewer chose; '' is any. `find` are words that a row of the list says."""

    show: str
    find: str
    kind: str
    agency: str
    period: Period
    way: str
    category: str
    followed: str
    page_no: int
    row_limit: int


def chosen(picture: Picture) -> Choice:
    """The usual where the address asks for what there is not."""
    given, today = picture.choices, day_of(picture.now)
    kind = one_of(given.get("kind", ""), ("", *kinds()))
    no = given.get("no", "")
    is_number = no.isascii() and no.isdigit() and len(no) < len(str(MOST_PAGES))
    return Choice(
        show=one_of(given.get("show", ""), PARTS),
        find=given.get("find", "")[:LONGEST_FIND].strip(),
        kind=kind,
        agency=one_of(given.get("agency_of", ""), ("", *agencies())),
        period=period(one_of(given.get("period", ""), names(today)), today),
        way=one_of(given.get("way", ""), ("", *WAYS)),
        category=one_of(given.get("category", ""), ("", *categories(kind))),
        followed=one_of(given.get("followed", ""), ("", *SAYS)),
        page_no=max(int(no), 1) if is_number else 1,
        row_limit=MOST_ROWS if given.get(ROWS) == WHOLE[ROWS] else ROWS_A_PAGE,
    )


def is_counted(picture: Picture) -> bool:
    """Whether the page shows what was handed over, not the list."""
    return chosen(picture).show == PARTS[1]


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    if not is_counted(picture):
        return {}
    choice = chosen(picture)
    division = picture.snapshot.geography.divisions[picture.scope]
    whole: dict[str, Any] = {
        "from_day": choice.period.shown.first,
        "until_day": choice.period.shown.until,
        "low": division.low,
        "high": division.high,
    }
    narrowed = {
        "kind": choice.kind,
        "category": choice.category,
        "agency": choice.agency,
        "way": choice.way,
        "followed": choice.followed,
        "page_no": choice.page_no,
        "row_limit": choice.row_limit,
    }
    return {
        FOLLOWED: asked(FOLLOWED, **whole),
        HANDED: asked(HANDED, **whole, **narrowed),
    }


def said(picture: Picture) -> dict[str, str]:
    """Every choice and its value, by its parameter in the address."""
    choice, words = chosen(picture), picture.words
    listed = {
        "find": choice.find,
        "kind": words.known("kind", choice.kind) if choice.kind else "",
        "agency_of": words.known("agency", choice.agency) if choice.agency else "",
    }
    counted = {
        "period": words.known("period", choice.period.name),
        "way": words.known("responsible.way", choice.way) if choice.way else "",
        "category": words.category(choice.kind, choice.category)
        if choice.category
        else "",
        "followed": words.known("responsible.followed", choice.followed)
        if choice.followed
        else "",
    }
    found = {"show": words(f"responsible.show.{choice.show}"), **listed}
    told = found | counted if is_counted(picture) else found
    return {name: text for name, text in told.items() if text}
