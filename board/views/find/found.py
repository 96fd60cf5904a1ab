"""What was found, in groups: each a name, what there is to say of it, and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import SHANGHAI
from board.reads.find_rows import FoundItem, FoundLetter
from board.reads.rounds import rows_of
from board.viewer.whose import reads_titles, sees_item
from board.views.find.asking import ITEMS, LETTERS, NOTICES
from board.views.items.page import held_at, whose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pyarrow as pa

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.viewer.seat import Seat


class Found(Struct, frozen=True):
    """One thing: its name, a note, the page that it is on, and what its address says
    besides.
    """

    name: str
    note: str
    page: str
    query: Mapping[str, str] = {}
    grade: str = ""


class Looking(Struct, frozen=True):
    """Who looks, and what is known of the city."""

    seat: Seat
    geography: Geography
    words: Texts
    may_open: Callable[[str], bool]


def items(tables: Mapping[str, pa.Table], by: Looking) -> Iterator[Found]:
    """Those that the seat sees, with titles for who reads them."""
    if ITEMS in tables and by.may_open("item"):
        for one in rows_of(tables[ITEMS], FoundItem):
            held = held_at(one.division_code, whose(one))
            if sees_item(by.seat, held, by.geography):
                yield _item(one, by)


def letters(tables: Mapping[str, pa.Table], by: Looking) -> Iterator[Found]:
    """预警函, 要情, briefs and notices by their numbers, days or divisions."""
    for name in (LETTERS, NOTICES):
        for one in rows_of(tables[name], FoundLetter) if name in tables else ():
            made = _MADE[one.sort](one, by)
            if by.may_open(made.page):
                yield made


def _item(one: FoundItem, by: Looking) -> Found:
    words = by.words
    other = _other(one)
    told = (
        f"{words(f'find.by.{one.by_what}')} {other}" if other else "",
        words.category(one.kind, one.category),
        by.geography.place(one.division_code),
        words.known("status", one.status),
        (one.title or "") if reads_titles(by.seat) else "",
    )
    named = {"kind": one.kind, "id": one.item_id}
    note = " · ".join(filter(None, told))
    return Found(one.case_number, note, "item", named, one.severity)


def _other(one: FoundItem) -> str:
    """The number that it was found by, where that is another than its own."""
    numbers = {
        "source_ref": one.source_ref,
        "id": one.item_id,
        "supervision_number": one.supervision_number,
    }
    return numbers.get(one.by_what) or ""


def _warning(one: FoundLetter, by: Looking) -> Found:
    words = by.words
    return Found(
        words("warning.number", year=one.year, n=one.number),
        " · ".join((words("find.warning"), _sender(one, by), _place(one, by))),
        "warnings",
        {"letter": one.entry_id, "scope": str(one.division_code)},
    )


def _report(one: FoundLetter, by: Looking) -> Found:
    words = by.words
    return Found(
        words("report.number", year=one.year, n=one.number),
        " · ".join((words("find.report"), _sender(one, by), _place(one, by))),
        "reports",
        {"kind": one.kind or "", "id": one.item_id or "", "report": one.entry_id},
    )


def _brief(one: FoundLetter, by: Looking) -> Found:
    words, period = by.words, one.period or ""
    issue = words("brief.issue", year=one.year, number=one.number)
    return Found(
        f"{words(f'brief.{period}')}{words('find.joined')}{issue}",
        " · ".join((str(one.first_day), _place(one, by))),
        "brief",
        {
            "brief": period,
            "on": str(one.first_day),
            "scope": str(one.division_code),
        },
    )


def _notice(one: FoundLetter, by: Looking) -> Found:
    words = by.words
    day = str(one.sent_at.astimezone(SHANGHAI).date())
    return Found(
        words("notice.number", year=one.year, n=one.number),
        " · ".join((words("find.notice"), _sender(one, by), day)),
        "notices",
        {"notice": one.entry_id, "box": one.period or ""},
    )


_MADE = {"warning": _warning, "report": _report, "brief": _brief, "notice": _notice}


def _sender(one: FoundLetter, by: Looking) -> str:
    center = by.geography.centers.get(one.acting_center)
    return center.name if center else str(one.acting_center)


def _place(one: FoundLetter, by: Looking) -> str:
    return by.geography.place(one.division_code)
