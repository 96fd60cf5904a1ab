"""The newest items: what came and moved since the last picture, laid over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from board.picture.newest import newest
from board.reads import rows
from board.reads.rounds import asked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.reads.rounds import Answers
    from sql.questions import Question

FEED_LENGTH = 400


def news_questions(before: tuple[rows.Item, ...]) -> dict[str, Question]:
    """The messages and the moves since the newest batch that is known."""
    since = max((one.batch_no for one in before), default=0)
    wanted = {"batch_no": since, "row_limit": FEED_LENGTH}
    news = {"events": asked("events_since", **wanted)}
    return news | ({"moves": asked("moves_since", **wanted)} if before else {})


def news_items(found: Answers, before: tuple[rows.Item, ...]) -> tuple[rows.Item, ...]:
    """The newest items, newest first, each in its newest state."""
    events = found.rows("events", rows.Event)
    moves = found.rows("moves", rows.MoveSeen) if before else ()
    fresh = [_item(event) for event in events if not event.is_device_health]
    return merged(before, fresh, moves)


def merged(
    before: Iterable[rows.Item],
    fresh: Iterable[rows.Item],
    moves: Iterable[rows.MoveSeen],
) -> tuple[rows.Item, ...]:
    """New messages and new moves laid over what was known."""
    known: dict[tuple[str, str], rows.Item] = {}
    for item in (*fresh, *before):
        known.setdefault((item.kind, item.item_id), item)
    for move in reversed(tuple(moves)):
        moved = known.get((move.kind, move.item_id))
        if moved and move.status_after:
            known[move.kind, move.item_id] = structs.replace(
                moved,
                status=move.status_after,
                batch_no=max(move.batch_no, moved.batch_no),
            )
    return newest(known.values(), FEED_LENGTH)


def _item(event: rows.Event) -> rows.Item:
    return rows.Item(
        batch_no=event.batch_no,
        kind=event.kind,
        item_id=event.item_id,
        case_number=event.case_number,
        division_code=event.division_code,
        category=event.category,
        severity=event.severity,
        status=event.status or "",
        title=event.title,
        record_at=event.record_at,
    )
