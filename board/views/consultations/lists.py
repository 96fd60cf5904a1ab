"""会商 as a list: what a seat has to do with; what of its own does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.consultation_rows import ConsultationListed, ConsultationRefused
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.consultations.asking import LISTED, REFUSED, SORTS, is_told, number_of
from board.views.handling.supervision import center_name

if TYPE_CHECKING:
    from board.viewer.page import Picture
    from board.views.common.contents import Level

LIST, REFUSED_LIST = "consultations", "consultations_refused"
LEVELS = {"coming": "", "to_minute": "warn", "minuted": "good", "cancelled": ""}


def consultations(picture: Picture) -> Contents:
    """Table `consultations`: what is to come first."""
    words = picture.words
    if not is_told(picture):
        withheld = {"withheld": Notice(text=words("notice.withheld"))}
        return Contents(title=words("consultation.title"), notices=withheld)
    found = picture.answered.rows(LISTED, ConsultationListed)
    none = {"none": Notice(text=words("consultation.none"))}
    more = n_of_m(len(found), found[0].total, words) if found else none
    rows = [_row(one, picture) for one in found]
    return Contents(
        title=words("consultation.listed"),
        note=words("consultation.listed_note"),
        figures=_figures(found, picture),
        notices=more,
        tables=(table(LIST, _columns(picture), rows, of_items=True),) if rows else (),
    )


def _figures(
    found: tuple[ConsultationListed, ...], picture: Picture
) -> tuple[Figure, ...]:
    own = picture.seat.center_code
    to_answer = sum(one.is_owed for one in found)
    to_minute = sum(
        one.state == "to_minute" and one.acting_center == own for one in found
    )
    overdue = sum(one.overdue for one in found)
    counted: dict[str, tuple[int, Level]] = {
        "coming": (sum(one.state == "coming" for one in found), ""),
        "to_answer": (to_answer, "warn" if to_answer else ""),
        "to_minute": (to_minute, "warn" if to_minute else ""),
        "overdue": (overdue, "bad" if overdue else ""),
    }
    return tuple(
        Figure(
            n,
            "count",
            key=f"consultations.{key}",
            name=picture.words(f"consultation.figure.{key}"),
            level=level,
        )
        for key, (n, level) in counted.items()
    )


def _columns(picture: Picture) -> tuple[Column, ...]:
    words = picture.words
    said = ("title", "sort", "state", "own", "from")
    counted = ("items", "invited", "coming", "unanswered", "decisions", "overdue")
    return (
        *(Column(key=key, form="code") for key in ("key", "level_state")),
        *(Column(key=key, form="flag") for key in ("is_late", "is_refused")),
        *(Column(key=key, name=words(f"consultation.{key}")) for key in said),
        Column(key="starts_at", form="moment", name=words("consultation.starts_at")),
        Column(key="place", name=words("consultation.place")),
        *(
            Column(key=key, form="count", name=words(f"consultation.count.{key}"))
            for key in counted
        ),
        Column(key="number", name=words("warning.number_of")),
    )


def _row(one: ConsultationListed, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "key": one.entry_id,
        "level_state": LEVELS[one.state],
        "is_late": int(one.overdue > 0),
        "is_refused": 0,
        "title": one.title,
        "sort": words.known(SORTS, one.sort),
        "state": words(f"consultation_state.{one.state}"),
        "own": _own(one, picture),
        "from": center_name(one.acting_center, picture),
        "starts_at": epoch_ms(one.starts_at),
        "place": one.place,
        "items": len(one.items_said),
        "invited": one.invited,
        "coming": one.coming,
        "unanswered": one.unanswered,
        "decisions": one.decisions,
        "overdue": one.overdue,
        "number": number_of(one, words),
    }


def _own(one: ConsultationListed, picture: Picture) -> str:
    """What the seat is in it: who called it, what it answered."""
    words = picture.words
    if one.own_answer:
        return words(f"consultation_attends.{one.own_answer}")
    if one.is_mine:
        return words("consultation.own.owed" if one.is_owed else "consultation.own.no")
    is_ours = one.acting_center == picture.seat.center_code
    return words("consultation.own.called" if is_ours else "consultation.own.below")


def refused(picture: Picture) -> Contents:
    """Table `consultations_refused`: of the center, that count for nobody, and why."""
    answers, words = picture.answered, picture.words
    if REFUSED not in answers.tables or not is_told(picture):
        return Contents()
    found = answers.rows(REFUSED, ConsultationRefused)
    columns = (
        Column(key="is_refused", form="flag"),
        Column(key="title", name=words("consultation.title")),
        Column(key="reason", name=words("notice.refused_for")),
        Column(key="sent_at", form="moment", name=words("notice.sent_at")),
    )
    rows = [
        {
            "is_refused": 1,
            "title": one.title,
            "reason": words.known("consultation_refusal", one.refusal),
            "sent_at": epoch_ms(one.record_at),
        }
        for one in found
    ]
    if not rows:
        return Contents()
    return Contents(
        title=words("consultation.refused"),
        note=words("notice.refused_note"),
        tables=(table(REFUSED_LIST, columns, rows, of_items=True),),
    )
