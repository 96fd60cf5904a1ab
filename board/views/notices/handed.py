"""Notices that a shift leaves open, on its hand-over sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.notice_rows import NoticeHanded
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.duty.handover import NOTICES, NOTICES_THEN, drawn_of, is_told
from board.views.handling.supervision import center_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.viewer.page import Picture

PART = "handover_notices"


def handed_notices(picture: Picture) -> Contents:
    """Table `handover_notices`: what the center owes, and what is owed to it; of a
    sheet as it was when it was drawn up, nothing where that is not known.
    """
    found = found_of(picture)
    if found is None or not is_told(picture):
        return Contents()
    words = picture.words
    columns = (
        Column(key="is_late", form="flag"),
        Column(key="number", name=words("warning.number_of")),
        Column(key="sort", name=words("notice.sort")),
        Column(key="title", name=words("notice.heading")),
        Column(key="from", name=words("notice.from")),
        Column(key="due_at", form="moment", name=words("notice.due_at")),
        Column(key="state", name=words("notice.state")),
    )
    total = found[0].total if found else 0
    rows = [_row(one, picture) for one in found]
    none = {"none": Notice(text=words("notice.none_handed"))}
    return Contents(
        title=words("notice.handed"),
        note=words("notice.handed_note"),
        notices=n_of_m(len(found), total, words) if found else none,
        tables=(table(PART, columns, rows, of_items=True),) if rows else (),
    )


def found_of(picture: Picture) -> Sequence[NoticeHanded] | None:
    """The open notices; None where it is not known how they were."""
    name = NOTICES_THEN if drawn_of(picture) else NOTICES
    answers = picture.answered
    return answers.rows(name, NoticeHanded) if name in answers.tables else None


def _row(one: NoticeHanded, picture: Picture) -> dict[str, Any]:
    words = picture.words
    if one.state:
        late = ".late" if one.is_late else ""
        state = words(f"notice_state.{one.state}{late}")
    else:
        left = one.overdue + one.waiting
        state = words("notice.handed_left", n=left, all=one.addressees)
    return {
        "is_late": int(one.is_late),
        "number": words("notice.number", year=one.year, n=one.number),
        "sort": words.known("notice_sort", one.sort),
        "title": one.title,
        "from": center_name(one.acting_center, picture),
        "due_at": epoch_ms(one.due_at),
        "state": state,
    }
