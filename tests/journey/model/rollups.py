"""The cells of the rollups, counted item by item from their definitions.

Keys are (grain, axis, business day, division, kind, category, severity, status, is
device health, bucket, expected tier, resolved tier).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from math import floor, log2
from typing import Any

from tests.journey.model.moments import DAY, SECOND, business_day
from tests.journey.model.reference import lists

Row = dict[str, Any]
Cell = tuple[Any, ...]
MEASURES = (
    *("items", "cases", "closed", "on_time", "assigned", "assigned_on_time"),
    *("signed", "signed_on_time", "fed_back", "acknowledged"),
    *("confirmed", "returned", "reopened", "settled"),
    *("settled_first_time", "joint", "visited", "satisfied", "supervised"),
    *("responded", "response_s"),
)
RECURS_WITHIN = 90 * DAY
FEW_MEASURES = ("items", "cases", "closed", "on_time")


def cells(items: Iterable[Row]) -> dict[Cell, dict[str, int]]:
    """The measures of every cell that holds an item; items without facts count
    nowhere.
    """
    found: dict[Cell, Counter[str]] = {}
    for row in items:
        if row["version"] is None or row["status"] == "merged":
            continue
        for cell, measures in _contributions(row):
            found.setdefault(cell, Counter()).update(measures)
    return {cell: {k: v for k, v in found[cell].items() if v} for cell in found}


def _contributions(row: Row) -> Iterator[tuple[Cell, dict[str, int]]]:
    yield from _counted(row, "received", row["received_at"], _measures(row))
    yield from _round(row, _measures(row))
    if not row["is_case"]:
        return
    for number in range(len(row["rounds"])):
        ended = _earlier(row, number)
        yield from _round(ended, _of_round(ended))
    for one, due_at in zip(row["handovers"], row["handover_dues"], strict=True):
        division = _seat(one["to_center"])
        is_village = lists().tiers[division] == "village"
        town = division // 1_000 * 1_000 if is_village else division
        receiver = row | {"division_code": division, "town_code": town}
        signed = one["ending"] == "signed"
        measures = {
            "items": 1,
            "cases": 1,
            "signed": int(signed),
            "signed_on_time": int(signed and _in_time(one["ended_at"], due_at)),
        }
        yield from _counted(receiver, "handed", one["handed_at"], measures)


def _seat(center: int) -> int:
    """Where a center counts: a functional zone's where the one above it does."""
    own = lists().divisions_of.get(center)
    return own if own is not None else _seat(lists().parents[center])


def _round(row: Row, measures: dict[str, int]) -> Iterator[tuple[Cell, dict[str, int]]]:
    """A dismissed signal has been closed as well, though it is no case."""
    if row["is_case"] and row["close_due_at"] is not None:
        yield from _counted(row, "due", row["close_due_at"], measures)
    if row["closed_at"] is None:
        return
    yield from _counted(row, "closed", row["closed_at"], measures)
    if row["is_case"] and not row["is_device_health"]:
        place = row["town_code"] or row["division_code"]
        start = ("closed", business_day(row["closed_at"]), place, row["kind"])
        one = {"items": 1, "cases": 1}
        nothing = (None, None, None, None)
        yield ("duration", *start, *nothing, _bucket(row), None, None), one
        tiers = (row["expected_tier"], row["resolved_tier"])
        yield ("tier", *start, None, row["severity"], None, None, None, *tiers), one


def _counted(
    row: Row, axis: str, at: int, measures: dict[str, int]
) -> Iterator[tuple[Cell, dict[str, int]]]:
    place = row["town_code"] or row["division_code"]
    start = (axis, business_day(at))
    kind, status, is_device = row["kind"], row["status"], row["is_device_health"]
    fine = (kind, row["category"], row["severity"], status, is_device)
    yield ("town", *start, place, *fine, None, None, None), measures
    coarse = (row["division_code"], kind, None, None, status, is_device)
    few = {name: measures.get(name, 0) for name in FEW_MEASURES}
    yield ("village", *start, *coarse, None, None, None), few


def _earlier(row: Row, number: int) -> Row:
    ended = row["rounds"][number]
    begins = [one["started_at"] for one in row["rounds"]] + [row["round_started_at"]]
    spent = begins[number + 1] - ended["closed_at"]
    return row | {
        "status": ended["status"],
        "closed_at": ended["closed_at"],
        "close_due_at": row["round_dues"][number],
        "outcome": ended["outcome"],
        "round_started_at": ended["started_at"],
        "has_recurred": spent <= RECURS_WITHIN,
    }


def _of_round(row: Row) -> dict[str, int]:
    whole = _measures(row)
    told = ("items", "cases", "closed", "on_time", "settled", "settled_first_time")
    return {name: whole[name] for name in told}


def _bucket(row: Row) -> int:
    """b: handled in 2^(b/4) to 2^((b+1)/4) minutes."""
    started_at = row["round_started_at"] or row["received_at"]
    minutes = (row["closed_at"] - started_at) / SECOND / 60
    return floor(4 * log2(max(minutes, 1)))


def _measures(row: Row) -> dict[str, int]:
    of_cases = {
        "cases": True,
        "closed": row["closed_at"] is not None,
        "on_time": row["status"] != "redirected"
        and _in_time(row["closed_at"], row["close_due_at"]),
        "signed": row["signed_at"] is not None,
        "assigned": row["assigned_at"] is not None,
        "assigned_on_time": _in_time(row["assigned_at"], row["assign_due_at"]),
        "fed_back": row["fed_back_at"] is not None,
        "returned": row["returned_count"] > 0,
        "reopened": row["reopened_count"] > 0,
        "settled": _is_settled(row),
        "settled_first_time": _is_settled(row) and not row["has_recurred"],
        "joint": bool(row["task_dues"]),
        "visited": row["satisfaction"] is not None,
        "satisfied": ("satisfied_answer", row["satisfaction"]) in lists().favourable,
        "supervised": row["supervision"] is not None,
    }
    return {
        "items": 1,
        **{name: int(row["is_case"] and holds) for name, holds in of_cases.items()},
        "acknowledged": int(row["acknowledged_at"] is not None),
        "confirmed": int(row["is_confirmed"]),
        "responded": int(row["first_response_at"] is not None),
        "response_s": _response_s(row),
    }


def _in_time(done_at: int | None, due_at: int | None) -> bool:
    return done_at is not None and due_at is not None and done_at <= due_at


def _is_settled(row: Row) -> bool:
    is_favourable = ("settled_outcome", row["outcome"]) in lists().favourable
    return row["closed_at"] is not None and is_favourable


def _response_s(row: Row) -> int:
    if row["first_response_at"] is None:
        return 0
    return round(max(row["first_response_at"] - row["received_at"], 0) / SECOND)
