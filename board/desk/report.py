"""要情 reports and answers to them: what a person wrote becomes a desk entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from board.desk.duty import name_of
from board.desk.entries import said_by
from board.desk.said import Unfit
from board.look import clock
from streams.entries.letters import ReportAnswered, Reported
from streams.privacy.masking import mask_line, mask_text

if TYPE_CHECKING:
    from datetime import datetime

    from board.viewer.seat import Seat

LONGEST_TEXT, LONGEST_SENT = 600, 1000
LONGEST_LINE, LONGEST_LINE_SENT = 120, 200
"""Letters in a form; a text may be longer once it is masked."""


class Subject(Struct, frozen=True, kw_only=True):
    """What a report is about, as it was on the screen: the item, to which center, which
    report it supplements or passes on, whether its severity asks for a reason.
    """

    kind: str
    item_id: str
    division_code: int
    severity: str
    category: str
    to_center: int
    as_of: datetime
    needs_reason: bool = False
    supplements: str | None = None
    passes_on: str | None = None


class Draft(Struct, frozen=True, kw_only=True):
    """What is filled in: `token` names it, so that a second click is the same entry."""

    token: str
    person: str
    happened_at: datetime | None
    place: str
    what: str
    measures: str
    needed: str = ""
    reason: str = ""
    involved: int | None = None
    injured: int | None = None
    dead: int | None = None
    is_final: bool = False


class Answer(Struct, frozen=True):
    """What is filled in on an answer."""

    token: str
    person: str
    answer: Literal["signed", "sent_back"]
    text: str = ""


def report(draft: Draft, about: Subject, seat: Seat, *, is_synthetic: bool) -> Reported:
    """The entry of a report. Raises Unfit where it lacks what every report says."""
    now, reason = clock.now(), _line(draft.reason)
    if draft.happened_at is None or draft.happened_at > now:
        raise Unfit("report_time")
    if about.needs_reason and not reason:
        raise Unfit("report_reason")
    said = said_by(seat, f"report-{draft.token}", now, is_synthetic=is_synthetic)
    return Reported(
        **said,
        person=name_of(draft.person),
        to_center=f"{about.to_center:012d}",
        kind=about.kind,
        item_id=about.item_id,
        division_code=f"{about.division_code:012d}",
        severity=about.severity,
        category=about.category,
        final=draft.is_final,
        happened_at=draft.happened_at,
        place=_asked(_line(draft.place), "report_place"),
        what=_asked(_text(draft.what), "report_what"),
        involved=draft.involved,
        injured=draft.injured,
        dead=draft.dead,
        measures=_asked(_text(draft.measures), "report_measures"),
        needed=_text(draft.needed) or None,
        reason=reason or None,
        supplements=about.supplements,
        passes_on=about.passes_on,
        as_of=about.as_of,
    )


def answer_report(
    answer: Answer, report_id: str, sender: int, seat: Seat, *, is_synthetic: bool
) -> ReportAnswered:
    """The entry that signs for a report of a center, or sends it back. Raises Unfit for
    one that is sent back and does not say what is missing.
    """
    text, now = _text(answer.text), clock.now()
    if answer.answer == "sent_back" and not text:
        raise Unfit("report_missing")
    said = said_by(
        seat, f"report-answer-{answer.token}", now, is_synthetic=is_synthetic
    )
    return ReportAnswered(
        **said,
        report=report_id,
        to_center=f"{sender:012d}",
        person=name_of(answer.person),
        answer=answer.answer,
        text=text or None,
    )


def _asked(text: str, fault: str) -> str:
    if not text:
        raise Unfit(fault)
    return text


def _text(text: str) -> str:
    """As it is sent: masked like all that people write."""
    return mask_text(text.strip())[:LONGEST_SENT]


def _line(text: str) -> str:
    return mask_line(text.strip())[:LONGEST_LINE_SENT]
