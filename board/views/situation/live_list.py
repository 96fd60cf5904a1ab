"""The live list, newest first; on the wall no free text, places to the town."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import clock_text
from board.look.theme import SEVERITY_SHAPES
from board.reads import rows
from board.views.common.figures import epoch_ms
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.look.texts import Texts
    from board.picture.geography import Geography

SHOWN = 60


class FeedRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the live list; `title` is there only where staff may read it."""

    id: str
    kind: str
    kind_name: str
    division: str
    batch: int
    at: int | None
    time: str
    severity: str
    severity_name: str
    shape: str
    category: str
    place: str
    status: str
    title: str = ""


def feed(
    items: Iterable[rows.Item],
    *,
    geography: Geography,
    words: Texts,
    with_titles: bool = False,
) -> tuple[FeedRow, ...]:
    """The newest lines, at most `SHOWN`."""
    chosen = list(items)[:SHOWN]
    return tuple(
        _row(item, geography, words, with_titles=with_titles) for item in chosen
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


def _row(
    item: rows.Item, geography: Geography, words: Texts, *, with_titles: bool
) -> FeedRow:
    return FeedRow(
        id=item.item_id,
        kind=item.kind,
        kind_name=words.short_kind(item.kind),
        division=str(item.division_code),
        batch=item.batch_no,
        at=epoch_ms(item.record_at),
        time=clock_text(item.record_at),
        severity=item.severity,
        severity_name=words.known("severity_short", item.severity),
        shape=SEVERITY_SHAPES.get(item.severity, "○"),
        category=words.category(item.kind, item.category),
        place=geography.place(
            item.division_code, down_to="village" if with_titles else "town"
        ),
        status=words.known("status", item.status or opening_status(item.kind)),
        title=item.title if with_titles else "",
    )
