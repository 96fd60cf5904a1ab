"""Who has done what a notice asks, who has not, and what the numbers add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.reads.notice_rows import NoticeGot, NoticeSum
from board.viewer.whose import reads_titles
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.handling.supervision import center_name
from board.views.notices.asking import PROGRESS as ASKED
from board.views.notices.asking import SUMS, notice_of
from board.views.notices.wording import standing, whom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.reads.notice_rows import NoticeTold
    from board.viewer.page import Picture
    from board.views.common.contents import Level, Table

PROGRESS, BY_CENTER, BY_COUNTY = "notice_progress", "notice_addressees", "notice_sums"
NAMED = 60
"""So many that owe something are named; of more it says how many."""


def progress(picture: Picture) -> Contents:
    """Figures of how many did what, who is missing in words, table `notice_sums` of the
    numbers by county, table `notice_addressees`: missing first. For who sees all of it.
    """
    one = notice_of(picture)
    if one is None or not one.is_over:
        return Contents()
    words = picture.words
    found = picture.answered.rows(ASKED, NoticeGot)
    total = found[0].total if found else 0
    return Contents(
        title=words("notice.progress"),
        note=words("notice.progress_note"),
        figures=tuple(_figures(one, picture)),
        notices=_missing(found, one, picture) | n_of_m(len(found), total, words),
        tables=(
            *((_sums(one, picture),) if one.numbers else ()),
            _addressees(found, one, picture),
        ),
    )


def _figures(one: NoticeTold, picture: Picture) -> Iterator[Figure]:
    words = picture.words
    reached = {
        "addressees": one.addressees,
        "read_count": one.read_count,
        **({} if one.asks == "read" else {"signed_count": one.signed_count}),
        **({"answered_count": one.answered_count} if one.asks == "answer" else {}),
    }
    for key, n in reached.items():
        yield _figure(key, n, "", words(f"notice.count.{key}"))
    timed: dict[str, tuple[int, Level]] = {
        "in_time": (one.in_time, "good"),
        "late": (one.late, "warn"),
        "overdue": (one.overdue, "bad"),
        "waiting": (one.waiting, ""),
    }
    for key, (n, level) in timed.items():
        if one.due_at is not None or key == "waiting":
            name = words(f"notice.count.{key}")
            yield _figure(key, n, level if n else "", name)


def _figure(key: str, n: int, level: Level, name: str) -> Figure:
    return Figure(n, "count", key=f"notice.{key}", name=name, level=level)


def _missing(
    found: tuple[NoticeGot, ...], one: NoticeTold, picture: Picture
) -> dict[str, Notice]:
    """Who owes something, in words that can be passed on."""
    words, left = picture.words, one.overdue + one.waiting
    if not left:
        return {}
    owing = [each for each in found if each.is_owed][:NAMED]
    names = [whom(each.center_code, each.agency_code, picture) for each in owing]
    values = {
        "n": Value(left, "count"),
        "names": Value(words.listed(names)),
        "more": Value(max(0, left - len(names)), "count"),
    }
    key = "notice.missing_more" if left > len(names) else "notice.missing"
    level: Level = "bad" if one.overdue else "warn"
    return {"missing": Notice(text=words.template(key), values=values, level=level)}


def _sums(one: NoticeTold, picture: Picture) -> Table:
    """By county, and all of them first; of those that answered."""
    words = picture.words
    columns = (
        Column(key="is_all", form="flag"),
        Column(key="county", name=words("notice.county")),
        Column(key="answered", form="count", name=words("notice.count.answered_count")),
        Column(key="asked", form="count", name=words("notice.addressees")),
        *(
            Column(
                key=f"n{place}", form="count", name=asked["name"], unit=asked["unit"]
            )
            for place, asked in enumerate(one.numbers, 1)
        ),
    )
    rows = (
        {
            "is_all": int(each.is_all),
            "county": words("notice.all")
            if each.is_all
            else center_name(each.county_center or 0, picture),
            "answered": each.answered,
            "asked": each.asked,
            **{f"n{place}": n for place, n in enumerate(each.totals, 1)},
        }
        for each in picture.answered.rows(SUMS, NoticeSum)
    )
    title = words("notice.sums_of", n=one.answered_count, all=one.addressees)
    return table(BY_COUNTY, columns, rows, of_items=True, title=title)


def _addressees(
    found: tuple[NoticeGot, ...], one: NoticeTold, picture: Picture
) -> Table:
    words = picture.words
    signed = (Column(key="signed_at", form="moment", name=words("notice.signed_at")),)
    answered = (
        Column(key="answered_at", form="moment", name=words("notice.answered_at")),
        *(
            Column(key=f"n{place}", form="count", name=asked["name"])
            for place, asked in enumerate(one.numbers, 1)
        ),
        *(
            (Column(key="answer", name=words("notice.answer")),)
            if reads_titles(picture.seat)
            else ()
        ),
    )
    columns = (
        Column(key="level_state", form="code"),
        Column(key="is_late", form="flag"),
        Column(key="center", name=words("notice.addressee")),
        Column(key="county", name=words("notice.county")),
        Column(key="state", name=words("notice.state")),
        Column(key="read_at", form="moment", name=words("notice.read_at")),
        *(signed if one.asks != "read" else ()),
        *(answered if one.asks == "answer" else ()),
    )
    rows = (_row(each, picture) for each in found)
    title = words("notice.by_center")
    return table(BY_CENTER, columns, rows, of_items=True, title=title)


def _row(each: NoticeGot, picture: Picture) -> dict[str, Any]:
    told = each.answer_numbers or []
    is_late = each.is_owed and each.is_late
    waits = "bad" if is_late else "" if each.is_owed else "good"
    return {
        "level_state": "warn" if each.is_late and not each.is_owed else waits,
        "is_late": int(is_late),
        "center": whom(each.center_code, each.agency_code, picture),
        "county": center_name(each.county_center, picture),
        "state": standing(each, picture.words),
        "read_at": epoch_ms(each.read_at),
        "signed_at": epoch_ms(each.signed_at),
        "answered_at": epoch_ms(each.answered_at),
        "answer": each.answer or "",
        **{f"n{place}": _at(told, place) for place in range(1, 7)},
    }


def _at(told: list[int], place: int) -> int | None:
    return told[place - 1] if place <= len(told) else None
