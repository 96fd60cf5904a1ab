"""督办: how many items are supervised at each level, and how it is with the replies."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.look.clock import day_of
from board.look.theme import LEVEL_SHAPES
from board.picture.periods import LAST_DAYS, period
from board.picture.periods import names as period_names
from board.reads.rounds import asked
from board.reads.supervision_rows import SupervisedOwner, SupervisionCount
from board.viewer.scope import one_of
from board.views.common.contents import Column, Contents, Figure, table
from board.views.handling.seats import seat_of
from sql.questions import fitting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from board.look.texts import Texts
    from board.picture.periods import Period
    from board.viewer.page import Picture
    from board.views.common.contents import Table
    from sql.questions import Question

COUNTS, OWNERS = "supervision_counts", "supervision_owners"
SUPERVISED, LEDGER = "supervision_list", "ledger_list"
ENDED_LIST = "supervision_ended"
CHOICES = (
    *("role", "seat", "agency", "grade", "reply", "owner"),
    *("which", "period"),
)
CURRENT, ENDED = "current", "ended"
WHICH = (CURRENT, ENDED)
"""Whether what is listed is under way, or was lifted or finished in a period."""
LEVELS = tuple(reversed(LEVEL_SHAPES))
"""What weighs most first."""
OVERDUE, DUE_TODAY, WAITING, REPLIED = "overdue", "due_today", "waiting", "replied"
REPLIES = (OVERDUE, DUE_TODAY, WAITING, REPLIED)
"""How it is with a reply; what presses most first."""
EVERY = "all"
SHOWN = 100
"""So many items at most."""
CARD = (
    *(Column(key="code", form="code"), Column(key="name"), Column(key="note")),
    Column(key="items", form="count"),
    Column(key="late", form="count"),
)


def chosen_of(picture: Picture) -> dict[str, str]:
    """The level and the state of the reply that were chosen, and whose; '' for all."""
    known = {"grade": LEVELS, "reply": REPLIES, "owner": _owners_known(picture)}
    given = {name: picture.choices.get(name, "") for name in known}
    return {name: one if one in known[name] else "" for name, one in given.items()}


def which_of(picture: Picture) -> str:
    """What is listed; what is under way where the address does not say it."""
    return one_of(picture.choices.get("which", ""), WHICH)


def periods(today: date) -> tuple[str, ...]:
    """What an address may say of when it ended, the usual first."""
    return tuple(dict.fromkeys((LAST_DAYS, *period_names(today))))


def period_of(picture: Picture) -> Period:
    today = day_of(picture.now)
    return period(one_of(picture.choices.get("period", ""), periods(today)), today)


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    seat, geography = seat_of(picture), picture.snapshot.geography
    division = geography.divisions[picture.scope]
    whose = {
        "center_code": seat.center_code,
        "agency_code": seat.agency_code,
        "low": division.low,
        "high": division.high,
        # A smaller part of its range was chosen to see that part alone.
        "with_beyond": int(picture.scope == geography.home(seat.center_code)),
        "now_at": picture.now,
    }
    chosen = chosen_of(picture)
    wanted = {
        "grade": chosen["grade"],
        "owner": int(chosen["owner"] or 0),
        "row_limit": SHOWN,
    }
    days = period_of(picture).shown
    ended = {"from_day": days.first, "until_day": days.until}
    listed = {
        CURRENT: asked(SUPERVISED, reply_state=chosen["reply"], **whose, **wanted),
        ENDED: fitting(ENDED_LIST, whose | wanted | ended),
    }
    return {
        COUNTS: asked(COUNTS, **whose),
        OWNERS: asked(OWNERS, **whose),
        SUPERVISED: listed[which_of(picture)],
        LEDGER: asked(LEDGER, row_limit=SHOWN, **whose),
    }


def said(picture: Picture) -> dict[str, str]:
    """What was chosen, in words."""
    words, chosen = picture.words, chosen_of(picture)
    owner = chosen["owner"]
    is_ended = which_of(picture) == ENDED
    names = {
        "which": words("which.ended") if is_ended else "",
        "period": words.known("period", period_of(picture).name) if is_ended else "",
        "grade": words.known("supervision", chosen["grade"]),
        # What has ended waits for no reply.
        "reply": "" if is_ended else words.known("reply", chosen["reply"]),
        "owner": center_name(int(owner), picture) if owner else "",
    }
    return {key: name for key, name in names.items() if name}


def center_name(code: int, picture: Picture) -> str:
    found = picture.snapshot.geography.centers.get(code)
    return found.name if found else str(code or "")


def cards(picture: Picture) -> Contents:
    """Tables `by_grade` and `by_reply`: how many items are under supervision."""
    words = picture.words
    found = picture.answered.rows(COUNTS, SupervisionCount)
    total = sum(one.items for one in found)
    return Contents(
        title=words("page.supervision"),
        note=words("supervised.range"),
        figures=(Figure(total, "count", key="total", name=words("supervised.total")),),
        tables=(_by_grade(found, words), _by_reply(found, words)),
    )


def _by_grade(found: tuple[SupervisionCount, ...], words: Texts) -> Table:
    items, late = Counter[str](), Counter[str]()
    for one in found:
        items[one.supervision] += one.items
        late[one.supervision] += one.items * (one.reply_state == OVERDUE)
    rows = (
        {
            "code": level,
            "name": words.known("supervision", level),
            "note": "",
            "items": items[level],
            "late": late[level],
        }
        for level in dict.fromkeys((*LEVELS, *items))
    )
    return table("by_grade", CARD, rows, title=words("supervised.by_grade"))


def _by_reply(found: tuple[SupervisionCount, ...], words: Texts) -> Table:
    items = Counter[str]()
    for one in found:
        items[one.reply_state] += one.items
    rows = (
        {
            "code": state,
            "name": words(f"reply.{state}"),
            "note": words(f"reply.note.{state}"),
            "items": items[state],
            "late": None,
        }
        for state in REPLIES
    )
    return table("by_reply", CARD, rows, title=words("supervised.by_reply"))


def owners(picture: Picture) -> Contents:
    """Table `owners`: how much of each center is supervised, and late with a reply."""
    words = picture.words
    columns = (
        Column(key="owner", form="code"),
        Column(key="is_late", form="flag"),
        Column(key="name", name=words("column.owner")),
        *(
            Column(key=key, form="count", name=words(f"supervised.{key}"))
            for key in ("items", "late", "to_reply", "replied")
        ),
    )
    return Contents(
        title=words("supervised.by_owner"),
        note=words("supervised.late_note"),
        tables=(table("owners", columns, _owners(picture)),),
    )


def _owners(picture: Picture) -> Iterator[dict[str, Any]]:
    found = picture.answered.rows(OWNERS, SupervisedOwner)
    counted = ("items", "late", "to_reply", "replied")
    every = {key: sum(getattr(one, key) for one in found) for key in counted}
    name = picture.words("supervised.every_owner")
    yield {"owner": EVERY, "is_late": 0, "name": name, **every}
    for one in found:
        yield {
            "owner": str(one.owner_center),
            "is_late": int(one.late > 0),
            "name": center_name(one.owner_center, picture),
            **{key: getattr(one, key) for key in counted},
        }


def _owners_known(picture: Picture) -> frozenset[str]:
    return frozenset(map(str, picture.snapshot.geography.centers))
