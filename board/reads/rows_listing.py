"""The rows of the list of items."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class ListedItem(Struct, frozen=True):
    """One item of a page; `place` counts from 1 over all pages. `close_level` is how
    far its closing has run out: 0 soon, more is late, None is in time or stands still.
    `is_counted`: it is no miss of the figure whose items are listed; `took_s` are the
    seconds that it took where the figure is of those.
    """

    kind: str
    item_id: str
    case_number: str | None
    division_code: int
    category: str
    severity: str
    status: str
    title: str | None
    owner_center: int | None
    received_at: Moment
    close_due_at: Moment | None
    closed_at: Moment | None
    close_level: int | None
    is_counted: bool
    took_s: float | None
    place: int


class ListedCount(Struct, frozen=True):
    """How many of a kind and status the filters let through, and how many of them are
    in the numerator of the figure whose items are listed.
    """

    kind: str
    status: str
    items: int
    counted: int
