"""Steps that were done and taken back, in the timeline of their item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value, written
from board.reads.step_rows import StepSaid
from board.views.common.figures import epoch_ms
from board.views.steps.wording import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.reads.step_rows import ListedStep
    from board.views.items.page import Sheet

SAID = "item_steps"


def by_of(one: ListedStep | StepSaid, sheet: Sheet) -> str:
    """Who did a step: the center, the agency there, and the person as he is known."""
    unit = sheet.unit(one.acting_center, one.agency)
    return " · ".join(filter(None, (unit, one.person or one.actor)))


def steps_said(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """What each entry says, for the timeline; nothing where nothing was asked."""
    if SAID in sheet.answers.tables:
        for one in sheet.answers.rows(SAID, StepSaid):
            yield _said(one, sheet)


def _said(one: StepSaid, sheet: Sheet) -> dict[str, Any]:
    words = sheet.words
    then = (one.edition or "", one.text or "") if one.edition else None
    text = text_of(one.checklist, one.step, words, then=then)
    note = " · ".join(filter(None, (text, sheet.text(one.note))))
    return {
        "key": one.entry_id,
        "is_refused": int(one.refusal is not None),
        "order": (one.record_at, 3, one.epoch, one.offset_no),
        "at": epoch_ms(one.record_at),
        "what": words(f"steps.timeline.{one.entry}", n=one.step),
        "verdict": refused(one, sheet) or None,
        "who": by_of(one, sheet),
        "note": note,
    }


def refused(one: StepSaid, sheet: Sheet) -> str:
    """Why an entry does not count, and who was first; '' for one that does."""
    words = sheet.words
    if one.refusal is None:
        return ""
    if one.refusal != "already":
        return words(f"steps.refusal.{one.refusal}")
    unit = sheet.unit(one.first_center, one.first_agency)
    who = " · ".join(filter(None, (unit, one.first_person or one.first_actor)))
    at = written(Value(epoch_ms(one.first_at), "moment"), words, sheet.now)
    return words("steps.refusal.already", who=who, at=at)
