"""What is written down of who looked at what."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec import Struct

from board.desk.entries import said_by
from board.look import clock
from streams.entries.looking import Accessed

if TYPE_CHECKING:
    from board.viewer.seat import Seat
    from streams.entries.looking import Done


class Looked(Struct, frozen=True):
    """What was looked at: an item, on which page, where it lies, and what for where it
    is asked.
    """

    kind: str
    item_id: str
    page: str
    division_code: int
    reason: str = ""


def access_entry(
    seat: Seat, done: Done, looked: Looked, *, is_synthetic: bool
) -> Accessed:
    """The entry of an opening by a seat."""
    entry_id, at = f"access-{uuid4()}", clock.now()
    return Accessed(
        **said_by(seat, entry_id, at, is_synthetic=is_synthetic),
        done=done,
        kind=looked.kind,
        item_id=looked.item_id,
        page=looked.page,
        division_code=f"{looked.division_code:012d}",
        agency=seat.agency_code or None,
        reason=looked.reason or None,
    )
