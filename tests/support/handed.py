"""Items handed to agencies (演示数据), most of them as the list of who answers says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sql.reference.responsibilities import every

if TYPE_CHECKING:
    from datetime import datetime

    from sql.reference.responsibilities import Responsible
    from tests.support.city import City

EACH = 12
"""So many items of each row."""
BESIDE = "petition"
"""Whom some of them go to that the list does not name."""


def handed(city: City, now: datetime) -> None:
    """Of each sixth row of cases a dozen items, handed over and joined; of one row most
    go to another agency than it says.
    """
    rows = [one for one in every() if one.kind in ("incident", "dispute")]
    whole = [one for one in rows if not one.tag and one.category]
    for place, row in enumerate(whole[::6]):
        for number in range(EACH):
            at = now - timedelta(days=20, minutes=30 * (EACH * place + number))
            agency = _agency(row, number, is_followed=place != 1)
            _item(city, row, agency, f"handed-{row.rule}-{number}", at)


def _agency(row: Responsible, number: int, *, is_followed: bool) -> str:
    if number % 6 == 0 or (not is_followed and number % 4):
        return BESIDE
    return row.agencies[-1 if number % 3 == 1 else 0]


def _item(
    city: City, row: Responsible, agency: str, item_id: str, at: datetime
) -> None:
    event = city.event(at, kind=row.kind, item_id=item_id, category=row.category)
    city.write(event, at=at)
    for hours, move, given in (
        (1, "accept", {}),
        (2, "assign", {"to_agency": agency}),
        (5, "sign", {"role": "agency_staff", "acting_agency": agency}),
        (6, "join", {"to_agency": agency}),
    ):
        city.move(event, move, at=at + timedelta(hours=hours), **given)
