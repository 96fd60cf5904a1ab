"""Who comes to a consultation, and what became of what it decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.viewer.whose import reads_titles
from board.views.common.contents import Column, Contents, Figure, Notice, table
from board.views.common.figures import epoch_ms
from board.views.consultations.asking import (
    agenda_of,
    consultation_of,
    decided_of,
    invited_of,
)
from board.views.consultations.wording import item_query, unit_name, who_does
from board.views.handling.refusals import Speaker, refusal_of

if TYPE_CHECKING:
    from board.reads.consultation_rows import Decided, Invited
    from board.viewer.page import Picture
    from board.views.common.contents import Level

INVITED, DECISIONS = "consultation_invited", "consultation_decisions"
ATTENDED_LEVEL = {"yes": "good", "written": "", "no": "warn"}
STATES: dict[str, Level] = {"open": "", "untold": "bad", "done": "good"}


def invited(picture: Picture) -> Contents:
    """Figures of how many come, who has not answered in words, table
    `consultation_invited`: who has not answered first.
    """
    if consultation_of(picture) is None:
        return Contents()
    words, found = picture.words, invited_of(picture)
    columns = (
        Column(key="level_state", form="code"),
        Column(key="is_late", form="flag"),
        Column(key="unit", name=words("consultation.unit")),
        Column(key="state", name=words("consultation.answer")),
        Column(key="post", name=words("consultation.post")),
        *(
            (Column(key="said", name=words("consultation.said")),)
            if reads_titles(picture.seat)
            else ()
        ),
        Column(key="answered_at", form="moment", name=words("notice.answered_at")),
    )
    rows = (_invited_row(one, picture) for one in found)
    return Contents(
        title=words("consultation.invited_title"),
        note=words("consultation.invited_note"),
        figures=_attending(found, picture),
        notices=_unanswered(found, picture),
        tables=(table(INVITED, columns, rows, of_items=True),),
    )


def _attending(found: tuple[Invited, ...], picture: Picture) -> tuple[Figure, ...]:
    counted = {
        "invited": len(found),
        **{
            key: sum(one.attends == key for one in found)
            for key in ("yes", "written", "no")
        },
        "unanswered": sum(one.attends is None for one in found),
    }
    return tuple(
        Figure(
            n,
            "count",
            key=f"consultation.{key}",
            name=picture.words(f"consultation.counted.{key}"),
        )
        for key, n in counted.items()
    )


def _unanswered(found: tuple[Invited, ...], picture: Picture) -> dict[str, Notice]:
    """Who has not answered, by name; red once the time for it is over."""
    owing = [one for one in found if one.is_owed]
    if not owing:
        return {}
    names = [unit_name(one.center_code, one.agency_code, picture) for one in owing]
    values = {
        "n": Value(len(owing), "count"),
        "names": Value(picture.words.listed(names)),
    }
    is_late = any(one.is_late for one in owing)
    key = "consultation.missing_late" if is_late else "consultation.missing"
    level: Level = "bad" if is_late else "warn"
    text = picture.words.template(key)
    return {"missing": Notice(text=text, values=values, level=level)}


def _invited_row(one: Invited, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return {
        "level_state": ATTENDED_LEVEL.get(one.attends or "", ""),
        "is_late": int(one.is_owed and one.is_late),
        "unit": unit_name(one.center_code, one.agency_code, picture),
        "state": words(f"consultation_attends.{one.attends or 'none'}"),
        "post": one.post or "",
        "said": one.said or "",
        "answered_at": epoch_ms(one.answered_at),
    }


def decisions(picture: Picture) -> Contents:
    """Figures of how many decisions are open, done, overdue, without a task; table
    `consultation_decisions`, each as it stands.
    """
    one = consultation_of(picture)
    if one is None or one.minuted_at is None or not reads_titles(picture.seat):
        return Contents()
    words, found = picture.words, decided_of(picture)
    numbers = {
        (each.kind, each.item_id): each.case_number or "" for each in agenda_of(picture)
    }
    columns = (
        *(Column(key=key, form="code") for key in ("to_case_number", "level_state")),
        *(Column(key=key, form="flag") for key in ("is_late", "is_refused")),
        Column(key="no", form="count", name=words("notice.no")),
        Column(key="what", name=words("consultation.what")),
        Column(key="who", name=words("consultation.who")),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="due_at", form="moment", name=words("column.until")),
        Column(key="state", name=words("consultation.state")),
        Column(key="ended_at", form="moment", name=words("notice.done_at")),
        Column(key="said", name=words("notice.remark")),
    )
    rows = [_decided_row(each, numbers, picture) for each in found]
    none = {"none": Notice(text=words("consultation.none_decided"))}
    return Contents(
        title=words("consultation.decisions_title"),
        note=words("consultation.decisions_note"),
        figures=_standing(found, picture),
        notices=_unlocked(picture) if rows else none | _unlocked(picture),
        tables=(table(DECISIONS, columns, rows, of_items=True),) if rows else (),
    )


def _standing(found: tuple[Decided, ...], picture: Picture) -> tuple[Figure, ...]:
    counted: dict[str, tuple[int, Level]] = {
        "open": (sum(one.state == "open" for one in found), ""),
        "done": (sum(one.state == "done" for one in found), "good"),
        "late": (sum(one.is_late for one in found), "bad"),
        "untold": (sum(one.state == "untold" for one in found), "bad"),
    }
    return tuple(
        Figure(
            n,
            "count",
            key=f"consultation.decided.{key}",
            name=picture.words(f"consultation_decision.{key}"),
            level=level if n else "",
        )
        for key, (n, level) in counted.items()
    )


def _decided_row(
    one: Decided, numbers: dict[tuple[str, str], str], picture: Picture
) -> dict[str, Any]:
    words = picture.words
    task = words.known("task_state", one.task_state) if one.task_state else ""
    state = words(f"consultation_decision.{one.state}")
    level = STATES.get(one.state, "")
    return {
        "to_case_number": item_query(one.kind, one.item_id) if one.kind else "",
        "level_state": "bad" if one.is_late else level,
        "is_late": int(one.is_late),
        "is_refused": int(one.state == "untold"),
        "no": one.number,
        "what": one.what,
        "who": who_does(one, picture),
        "case_number": numbers.get((one.kind, one.item_id), ""),
        "due_at": epoch_ms(one.due_at),
        "state": f"{state} · {task}" if task else state,
        "ended_at": epoch_ms(one.ended_at),
        "said": one.said or _why(one, picture),
    }


def _why(one: Decided, picture: Picture) -> str:
    """Why an item has no joint task of it, as the hub said."""
    if one.state != "untold":
        return ""
    return refused(one.refusal, one.refusal_details, picture)


def refused(code: str | None, details: str | None, picture: Picture) -> str:
    """A refusal of the hub in words; '' for none."""
    found = refusal_of(code, details)
    if found is None:
        return ""
    geography = picture.snapshot.geography
    return Speaker(picture.words, geography, picture.now, {}).refusal(found)


def _unlocked(picture: Picture) -> dict[str, Notice]:
    """The items of which it could not be said that they were consulted on, and why."""
    words = picture.words
    is_untold = any(one.state == "untold" for one in decided_of(picture))
    hint = Notice(text=words("consultation.untold"), level="warn")
    return ({"untold": hint} if is_untold else {}) | {
        f"consult_{one.nth}": Notice(
            text=words.template("consultation.not_consulted"),
            values={
                "number": Value(one.case_number or ""),
                "why": Value(refused(one.refusal, one.refusal_details, picture)),
            },
            level="bad",
        )
        for one in agenda_of(picture)
        if one.refused and not one.is_consulted
    }
