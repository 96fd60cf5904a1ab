"""通知 as lists: what a seat got, what its center sent, what those below sent; and what
of it does not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.notice_rows import NoticeGot, NoticeRefused, NoticeSent
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.handling.supervision import center_name
from board.views.notices.asking import (
    BOXES,
    GOT,
    REFUSED,
    SENT,
    box_of,
    is_told,
    number_of,
)
from board.views.notices.wording import asked_for, standing

if TYPE_CHECKING:
    from board.reads import notice_rows
    from board.viewer.page import Picture
    from board.views.common.contents import Level

LIST, REFUSED_LIST = "notices", "notices_refused"


def notices(picture: Picture) -> Contents:
    """Table `notices`: of what was got what is still owed comes first."""
    words, box = picture.words, box_of(picture)
    if not is_told(picture):
        withheld = {"withheld": Notice(text=words("notice.withheld"))}
        return Contents(title=words("notice.title"), notices=withheld)
    return _got(picture) if box == BOXES[0] else _sent(picture)


def _got(picture: Picture) -> Contents:
    found = picture.answered.rows(GOT, NoticeGot)
    owed = [one for one in found if one.is_owed]
    late = sum(one.is_late for one in owed)
    figures: dict[str, tuple[int, Level]] = {
        "owed": (len(owed), "warn" if owed else ""),
        "late": (late, "bad" if late else ""),
        "done": (sum(one.state == "done" for one in found), ""),
    }
    more = (
        Column(key="from", name=picture.words("notice.from")),
        Column(key="asks", name=picture.words("notice.asks")),
        Column(key="due_at", form="moment", name=picture.words("notice.due_at")),
        Column(key="done_at", form="moment", name=picture.words("notice.done_at")),
    )
    rows = [_got_row(one, picture) for one in found]
    return _list("got", figures, more, rows, found[0].total if found else 0, picture)


def _got_row(one: NoticeGot, picture: Picture) -> dict[str, Any]:
    return _row(one, picture) | {
        "is_late": int(one.is_owed and one.is_late),
        "is_refused": 0,
        "level_state": _level(one),
        "from": center_name(one.acting_center, picture),
        "asks": asked_for(one, picture.words),
        "due_at": epoch_ms(one.due_at),
        "done_at": epoch_ms(one.done_at),
        "state": standing(one, picture.words),
    }


def _level(one: NoticeGot) -> str:
    if one.state == "withdrawn":
        return ""
    if one.is_late:
        return "bad" if one.is_owed else "warn"
    return "warn" if one.is_owed else "good"


def _sent(picture: Picture) -> Contents:
    words, box = picture.words, box_of(picture)
    found = picture.answered.rows(SENT, NoticeSent)
    going = [one for one in found if one.withdrawn_at is None]
    overdue = sum(one.overdue for one in going)
    figures: dict[str, tuple[int, Level]] = {
        "going": (sum(one.overdue + one.waiting > 0 for one in going), ""),
        "overdue": (overdue, "bad" if overdue else ""),
        "waiting": (sum(one.waiting for one in going), ""),
    }
    more = (
        *((Column(key="from", name=words("notice.from")),) if box == "below" else ()),
        Column(key="addressees", form="count", name=words("notice.addressees")),
        *(
            Column(key=key, form="count", name=words(f"notice.count.{key}"))
            for key in ("read_count", "signed_count", "answered_count", "overdue")
        ),
        Column(key="due_at", form="moment", name=words("notice.due_at")),
    )
    rows = [_sent_row(one, picture) for one in found]
    return _list(box, figures, more, rows, found[0].total if found else 0, picture)


def _sent_row(one: NoticeSent, picture: Picture) -> dict[str, Any]:
    left = one.overdue + one.waiting
    is_gone = one.withdrawn_at is not None
    state = "withdrawn" if is_gone else "going" if left else "finished"
    level = "bad" if one.overdue else "good" if state == "finished" else ""
    return _row(one, picture) | {
        "is_late": int(one.overdue > 0),
        "is_refused": 0,
        "level_state": level,
        "from": center_name(one.acting_center, picture),
        "addressees": one.addressees,
        "read_count": one.read_count,
        "signed_count": None if one.asks == "read" else one.signed_count,
        "answered_count": one.answered_count if one.asks == "answer" else None,
        "overdue": one.overdue,
        "due_at": epoch_ms(one.due_at),
        "state": picture.words(f"notice_course.{state}", n=left),
    }


def _row(one: notice_rows.Notice, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "key": one.entry_id,
        "title": one.title,
        "sort": words.known("notice_sort", one.sort),
        "level_sort": "bad" if one.sort == "urgent" else "",
        "number": number_of(one, words),
        "sent_at": epoch_ms(one.record_at),
    }


def _list(
    box: str,
    figures: dict[str, tuple[int, Level]],
    more: tuple[Column, ...],
    rows: list[dict[str, Any]],
    total: int,
    picture: Picture,
) -> Contents:
    words = picture.words
    columns = (
        *(Column(key=key, form="code") for key in ("key", "level_sort", "level_state")),
        *(Column(key=key, form="flag") for key in ("is_late", "is_refused")),
        Column(key="title", name=words("notice.heading")),
        Column(key="sort", name=words("notice.sort")),
        Column(key="state", name=words("notice.state")),
        *more,
        Column(key="number", name=words("warning.number_of")),
        Column(key="sent_at", form="moment", name=words("notice.sent_at")),
    )
    none = {"none": Notice(text=words(f"notice.none.{box}"))}
    return Contents(
        title=words(f"notice_box.{box}"),
        note=words(f"notice.note.{box}"),
        figures=tuple(
            Figure(
                n,
                "count",
                key=f"notices.{key}",
                name=words(f"notice.figure.{key}"),
                level=level,
            )
            for key, (n, level) in figures.items()
        ),
        notices=n_of_m(len(rows), total, words) if rows else none,
        tables=(table(LIST, columns, rows, of_items=True),) if rows else (),
    )


def refused(picture: Picture) -> Contents:
    """Table `notices_refused`: notices of the center that count for nobody, and why."""
    answers, words = picture.answered, picture.words
    if REFUSED not in answers.tables or not is_told(picture):
        return Contents()
    found = answers.rows(REFUSED, NoticeRefused)
    columns = (
        Column(key="is_refused", form="flag"),
        Column(key="title", name=words("notice.heading")),
        Column(key="reason", name=words("notice.refused_for")),
        Column(key="sent_at", form="moment", name=words("notice.sent_at")),
    )
    rows = (
        {
            "is_refused": 1,
            "title": one.title,
            "reason": _why(one, picture),
            "sent_at": epoch_ms(one.record_at),
        }
        for one in found
    )
    if not found:
        return Contents()
    return Contents(
        title=words("notice.refused"),
        note=words("notice.refused_note"),
        tables=(table(REFUSED_LIST, columns, rows, of_items=True),),
    )


def _why(one: NoticeRefused, picture: Picture) -> str:
    words = picture.words
    why = words.known("notice_refusal", one.refusal)
    names = [
        *(center_name(code, picture) for code in one.strangers or ()),
        *(words.known("agency", code) for code in one.unseated or ()),
    ]
    return words("notice.whose", why=why, names=words.listed(names)) if names else why
