"""Messages of final briefs (演示数据), as a board sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streams.events import DESK_TOPIC
from tests.support import messages

if TYPE_CHECKING:
    from datetime import datetime

Record = tuple[str, dict[str, Any], "datetime"]


def final(entry_id: str, at: datetime, **fields: Any) -> Record:
    """A brief of a day of the city that became final at a moment."""
    usual = {
        "entry_id": entry_id,
        "entry": "brief",
        "actor": "seat-1",
        "role": "leader",
        "acting_center": messages.CENTER,
        "entered_at": at.isoformat(),
        "synthetic": True,
        "period": "day",
        "first_day": "2026-11-02",
        "division_code": messages.CENTER,
        "figures": [],
        "as_of": at.isoformat(),
        "vector": [],
        "edition": "0123456789abcdef",
    }
    return DESK_TOPIC, {**usual, **fields}, at
