"""Items handed to agencies (演示数据), most of them as the list of who answers says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sql.reference.responsibilities import every

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import msgspec

    from sql.reference.responsibilities import Responsible
    from tests.support.city import City

EACH, ROWS = 12, 5
"""So many items of each of so many rows."""
BESIDE = "petition"
"""Whom some of them go to that the list does not name."""


def handed(city: City, now: datetime) -> None:
    """Of each sixth row of cases a dozen items, handed over and joined; of one row most
    go to another agency than it says.
    """
    rows = [one for one in every() if one.kind in ("incident", "dispute")]
    whole = [one for one in rows if not one.tag and one.category][::6][:ROWS]
    found = [
        message
        for place, row in enumerate(whole)
        for number in range(EACH)
        for message in _item(
            city,
            row,
            _agency(row, number, is_followed=place != 1),
            number,
            now - timedelta(days=20, minutes=30 * (EACH * place + number)),
        )
    ]
    found.sort(key=lambda one: one[1])
    city.send(*found, written_at=now)


def _agency(row: Responsible, number: int, *, is_followed: bool) -> str:
    if number % 6 == 0 or (not is_followed and number % 4):
        return BESIDE
    return row.agencies[-1 if number % 3 == 1 else 0]


def _item(
    city: City, row: Responsible, agency: str, number: int, at: datetime
) -> Iterator[tuple[msgspec.Struct, datetime]]:
    item_id = f"handed-{row.rule}-{number}"
    event = city.event(at, kind=row.kind, item_id=item_id, category=row.category)
    yield event, at
    acting = {"role": "agency_staff", "acting_agency": agency}
    for hours, move, given in (
        (1, "accept", {}),
        (2, "assign", {"to_agency": agency}),
        (5, "sign", acting),
        (6, "join", {"to_agency": agency}),
    ):
        moved_at = at + timedelta(hours=hours)
        yield city.moved(event, move, moved_at, **given), moved_at
