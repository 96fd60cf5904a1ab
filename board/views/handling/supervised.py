"""The items under supervision and those on the ledger, what presses most first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from board.picture.filters import TITLES
from board.reads.supervision_rows import (
    EndedSupervision,
    LedgerItem,
    SupervisedItem,
)
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m
from board.views.handling.supervision import (
    DUE_TODAY,
    ENDED,
    LEDGER,
    OVERDUE,
    REPLIED,
    SUPERVISED,
    center_name,
    said,
    which_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from board.look.formats import Form
    from board.look.texts import Texts
    from board.viewer.page import Picture

Listed: TypeAlias = "SupervisedItem | EndedSupervision | LedgerItem"
LEVELS = {OVERDUE: "overdue", DUE_TODAY: "due_soon"}
"""How a row is marked by the state of its reply."""


def supervised(picture: Picture) -> Contents:
    """Table `page`: one row per supervised item, or per supervision that has ended;
    without titles for who reads none.
    """
    return (_ended_list if which_of(picture) == ENDED else _under_way)(picture)


def _under_way(picture: Picture) -> Contents:
    found = picture.answered.rows(SUPERVISED, SupervisedItem)
    columns = (
        *_codes(),
        _named("case_number", "column.case_number", picture),
        _named("supervision", "field.supervision", picture),
        _named("number", "field.supervision_number", picture),
        *_written("title", "column.title", picture),
        _named("owner", "column.owner", picture),
        _named("supervising", "supervised.supervising", picture),
        _named("reply_by_at", "field.supervision_reply_by", picture, "moment"),
        _named("reply", "supervised.reply", picture),
        _named("left", "supervised.left", picture, "duration"),
        _named("replied_at", "field.supervision_replied_at", picture, "moment"),
        _named("status", "column.status", picture),
    )
    rows = [_supervised(one, picture) for one in found]
    total = found[0].total if found else 0
    chosen = " · ".join(said(picture).values())
    return Contents(
        title=picture.words("supervised.list"),
        note=chosen or picture.words("supervised.note"),
        notices=n_of_m(len(rows), total, picture.words),
        tables=(table("page", columns, rows, of_items=True),),
    )


def _ended_list(picture: Picture) -> Contents:
    found = picture.answered.rows(SUPERVISED, EndedSupervision)
    columns = (
        *_codes(),
        Column(key="move", form="code"),
        _named("case_number", "column.case_number", picture),
        _named("supervision", "field.supervision", picture),
        _named("number", "field.supervision_number", picture),
        *_written("title", "column.title", picture),
        _named("owner", "column.owner", picture),
        _named("supervising", "supervised.supervising", picture),
        _named("supervised_at", "supervised.supervised_at", picture, "moment"),
        _named("reply_by_at", "field.supervision_reply_by", picture, "moment"),
        _named("replied_at", "field.supervision_replied_at", picture, "moment"),
        _named("ending", "supervised.ending", picture),
        _named("ended_at", "supervised.ended_at", picture, "moment"),
        _named("status", "column.status", picture),
    )
    rows = [_ended(one, picture) for one in found]
    return Contents(
        title=picture.words("supervised.ended_list"),
        note=" · ".join(said(picture).values()),
        notices=n_of_m(len(rows), found[0].total if found else 0, picture.words),
        tables=(table("page", columns, rows, of_items=True),),
    )


def _ended(one: EndedSupervision, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return _common(one, picture) | {
        "grade": one.supervision,
        "level": "",
        "move": one.begun_by,
        "supervision": words.known("supervision", one.supervision),
        "number": one.supervision_number or "",
        "supervising": center_name(one.supervising_center, picture),
        "supervised_at": epoch_ms(one.supervised_at),
        "reply_by_at": epoch_ms(one.supervision_reply_by),
        "replied_at": epoch_ms(one.supervision_replied_at),
        "ending": words.known("supervision_ending", one.ending),
        "ended_at": epoch_ms(one.ended_at),
        "status": words.known("status", one.status),
    }


def _supervised(one: SupervisedItem, picture: Picture) -> dict[str, Any]:
    words = picture.words
    return _common(one, picture) | {
        "grade": one.supervision,
        "level": LEVELS.get(one.reply_state, ""),
        "supervision": words.known("supervision", one.supervision),
        "number": one.supervision_number or "",
        "supervising": center_name(one.supervising_center or 0, picture),
        "reply_by_at": epoch_ms(one.supervision_reply_by),
        "reply": reply_text(one, words),
        "left": _left(one, picture.now),
        "replied_at": epoch_ms(one.supervision_replied_at),
        "status": words.known("status", one.status),
    }


def reply_text(one: SupervisedItem, words: Texts) -> str:
    """How it is with its reply."""
    came_late = one.reply_state == REPLIED and one.is_late
    return words("reply.late" if came_late else f"reply.{one.reply_state}")


def _left(one: SupervisedItem, now: datetime) -> float | None:
    """Seconds until its reply is due, or since then; nothing for what was replied."""
    if one.supervision_reply_by is None or one.supervision_replied_at is not None:
        return None
    return abs((one.supervision_reply_by - now).total_seconds())


def ledger(picture: Picture) -> Contents:
    """Table `page`: one row per item on the ledger, what is there longest first."""
    found = picture.answered.rows(LEDGER, LedgerItem)
    columns = (
        *_codes(),
        _named("case_number", "column.case_number", picture),
        _named("severity", "column.severity", picture),
        *_written("title", "column.title", picture),
        _named("owner", "column.owner", picture),
        _named("entered_at", "supervised.entered_at", picture, "moment"),
        _named("on_it", "supervised.on_it", picture, "duration"),
        *_written("reason", "supervised.reason", picture),
        _named("review", "supervised.review", picture),
        _named("review_at", "supervised.review_at", picture, "moment"),
        _named("close_due_at", "column.close_due_at", picture, "moment"),
    )
    rows = [_on_ledger(one, picture) for one in found]
    total = found[0].total if found else 0
    return Contents(
        title=picture.words("supervised.ledger"),
        note=picture.words("supervised.ledger_note"),
        notices=n_of_m(len(rows), total, picture.words),
        tables=(table("page", columns, rows, of_items=True),),
    )


def _on_ledger(one: LedgerItem, picture: Picture) -> dict[str, Any]:
    is_late = one.close_due_at is not None and one.close_due_at < picture.now
    since = one.entered_at
    return _common(one, picture) | {
        "grade": one.severity,
        "level": "overdue" if is_late else "",
        "severity": picture.words.known("severity_short", one.severity),
        "entered_at": epoch_ms(since),
        "on_it": (picture.now - since).total_seconds() if since else None,
        "reason": one.reason or "",
        "review": _review(one, picture),
        "review_at": epoch_ms(one.strike_off_asked_at),
        "close_due_at": epoch_ms(one.close_due_at),
    }


def _review(one: LedgerItem, picture: Picture) -> str:
    """Whether somebody asked to strike it off, and who for those who may read it."""
    who, words = one.strike_off_asked_by, picture.words
    if who is None:
        return words("supervised.review_none")
    if not picture.choices.get(TITLES):
        return words("supervised.review_asked")
    return words("supervised.review_asked_by", who=who)


def _common(one: Listed, picture: Picture) -> dict[str, Any]:
    words = picture.words
    lead = words.known("agency", one.lead_agency) if one.lead_agency else ""
    owner = center_name(one.owner_center, picture)
    return {
        "kind": one.kind,
        "id": one.item_id,
        "is_counted": 1,
        "case_number": one.case_number or "",
        "title": one.title or "",
        "owner": " · ".join(filter(None, (owner, lead))),
    }


def _codes() -> Iterator[Column]:
    for key in ("kind", "id", "grade", "level"):
        yield Column(key=key, form="code")
    yield Column(key="is_counted", form="flag")


def _named(key: str, text: str, picture: Picture, form: Form = "text") -> Column:
    return Column(key=key, form=form, name=picture.words.template(text))


def _written(key: str, text: str, picture: Picture) -> Iterator[Column]:
    """What somebody wrote, for those who may read it."""
    if picture.choices.get(TITLES):
        yield _named(key, text, picture)
