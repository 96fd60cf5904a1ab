"""What presses at a moment: overdue, due soon and how far up, of open items.

Nothing of it is kept by anybody; it follows from an item's row, the lists and the
moment, so a night without a message changes it all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from tests.journey.model.reference import lists, rows

Row = dict[str, Any]
Cell = tuple[int, str, str, int | None]
STAGES = ("close", "assign", "sign", "acknowledge")


def pressing(items: Iterable[Row], at: int) -> dict[Cell, Counter[str]]:
    """Counts by (division, kind, severity, escalation level) at `at` (microseconds)."""
    found: dict[Cell, Counter[str]] = {}
    for row in items:
        if not row["is_open"] or row["version"] is None or row["is_device_health"]:
            continue
        levels = {stage: _level(stage, row, at) for stage in STAGES}
        told = _told(row, levels, at)
        if told:
            reached = [level for level in levels.values() if level is not None]
            place = (row["division_code"], row["kind"], row["severity"])
            cell = (*place, max(reached, default=None))
            found.setdefault(cell, Counter()).update(told)
    return found


def status_at(row: Row, at: int) -> str:
    """What rests says so; what was shelved until then waits again."""
    if row["pauses"] and row["pauses"][-1]["until_at"] > at:
        return "suspended"
    if row["shelved_until"] is None:
        return str(row["status"])
    return "shelved" if row["shelved_until"] > at else "raised"


def _told(row: Row, levels: dict[str, int | None], at: int) -> list[str]:
    late = {
        "close": "overdue",
        "sign": "unsigned_overdue",
        "assign": "unassigned_overdue",
        "acknowledge": "unacknowledged_overdue",
    }
    return [
        *(["due_soon"] if levels["close"] == 0 else []),
        *(name for stage, name in late.items() if (levels[stage] or 0) > 0),
        *(["supervised"] if row["supervision"] is not None else []),
        *(["on_ledger"] if status_at(row, at) == "ledger" else []),
        *(["level"] if any(one is not None for one in levels.values()) else []),
    ]


def _level(stage: str, row: Row, at: int) -> int | None:
    """None while the clock stands still or has more time than any level asks."""
    clock = CLOCKS[stage](row, at)
    if clock is None:
        return None
    since, due_at = clock
    allowed = max(due_at - since, 1_000_000)
    share = (at - due_at) / allowed
    reached = [level for least, level in _levels(stage) if share > least]
    return reached[-1] if reached else None


@cache
def _levels(stage: str) -> list[tuple[float, int]]:
    lines = [line for line in rows("escalation") if line["stage"] == stage]
    return sorted((float(one["overdue_share"]), int(one["level"])) for one in lines)


def _closing(row: Row, at: int) -> tuple[int, int] | None:
    if not row["is_case"] or status_at(row, at) == "ledger":
        return None
    due_at = row["close_due_at"]
    return None if due_at is None else (due_at - row["close_limit_us"], due_at)


def _assigning(row: Row, at: int) -> tuple[int, int] | None:
    waits = lists().waits_for[status_at(row, at)] == "assign"
    if not row["is_case"] or not waits or row["assigned_at"] is not None:
        return None
    due_at = row["assign_due_at"]
    began = row["round_started_at"] or row["received_at"]
    return None if due_at is None else (began, due_at)


def _signing(row: Row, _: int) -> tuple[int, int] | None:
    if not row["is_case"] or not row["handovers"]:
        return None
    last, due_at = row["handovers"][-1], row["sign_due_at"]
    is_running = last["ended_at"] is None and due_at is not None
    return (last["handed_at"], due_at) if is_running else None


def _acknowledging(row: Row, at: int) -> tuple[int, int] | None:
    is_shelf_over = row["shelved_until"] is not None and row["shelved_until"] <= at
    acknowledged_at = None if is_shelf_over else row["acknowledged_at"]
    waits = lists().waits_for[status_at(row, at)] == "acknowledge"
    if acknowledged_at is not None or not waits or row["acknowledge_due_at"] is None:
        return None
    began = row["shelved_until"] or row["waits_since"] or row["received_at"]
    return began, row["acknowledge_due_at"]


CLOCKS = {
    "close": _closing,
    "assign": _assigning,
    "sign": _signing,
    "acknowledge": _acknowledging,
}
