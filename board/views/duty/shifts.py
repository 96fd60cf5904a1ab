"""Planned shifts of today and tonight: who came, who came late, who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.rows_duty import DutyLimits, PlannedShift
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import more
from board.views.duty.asking import LIMITS, SHIFTS, place_of

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.viewer.page import Picture

ABSENT, LATE = "absent", "late"


def shifts(picture: Picture) -> Contents:
    """Table `shifts`: those that begin or last today, what is wrong first."""
    words, answers = picture.words, picture.answered
    found = answers.rows(SHIFTS, PlannedShift)
    total = found[0].total if found else 0
    (limits,) = answers.rows(LIMITS, DutyLimits)
    unplanned = Notice(text=words("duty.unplanned"))
    return Contents(
        title=words("duty.shifts"),
        note=words("duty.shifts_note", minutes=limits.grace_minutes),
        notices=more(total - len(found), words)
        | ({} if found else {"none": unplanned}),
        tables=(
            table(
                "shifts",
                _columns(words),
                (_row(one, picture) for one in found),
                of_items=True,
            ),
        ),
    )


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        Column(key="code", form="code"),
        Column(key="state", form="code"),
        Column(key="is_late", form="flag"),
        Column(key="is_refused", form="flag"),
        Column(key="state_name", name=words("duty.state")),
        Column(key="center", name=words("duty.center")),
        Column(key="unit", name=words("duty.unit")),
        Column(key="person", name=words("duty.who")),
        Column(key="function", name=words("duty.function")),
        Column(key="from", form="moment", name=words("duty.from")),
        Column(key="until", form="moment", name=words("duty.until")),
        Column(key="signed_at", form="moment", name=words("duty.signed_at")),
        Column(key="remark", name=words("duty.remark")),
    )


def _row(one: PlannedShift, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return place_of(one, picture) | {
        "state": one.state,
        "is_late": int(one.state == LATE),
        "is_refused": int(one.state == ABSENT),
        "state_name": words(f"shift.{one.state}"),
        "from": epoch_ms(one.from_at),
        "until": epoch_ms(one.until_at),
        "signed_at": epoch_ms(one.signed_at),
        "remark": words("duty.afterwards") if one.is_afterwards else "",
    }
