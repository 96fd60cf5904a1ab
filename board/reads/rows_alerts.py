"""Rows of the camera alerts that wait for a person, and of the load that they are."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class AlertRow(Struct, frozen=True):
    """A line or a batch: how many alerts wait in it, how many of them later than their
    limit, from how many cameras. `hour_at` is the hour of a batch, None of what is
    older; `item_ids` are its alerts, the oldest first, at most so many. The totals are
    over all lines, or all batches.
    """

    is_line: bool
    town_code: int
    division_code: int
    category: str
    camera_id: str
    hour_at: Moment | None
    severity: str
    alerts: int
    late: int
    cameras: int
    first_at: Moment
    newest_at: Moment
    due_at: Moment | None
    item_ids: list[str]
    rows_total: int
    alerts_total: int
    late_total: int


class AlertMember(Struct, frozen=True):
    """One waiting alert of a line or batch; `total` is how many there are in it."""

    item_id: str
    case_number: str | None
    division_code: int
    category: str
    severity: str
    received_at: Moment
    due_at: Moment | None
    camera_id: str
    confidence: float | None
    total: int


class AlertLoad(Struct, frozen=True):
    """An hour in a town: alerts received, and `askings`, the lines and batches that
    began; `recent_` are those of the last minutes.
    """

    hour_at: Moment
    town_code: int
    alerts: int
    askings: int
    recent_askings: int
    recent_alerts: int


class Judged(Struct, frozen=True):
    """Signals of a kind and category in a town: those a person judged, which way."""

    division_code: int
    kind: str
    category: str
    dismissed: int
    judged: int
