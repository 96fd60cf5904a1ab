"""Rows of what a playback is made of."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class PlayedCount(Struct, frozen=True):
    """By how much the counts of a division, a stream and a severity change with the
    step `changed_no`; `first` and `second` are the window's days in Shanghai.
    """

    changed_no: int
    division_code: int
    kind: str
    severity: str
    arrived: int
    received_first: int
    received_second: int
    ended_first: int
    ended_second: int
    open_count: int


class PlayedGrave(Struct, frozen=True):
    """A grave item from the step `from_no` up to before `until_no`, if it ends; it was
    first told of in the step `arrived_no`, 0 for before the window. `total` is how many
    such spans there are.
    """

    kind: str
    item_id: str
    category: str | None
    severity: str
    division_code: int
    received_at: Moment
    arrived_no: int
    from_no: int
    until_no: int | None
    longitude: float | None
    latitude: float | None
    total: int
