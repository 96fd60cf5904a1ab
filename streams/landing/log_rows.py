"""Rows of the logs out of what the partitions carried, in the order of the columns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from streams.events import DeskEntry, Move

ENTERED_AFTERWARDS = timedelta(minutes=5)
"""A move whose own time is further from the broker's is marked 补录."""


def move_row(record_at: datetime, move: Move) -> tuple[Any, ...]:
    """What a move says, and whether it was entered afterwards."""
    return (
        move.move_id,
        move.kind,
        move.case_id,
        move.move,
        int(move.acting_center),
        move.acting_agency,
        move.role,
        move.actor,
        move.moved_at,
        move.note,
        int(move.to_center) if move.to_center else None,
        move.to_agency,
        move.to_site,
        move.task_id,
        move.link_kind,
        move.link_id,
        move.due_at,
        move.outcome,
        move.satisfaction,
        move.synthetic,
        abs(move.moved_at - record_at) > ENTERED_AFTERWARDS,
    )


def desk_row(entry: DeskEntry) -> tuple[Any, ...]:
    """What a desk entry says."""
    return (
        entry.entry_id,
        entry.entry,
        entry.actor,
        int(entry.acting_center),
        entry.entered_at,
        entry.topic,
        entry.partition,
        entry.offset,
    )
