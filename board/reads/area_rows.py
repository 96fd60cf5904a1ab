"""The rows of what lies in an area."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeAlias

from msgspec import Struct

# Names of our own, because msgspec looks the types up when it decodes.
Day: TypeAlias = date
Moment: TypeAlias = datetime
Records: TypeAlias = list[dict[str, Any]]


class AreaCount(Struct, frozen=True):
    """How many items of an area are of a stream and category, or of a day, an hour of
    the day, a division: the others are None.
    """

    kind: str | None
    category: str | None
    business_day: Day | None
    hour_no: int | None
    division_code: int | None
    open_items: int
    overdue: int
    due_soon: int
    received: int
    disposed: int
    received_before: int


class Unplaced(Struct, frozen=True):
    """Items at no point in the divisions that an area touches."""

    items: int
    open_items: int
    divisions: int


class AreaSite(Struct, frozen=True):
    """A site, center or camera near the middle of an area; `inside` is how many of its
    sort lie in it.
    """

    sort: str
    code: str
    name: str
    longitude: float
    latitude: float
    metres: float
    is_inside: bool
    inside: int
    rank: int


class NearItem(Struct, frozen=True):
    """An item near another one, with what says whose it is; `total` is how many there
    are.
    """

    kind: str
    item_id: str
    case_number: str | None
    division_code: int
    category: str
    severity: str
    status: str
    title: str | None
    received_at: Moment
    owner_center: int | None
    lead_agency: str | None
    handovers: Records
    tasks: Records
    is_open: bool
    total: int
