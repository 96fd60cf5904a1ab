"""A single item as another system is told of it: what its page says, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import asdict

from board.reads.item_rows import ItemClock, ItemMove, ItemPlace
from board.views.systems.answers import (
    Asked,
    Deadline,
    Handed,
    Move,
    Position,
    WholeItem,
)
from board.views.systems.items import code_of, item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.reads.system_rows import Offered
    from board.views.items.page import Sheet
    from board.views.systems.items import Reader

COPIED = tuple(
    one for one in Move.__struct_fields__ if one in ItemMove.__struct_fields__
)
"""What a move says as the log has it; centers are written by the contract."""


def whole(sheet: Sheet, row: Offered, reader: Reader) -> WholeItem:
    """All of an item that its reader sees."""
    one = sheet.item
    return WholeItem(
        as_of=sheet.now,
        item=item(row, reader),
        description=sheet.text(one.description),
        details=msgspec.json.decode(one.details or "{}", type=dict[str, Any]),
        position=_position(sheet),
        handovers=list(_handovers(sheet)),
        tasks=list(_tasks(sheet)),
        moves=[_move(each, sheet) for each in sheet.answers.rows(MOVES, ItemMove)],
        deadlines=[_deadline(each) for each in sheet.answers.rows(CLOCKS, ItemClock)],
    )


MOVES, CLOCKS, PLACE = "item_moves", "item_clocks", "item_place"


def _position(sheet: Sheet) -> Position | None:
    place = sheet.answers.first(PLACE, ItemPlace)
    if place is None:
        return None
    return Position(place.longitude, place.latitude, place.is_at_seat)


def _handovers(sheet: Sheet) -> Iterator[Handed]:
    pairs = zip(sheet.item.handovers, sheet.item.handover_dues, strict=True)
    for one, due_at in pairs:
        yield Handed(
            to_center=f"{one['to_center']:012d}",
            to_agency=one["to_agency"],
            handed_at=one["handed_at"],
            due_at=due_at,
            ended_at=one["ended_at"],
            ending=one["ending"],
        )


def _tasks(sheet: Sheet) -> Iterator[Asked]:
    for one, due_at in zip(sheet.item.tasks, sheet.item.task_dues, strict=True):
        yield Asked(
            task_id=one["task_id"],
            center=f"{one['center']:012d}",
            agency=one["agency"],
            objective=sheet.text(one["objective"]),
            state=one["state"],
            sent_at=one["sent_at"],
            due_at=due_at,
            signed_at=one["signed_at"],
            fed_back_at=one["fed_back_at"],
            ended_at=one["ended_at"],
        )


def _move(one: ItemMove, sheet: Sheet) -> Move:
    said = asdict(one)
    own = {
        "at": one.record_at,
        "acting_center": f"{one.acting_center:012d}",
        "role": one.acting_role,
        "to_center": code_of(one.to_center),
        "note": sheet.text(one.note),
        "objective": sheet.text(one.objective),
    }
    return Move(**{name: said[name] for name in COPIED} | own)


def _deadline(one: ItemClock) -> Deadline:
    return Deadline(
        stage=one.stage,
        subject=one.subject,
        started_at=one.started_at,
        due_at=one.due_at,
        ended_at=one.ended_at,
        profile=one.profile,
        paused_s=one.paused_s,
    )
