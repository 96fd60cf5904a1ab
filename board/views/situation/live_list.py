"""The live list, newest first; on the wall no free text, places to the town."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.reads import rows
from board.views.common.contents import Column, Table, table
from board.views.common.figures import epoch_ms
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.look.texts import Texts
    from board.picture.geography import Geography

SHOWN = 60


def items(
    found: Iterable[rows.Item],
    *,
    geography: Geography,
    words: Texts,
    with_titles: bool = False,
) -> Table:
    """The newest lines, at most `SHOWN`; `title` is empty where staff may not read."""
    chosen = list(found)[:SHOWN]
    return table(
        "items",
        _columns(words),
        (_row(one, geography, words, with_titles=with_titles) for one in chosen),
    )


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        Column(key="id", form="code", name=words("column.item")),
        Column(key="kind", form="code"),
        Column(key="division", form="code"),
        Column(key="severity", form="code"),
        Column(key="at", form="time", name=words("column.time")),
        Column(key="severity_name", name=words("column.severity")),
        Column(key="kind_name", name=words("column.kind")),
        Column(key="category", name=words("column.category")),
        Column(key="place", name=words("column.division")),
        Column(key="status", name=words("column.status")),
        Column(key="title", name=words("column.title")),
    )


def within(
    items: Iterable[rows.Item], scope: int, geography: Geography
) -> list[rows.Item]:
    return [one for one in items if geography.contains(scope, one.division_code)]


def opening_status(kind: str) -> str:
    """What an item stands at before anybody moved it: cases open registered."""
    opens_as = {stream.kind: stream.opens_as for stream in STREAMS}.get(kind, "case")
    return "registered" if opens_as == "case" else "raised"


def listed(found: Iterable[rows.Listed]) -> tuple[rows.Item, ...]:
    """Items of a range as lines of the list; they came before every batch we saw."""
    return tuple(
        rows.Item(
            batch_no=0,
            kind=one.kind,
            item_id=one.item_id,
            case_number=one.case_number,
            division_code=one.division_code,
            category=one.category,
            severity=one.severity,
            status=one.status,
            title=one.title,
            record_at=one.received_at,
        )
        for one in found
    )


def _legible(title: str) -> str:
    """Empty where nothing of it can be seen; the category then stands in."""
    return title if any(map(_is_seen, title)) else ""


def _is_seen(letter: str) -> bool:
    return letter.isprintable() and not letter.isspace()


def _row(
    item: rows.Item, geography: Geography, words: Texts, *, with_titles: bool
) -> dict[str, Any]:
    down_to = "village" if with_titles else "town"
    return {
        "id": item.item_id,
        "kind": item.kind,
        "division": str(item.division_code),
        "severity": item.severity,
        "at": epoch_ms(item.record_at),
        "severity_name": words.known("severity_short", item.severity),
        "kind_name": words.short_kind(item.kind),
        "category": words.category(item.kind, item.category),
        "place": geography.place(item.division_code, down_to=down_to),
        "status": words.known("status", item.status or opening_status(item.kind)),
        "title": _legible(item.title) if with_titles else "",
    }
