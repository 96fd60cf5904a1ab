"""The entries themselves, page by page: no titles, for an auditor reads none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads.audit_rows import Audited
from board.views.audit import who
from board.views.audit.asking import LIST, chosen
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms
from board.views.common.more import n_of_m, pages

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.viewer.page import Picture
    from board.views.common.contents import Table


def listing(picture: Picture) -> Contents:
    """Table `page`: one page of them, newest first."""
    words, choice = picture.words, chosen(picture)
    found = picture.answered.rows(LIST, Audited)
    place, total = (found[0].place, found[0].total) if found else (0, 0)
    return Contents(
        title=words("audit.list"),
        notices=n_of_m(len(found), total, words),
        figures=pages(place, total, choice.row_limit, words),
        tables=(_table(found, picture),),
    )


def _table(found: tuple[Audited, ...], picture: Picture) -> Table:
    words = picture.words
    columns = (
        *(Column(key=key, form="code") for key in ("kind", "id", "grade", "level")),
        Column(key="is_counted", form="flag"),
        Column(key="at", form="moment", name=words("column.time")),
        *who.columns(words),
        Column(key="what", name=words("audit.what")),
        Column(key="stream", name=words("choose.kind")),
        Column(key="case_number", name=words("column.case_number")),
        Column(key="reason", name=words("fact.reason")),
        Column(key="page", name=words("column.page")),
        Column(key="division", name=words("column.division")),
    )
    return table("page", columns, (_row(one, picture) for one in found), of_items=True)


def _row(one: Audited, picture: Picture) -> dict[str, Any]:
    words, geography = picture.words, picture.snapshot.geography
    return {
        "kind": one.kind or "",
        "id": one.item_id or "",
        "grade": "",
        "level": "",
        "is_counted": 1,
        "at": epoch_ms(one.record_at),
        **who.cells(one, words, geography),
        "what": who.what_of(one.what, words),
        "stream": words.known("kind", one.kind) if one.kind else None,
        "case_number": one.case_number,
        "reason": _reason(one, words),
        "page": _where(one, words),
        "division": geography.place(one.division_code) if one.division_code else None,
    }


def _reason(one: Audited, words: Texts) -> str | None:
    """What for it was looked at, how much it stands for, or whom it met."""
    if one.requests:
        return words("audit.requests", n=one.requests, rows=one.row_count or 0)
    if one.tries:
        return words("audit.tries", n=one.tries)
    how = words(f"audit.how.{one.how}") if one.how else None
    whose = words("audit.whose", name=one.whose) if one.whose else None
    told = [text for text in (how, whose) if text]
    return words.listed(told) if told else one.reason


def _where(one: Audited, words: Texts) -> str | None:
    """The page, or what of the interface for other systems."""
    if one.resource:
        return words.known("audit.resource", one.resource)
    return words.known("nav", one.page) if one.page else None
