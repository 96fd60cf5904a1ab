"""What was done about a notice, also what does not count, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value, written
from board.reads.notice_rows import NoticeStep
from board.viewer.whose import reads_titles
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.notices.asking import STEPS as ASKED
from board.views.notices.asking import notice_of
from board.views.notices.wording import counted, whom

if TYPE_CHECKING:
    from board.reads.notice_rows import NoticeTold
    from board.viewer.page import Picture

STEPS = "notice_steps"


def steps(picture: Picture) -> Contents:
    """Table `notice_steps`, the newest first; nothing before anybody did something."""
    one = notice_of(picture)
    if one is None:
        return Contents()
    found = picture.answered.rows(ASKED, NoticeStep)
    words = picture.words
    if not found:
        return Contents()
    columns = (
        Column(key="is_refused", form="flag"),
        Column(key="at", form="moment", name=words("column.time")),
        Column(key="who", name=words("notice.who")),
        Column(key="what", name=words("audit.what")),
        Column(key="said", name=words("notice.said")),
        Column(key="remark", name=words("notice.remark")),
    )
    rows = (_row(each, one, picture) for each in found)
    return Contents(
        title=words("notice.steps"),
        notices=n_of_m(len(found), found[0].total, words),
        tables=(table(STEPS, columns, rows, of_items=True),),
    )


def _row(each: NoticeStep, one: NoticeTold, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "is_refused": int(each.refusal is not None),
        "at": epoch_ms(each.record_at),
        "who": whom(each.acting_center, each.agency, picture),
        "what": words.known("audit.what", each.entry),
        "said": _said(each, one, picture),
        "remark": words.known("notice_refusal", each.refusal) if each.refusal else "",
    }


def _said(each: NoticeStep, one: NoticeTold, picture: Picture) -> str:
    words, now = picture.words, picture.now
    due = Value(epoch_ms(each.due_at), "moment")
    parts = (
        words("notice.until", at=written(due, words, now)) if each.due_at else "",
        words.listed(counted(one, each.told, words)),
        (each.text or "") if reads_titles(picture.seat) else "",
    )
    return "　".join(filter(None, parts))
