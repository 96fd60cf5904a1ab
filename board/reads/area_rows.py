"""The rows of what lies in an area."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Day: TypeAlias = date


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
