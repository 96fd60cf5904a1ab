"""Rows of the logs out of what the partitions carried, in the order of the columns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from streams.entries.entry import DeskEntry
from streams.entries.listed import ENTRIES, entry_name
from streams.events import Move

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

ENTERED_AFTERWARDS = timedelta(minutes=5)
"""A move whose own time is further from the broker's is marked 补录."""


class Outcome(Struct, frozen=True):
    """What came of a desk entry in a word, and why if there is more to say."""

    result: str
    detail: str = ""


def move_row(record_at: datetime, move: Move) -> tuple[Any, ...]:
    """What a move says, and whether it was entered afterwards."""
    return (
        move.move_id,
        move.kind,
        move.case_id,
        move.move,
        int(move.division_code) if move.division_code else None,
        int(move.acting_center),
        move.acting_agency,
        move.role,
        move.actor,
        move.moved_at,
        move.after,
        move.note,
        int(move.to_center) if move.to_center else None,
        move.to_agency,
        move.to_site,
        move.task_id,
        move.objective,
        move.link_kind,
        move.link_id,
        move.due_at,
        move.outcome,
        move.satisfaction,
        move.grade,
        move.number,
        move.move_ref,
        move.synthetic,
        abs(move.moved_at - record_at) > ENTERED_AFTERWARDS,
    )


def logged_move(row: Mapping[str, Any]) -> Move:
    """The move that a row of the log was made of: the way back of `move_row`."""
    text = {
        name: None if row[name] is None else f"{row[name]:012d}"
        for name in ("division_code", "acting_center", "to_center")
    }
    same = {
        name: row[name]
        for name in Move.__struct_fields__
        if name in row and name not in text
    }
    return Move(
        **same | text,
        case_id=row["item_id"],
        role=row["acting_role"],
        after=row["after_move"],
        synthetic=row["is_synthetic"],
    )


def desk_row(entry: DeskEntry) -> tuple[Any, ...]:
    """What a desk entry says; what only its own struct says as JSON."""
    said = msgspec.to_builtins(entry)
    own = {name: said[name] for name in said.keys() - _SHARED}
    return (
        entry.entry_id,
        entry_name(type(entry)),
        entry.actor,
        entry.role,
        int(entry.acting_center),
        entry.entered_at,
        entry.synthetic,
        msgspec.json.encode(own, order="sorted").decode(),
    )


def desk_entry(row: Mapping[str, Any]) -> DeskEntry:
    """The entry that a row of the log was made of: the way back of `desk_row`."""
    struct = _ENTRIES[row["entry"]]
    said = {
        "entry": row["entry"],
        "entry_id": row["entry_id"],
        "actor": row["actor"],
        "role": row["acting_role"],
        "acting_center": f"{row['acting_center']:012d}",
        "entered_at": row["entered_at"],
        "synthetic": row["is_synthetic"],
        **msgspec.json.decode(row["details"]),
    }
    return msgspec.convert(said, struct)


_ENTRIES = {entry_name(struct): struct for struct in ENTRIES}
_SHARED = {"entry", *DeskEntry.__struct_fields__}
