"""会商 and what is done about them: what a person wrote becomes a desk entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from board.desk.duty import name_of
from board.desk.entries import said_by
from board.desk.said import Unfit
from board.look import clock
from streams.entries.consultations import (
    MOST_ITEMS,
    MOST_POINTS,
    ConsultationAnswered,
    ConsultationCancelled,
    ConsultationChanged,
    ConsultationMinuted,
    Consulted,
    Decision,
    DecisionDone,
    OnAgenda,
    Unit,
)
from streams.privacy.masking import mask_line, mask_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Any

    from board.viewer.seat import Seat

LONGEST_LINE, LONGEST_POST, LONGEST_TEXT = 60, 20, 600
LONGEST_POINTS = 600
LONGEST_SENT, LONGEST_POST_SENT, LONGEST_TEXT_SENT = 200, 40, 1200
"""Letters in a form; a text may be longer once it is masked."""
Attends: TypeAlias = Literal["yes", "written", "no"]
ATTENDS: tuple[Attends, ...] = ("yes", "written", "no")


class Call(Struct, frozen=True, kw_only=True):
    """What is filled in: `token` names it, so that a second click is the same entry;
    `points` is a line for each.
    """

    token: str
    person: str
    sort: str
    title: str
    place: str
    chair: str
    starts_at: datetime | None
    answer_by: datetime | None
    items: tuple[OnAgenda, ...] = ()
    points: str = ""
    centers: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()


class Decides(Struct, frozen=True, kw_only=True):
    """A decision as it is filled in; one that says nothing is none."""

    unit: tuple[int, str]
    what: str
    due_at: datetime | None
    item: OnAgenda | None = None


def consult(one: Call, seat: Seat, *, is_synthetic: bool) -> Consulted:
    """The entry of a call. Raises Unfit for what the hub would not count."""
    points = tuple(filter(None, (_line(said) for said in one.points.splitlines())))
    items = tuple(dict.fromkeys(one.items))
    starts_at, answer_by = _checked(one, items, points)
    said = said_by(
        seat, f"consultation-{one.token}", clock.now(), is_synthetic=is_synthetic
    )
    return Consulted(
        **said,
        person=name_of(one.person),
        sort=one.sort,
        title=_asked(_line(one.title), "consultation_title"),
        place=_asked(_line(one.place), "consultation_place"),
        chair=_asked(_post(one.chair), "consultation_chair"),
        starts_at=starts_at,
        answer_by=answer_by,
        items=items,
        points=points,
        to_centers=tuple(f"{code:012d}" for code in one.centers),
        to_agencies=one.agencies,
    )


def _checked(
    one: Call, items: tuple[OnAgenda, ...], points: tuple[str, ...]
) -> tuple[datetime, datetime]:
    """When it begins, and by when it is answered."""
    if not (one.centers or one.agencies):
        raise Unfit("consultation_nobody")
    if not (items or points):
        raise Unfit("consultation_agenda")
    if len(items) > MOST_ITEMS or len(points) > MOST_POINTS:
        raise Unfit("consultation_many", items=MOST_ITEMS, points=MOST_POINTS)
    if one.starts_at is None or one.starts_at <= clock.now():
        raise Unfit("consultation_time")
    if one.answer_by is None or one.answer_by > one.starts_at:
        raise Unfit("consultation_answer_by")
    return one.starts_at, one.answer_by


def change(
    token: str,
    of: str,
    to: tuple[datetime | None, str, str],
    seat: Seat,
    *,
    is_synthetic: bool,
) -> ConsultationChanged:
    """That it is at another time or place, and why. Raises Unfit."""
    starts_at, place, reason = to
    if starts_at is None or starts_at <= clock.now():
        raise Unfit("consultation_time")
    return ConsultationChanged(
        **_about(f"consultation-change-{token}", of, seat, is_synthetic=is_synthetic),
        starts_at=starts_at,
        place=_asked(_line(place), "consultation_place"),
        reason=_asked(_line(reason), "consultation_reason"),
    )


def cancel(
    token: str, of: str, reason: str, seat: Seat, *, is_synthetic: bool
) -> ConsultationCancelled:
    """That it is called off, and why. Raises Unfit without a reason."""
    return ConsultationCancelled(
        **_about(f"consultation-cancel-{token}", of, seat, is_synthetic=is_synthetic),
        reason=_asked(_line(reason), "consultation_reason"),
    )


def answer(
    token: str,
    of: str,
    said: tuple[Attends, str, str],
    seat: Seat,
    *,
    is_synthetic: bool,
) -> ConsultationAnswered:
    """Who comes, or what is said instead. Raises Unfit for what is left out."""
    attends, post, text = said
    if attends == "yes":
        _asked(_post(post), "consultation_post")
    else:
        _asked(_text(text), f"consultation_{attends}")
    return ConsultationAnswered(
        **_about(f"consultation-answer-{token}", of, seat, is_synthetic=is_synthetic),
        agency=seat.agency_code or None,
        attends=attends,
        post=(_post(post) or None) if attends == "yes" else None,
        text=_text(text) or None,
    )


def minute(
    token: str,
    of: str,
    said: tuple[str, Iterable[tuple[int, str]], Iterable[str], Iterable[Decides]],
    seat: Seat,
    *,
    is_synthetic: bool,
) -> ConsultationMinuted:
    """The minutes: who wrote them, who came, the conclusions, what was decided. Raises
    Unfit for a conclusion that is left out, and for a time that is over.
    """
    person, attended, conclusions, decisions = said
    written = tuple(_text(one) for one in conclusions)
    if not all(written):
        raise Unfit("consultation_conclusion")
    return ConsultationMinuted(
        **_about(f"consultation-minutes-{token}", of, seat, is_synthetic=is_synthetic),
        person=name_of(person),
        attended=tuple(unit(*one) for one in attended),
        conclusions=written,
        decisions=tuple(_decision(one) for one in decisions if one.what.strip()),
    )


def done(
    token: str,
    of: str,
    said: tuple[int, str],
    seat: Seat,
    *,
    is_synthetic: bool,
) -> DecisionDone:
    """That a decision was done, by its number. Raises Unfit without a word of it."""
    number, text = said
    return DecisionDone(
        **_about(f"consultation-done-{token}", of, seat, is_synthetic=is_synthetic),
        agency=seat.agency_code or None,
        number=number,
        text=_asked(_text(text), "consultation_done"),
    )


def unit(center: int, agency: str) -> Unit:
    return Unit(center=f"{center:012d}", agency=agency or None)


def _decision(one: Decides) -> Decision:
    if one.due_at is None or one.due_at <= clock.now():
        raise Unfit("consultation_due")
    return Decision(
        unit=unit(*one.unit), what=_line(one.what), due_at=one.due_at, item=one.item
    )


def _about(entry_id: str, of: str, seat: Seat, *, is_synthetic: bool) -> dict[str, Any]:
    said = said_by(seat, entry_id, clock.now(), is_synthetic=is_synthetic)
    return said | {"consultation": of}


def _asked(text: str, fault: str) -> str:
    if not text:
        raise Unfit(fault)
    return text


def _line(text: str) -> str:
    """As it is sent: masked like all that people write."""
    return mask_line(text.strip())[:LONGEST_SENT]


def _post(text: str) -> str:
    return mask_line(text.strip())[:LONGEST_POST_SENT]


def _text(text: str) -> str:
    return mask_text(text.strip())[:LONGEST_TEXT_SENT]
