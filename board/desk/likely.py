"""Where to look for what may be the same matter as an item."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from board.picture.geography import Geography
    from streams.events import Event, Stream

AROUND = timedelta(days=7)
LEAST_PERCENT = 40
"""So many hundredths of the pairs of letters: a title said again in other words has
more, another matter of the same category at the same place less.
"""
SHOWN = 5


def asked_of(
    stream: Stream, event: Event, geography: Geography, center: int
) -> dict[str, Any]:
    """The parameters of the read: the item's town where the center sees all of it, else
    its division alone, and the days around what occurred.
    """
    division = int(event.division_code)
    town = geography.divisions[division].town_code
    area = geography.divisions[town if geography.sees(center, town) else division]
    return {
        "kind": stream.kind,
        "item_id": event.id,
        "low": area.low,
        "high": area.high,
        "from_at": event.occurred_at - AROUND,
        "until_at": event.occurred_at + AROUND,
        "division_code": division,
        "category": event.category,
        "title": event.title,
        "party_hash": event.party_hash or "",
        "least_percent": LEAST_PERCENT,
        "row_limit": SHOWN,
    }
