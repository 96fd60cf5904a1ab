"""Messages of hand-overs (演示数据), as a board sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streams.events import DESK_TOPIC
from tests.support import messages

if TYPE_CHECKING:
    from datetime import datetime

Record = tuple[str, dict[str, Any], "datetime"]


def hand_over(entry_id: str, at: datetime, **fields: Any) -> Record:
    """A hand-over that came at a moment, of the hours since `from_at`."""
    return _record("hand_over", entry_id, at, **{"vector": [], **fields})


def take_over(entry_id: str, at: datetime, hand_over: str, **fields: Any) -> Record:
    """A signature for a hand-over."""
    return _record("take_over", entry_id, at, hand_over=hand_over, **fields)


def _record(entry: str, entry_id: str, at: datetime, **fields: Any) -> Record:
    moments = {"entered_at": at, "from_at": at, "as_of": at}
    if entry == "take_over":
        moments = {"entered_at": at}
    message = {
        "entry_id": entry_id,
        "entry": entry,
        "actor": "seat-1",
        "role": "duty_officer",
        "acting_center": messages.CENTER,
        "synthetic": True,
        **moments,
        **fields,
    }
    said = {
        name: one.isoformat() if hasattr(one, "isoformat") else one
        for name, one in message.items()
    }
    return DESK_TOPIC, said, at
