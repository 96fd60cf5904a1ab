"""Indicators counted once more, item by item, in plain Python."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.sql.random_items import NOW, SETTLED, WAITING_TO_ASSIGN, Item

SHANGHAI = ZoneInfo("Asia/Shanghai")
Measure = Callable[[Item], int]


def day(moment: datetime | None) -> date | None:
    """The business day in Shanghai."""
    return moment.astimezone(SHANGHAI).date() if moment else None


def place(found: Item) -> int:
    return int(found["town_code"] or found["division_code"])


def case(test: Callable[[Item], Any]) -> Measure:
    return lambda found: int(found["is_case"] and bool(test(found)))


def _is_by(moment: datetime | None, due_at: datetime | None) -> bool:
    return moment is not None and due_at is not None and moment <= due_at


def _is_settled(found: Item) -> bool:
    return found["closed_at"] is not None and found["outcome"] in SETTLED


def _is_due(found: Item) -> bool:
    due_at = found["close_due_at"] if found["is_case"] else None
    return bool(due_at is not None and due_at <= NOW)


def _is_late(found: Item) -> bool:
    due_at = found["close_due_at"]
    return found["closed_at"] is None and due_at is not None and due_at < NOW


def _is_unsigned(found: Item) -> bool:
    return found["ended_at"] is None and found["due_at"] < NOW


def _is_unassigned(found: Item) -> bool:
    return (
        found["status"] in WAITING_TO_ASSIGN
        and found["assigned_at"] is None
        and found["assign_due_at"] < NOW
    )


def _response_s(found: Item) -> int:
    answered = found["first_response_at"]
    return round((answered - found["received_at"]).total_seconds()) if answered else 0


MEASURES: dict[str, Measure] = {
    "items": lambda _: 1,
    "cases": case(lambda _: True),
    "closed": case(lambda found: found["closed_at"]),
    "on_time": case(
        lambda found: (
            found["status"] != "redirected"
            and _is_by(found["closed_at"], found["close_due_at"])
        )
    ),
    "signed": case(lambda found: found["signed_at"]),
    "signed_on_time": case(
        lambda found: (
            found["axis"] == "handed" and _is_by(found["signed_at"], found["due_at"])
        )
    ),
    "assigned": case(lambda found: found["assigned_at"]),
    "assigned_on_time": case(
        lambda found: _is_by(found["assigned_at"], found["assign_due_at"])
    ),
    "fed_back": case(lambda found: found["fed_back_at"]),
    "acknowledged": lambda found: int(found["acknowledged_at"] is not None),
    "confirmed": lambda found: int(found["confirmed_at"] is not None),
    "returned": case(lambda found: found["returned_count"]),
    "reopened": case(lambda found: found["reopened_count"]),
    "settled": case(_is_settled),
    "settled_first_time": case(
        lambda found: _is_settled(found) and not found["has_recurred"]
    ),
    "joint": case(lambda found: found["tasks"]),
    "visited": case(lambda found: found["satisfaction"]),
    "satisfied": case(
        lambda found: found["satisfaction"] in {"satisfied", "mostly_satisfied"}
    ),
    "supervised": case(lambda found: found["supervision"]),
    "responded": lambda found: int(found["first_response_at"] is not None),
    "response_s": _response_s,
    "overdue_open": case(lambda found: found["axis"] == "due" and _is_late(found)),
    "unsigned_overdue": case(
        lambda found: found["axis"] == "handed" and _is_unsigned(found)
    ),
    "unassigned_overdue": case(
        lambda found: found["axis"] == "received" and _is_unassigned(found)
    ),
}
SIGNALS: dict[str, Measure] = {
    "signals": lambda _: 1,
    "acknowledged": MEASURES["acknowledged"],
    "confirmed": MEASURES["confirmed"],
    "dismissed": lambda found: int(found["status"] == "false_alarm"),
    "judged": lambda found: int(
        found["status"] == "false_alarm" or found["confirmed_at"] is not None
    ),
    "disposed": lambda found: int(found["status"] != "raised"),
}


NOTHING: Item = {
    **dict.fromkeys(("signed_at", "fed_back_at", "acknowledged_at", "confirmed_at")),
    **dict.fromkeys(("first_response_at", "assigned_at", "satisfaction")),
    **dict.fromkeys(("supervision", "closed_at", "outcome")),
    "returned_count": 0,
    "reopened_count": 0,
    "tasks": [],
}
"""What an earlier round or a hand-over says nothing of."""
RECURS_WITHIN_S = 90 * 86_400


def rows(found: Item) -> Iterator[Item]:
    """An item once for each axis, and once more for each earlier round and hand-over,
    with `counted_at`, `axis` and `town`.
    """
    yield found | {"axis": "received", "counted_at": found["received_at"]}
    yield from _round(found)
    if found["is_case"]:
        for number in range(len(found["rounds"])):
            yield from _round(_earlier(found, number))
        for handover, due_at in zip(
            found["handovers"], found["handover_dues"], strict=True
        ):
            yield _handed(found, handover, due_at)


def _round(found: Item) -> Iterator[Item]:
    if _is_due(found):
        yield found | {"axis": "due", "counted_at": found["close_due_at"]}
    yield found | {"axis": "closed", "counted_at": found["closed_at"]}


def _earlier(found: Item, number: int) -> Item:
    ended = found["rounds"][number]
    later = [one["started_at"] for one in found["rounds"][number + 1 :]]
    next_at = [*later, found["round_started_at"]][0]
    spent = (next_at - ended["closed_at"]).total_seconds()
    return (
        found
        | NOTHING
        | {
            "status": ended["status"],
            "closed_at": ended["closed_at"],
            "close_due_at": found["round_dues"][number],
            "outcome": ended["outcome"],
            "has_recurred": spent <= RECURS_WITHIN_S,
            "round_started_at": ended["started_at"],
        }
    )


def _handed(found: Item, handover: Item, due_at: datetime) -> Item:
    division = handover["to_center"]
    is_village = division % 1000 > 0
    return (
        found
        | NOTHING
        | {
            "axis": "handed",
            "counted_at": handover["handed_at"],
            "division_code": division,
            "town_code": division // 1000 * 1000 if is_village else division,
            "ended_at": handover["ended_at"],
            "due_at": due_at,
            "signed_at": handover["ended_at"]
            if handover["ending"] == "signed"
            else None,
        }
    )


def on_axes(items: Iterable[Item], from_day: date, until_day: date) -> list[Item]:
    """Every row that counts whose day is in the period, with `business_day`, `town`."""
    return [
        row | {"business_day": on, "town": place(row)}
        for found in items
        if found["version"] is not None
        and not found["is_device_health"]
        and found["status"] != "merged"
        for row in rows(found)
        if (on := day(row["counted_at"])) and from_day <= on < until_day
    ]


def sums(
    placed: Iterable[Item], fields: Iterable[str], measures: dict[str, Measure]
) -> dict[Hashable, dict[str, int]]:
    """Every measure, by the values of the fields."""
    counted: dict[Hashable, Counter[str]] = {}
    for found in placed:
        counts = counted.setdefault(tuple(found[name] for name in fields), Counter())
        for name, measure in measures.items():
            counts[name] += measure(found)
    return {group: dict(counts) for group, counts in counted.items()}


def minutes(found: Item) -> float:
    """Handling time, at least one minute."""
    spent = found["closed_at"] - (found["round_started_at"] or found["received_at"])
    return max(1.0, spent.total_seconds() / 60)


def percentile(values: list[float], share: float) -> float:
    """The nearest rank."""
    return sorted(values)[math.ceil(share * len(values)) - 1]
