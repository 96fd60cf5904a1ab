"""Indicators counted once more, item by item, in plain Python."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.sql.drawn import COUNTY, NOW, SETTLED, ZONE, Item

SHANGHAI = ZoneInfo("Asia/Shanghai")
RECURRENCE = timedelta(days=90)
RECEIVERS = {
    421303001001: (421303001001, 421303001000),
    421303001002: (421303001002, 421303001000),
    421303002001: (421303002001, 421303002000),
    421381001001: (421381001001, 421381001000),
    421303001000: (421303001000, 421303001000),
    421303002000: (421303002000, 421303002000),
    421381001000: (421381001000, 421381001000),
    COUNTY: (COUNTY, COUNTY),
    421300000000: (421300000000, 421300000000),
    ZONE: (421300000000, 421300000000),
}
"""The division of each center that receives, and where its town's figures stand; the
center of a functional zone counts at the one above it."""
NOTHING: Item = {
    **dict.fromkeys(("first_response_at", "acknowledged_at", "confirmed_at")),
    **dict.fromkeys(("assigned_at", "signed_at", "fed_back_at", "closed_at")),
    **dict.fromkeys(("close_due_at", "assign_due_at", "sign_due_at")),
    **dict.fromkeys(("outcome", "satisfaction", "supervision")),
    "returned_count": 0,
    "reopened_count": 0,
    "tasks": [],
    "has_recurred": False,
}
"""What is measured neither of an earlier round nor of a hand-over."""
WAITS_TO_BE_ASSIGNED = {"registered", "accepted", "assessed"}
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


def _is_missed(due_at: datetime | None) -> bool:
    return due_at is not None and due_at < NOW


def _is_settled(found: Item) -> bool:
    return found["closed_at"] is not None and found["outcome"] in SETTLED


def _is_closed_on_time(found: Item) -> bool:
    is_in_time = _is_by(found["closed_at"], found["close_due_at"])
    return is_in_time and found["status"] != "redirected"


def _is_late(found: Item) -> bool:
    is_open = found["axis"] == "due" and found["closed_at"] is None
    return is_open and _is_missed(found["close_due_at"])


def _is_signed_on_time(found: Item) -> bool:
    is_handed = found["axis"] == "handed"
    return is_handed and _is_by(found["signed_at"], found["sign_due_at"])


def _is_unsigned(found: Item) -> bool:
    is_pending = found["axis"] == "handed" and found["ending"] is None
    return is_pending and _is_missed(found["sign_due_at"])


def _is_unassigned(found: Item) -> bool:
    is_waiting = found["axis"] == "received" and found["assigned_at"] is None
    is_missed = is_waiting and _is_missed(found["assign_due_at"])
    return is_missed and found["status"] in WAITS_TO_BE_ASSIGNED


def _response_s(found: Item) -> int:
    answered = found["first_response_at"]
    return round((answered - found["received_at"]).total_seconds()) if answered else 0


MEASURES: dict[str, Measure] = {
    "items": lambda _: 1,
    "cases": case(lambda _: True),
    "closed": case(lambda found: found["closed_at"]),
    "on_time": case(_is_closed_on_time),
    "assigned": case(lambda found: found["assigned_at"]),
    "assigned_on_time": case(
        lambda found: _is_by(found["assigned_at"], found["assign_due_at"])
    ),
    "signed": case(lambda found: found["signed_at"]),
    "signed_on_time": case(_is_signed_on_time),
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
    "overdue_open": case(_is_late),
    "unsigned_overdue": case(_is_unsigned),
    "unassigned_overdue": case(_is_unassigned),
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


def _rounds(found: Item) -> Iterator[Item]:
    """The current round, which has all that is measured of the item, and the earlier
    ones, of which only their closing is.
    """
    yield found
    starts = [each["started_at"] for each in found["rounds"][1:]]
    next_starts = [*starts, found["round_started_at"]]
    ends = zip(found["rounds"], found["round_dues"], next_starts, strict=False)
    for ended, due_at, next_at in ends:
        yield (
            found
            | NOTHING
            | {
                "status": ended["status"],
                "outcome": ended["outcome"],
                "closed_at": ended["closed_at"],
                "close_due_at": due_at,
                "round_started_at": ended["started_at"],
                "has_recurred": next_at - ended["closed_at"] <= RECURRENCE,
            }
        )


def _handovers(found: Item) -> Iterator[Item]:
    """One for every hand-over of a case, at the division of its receiver."""
    asked = zip(found["handovers"], found["handover_dues"], strict=True)
    for handed, due_at in asked:
        if not found["is_case"]:
            continue
        division, town = RECEIVERS[handed["to_center"]]
        is_signed = handed["ending"] == "signed"
        yield (
            found
            | NOTHING
            | {
                "division_code": division,
                "town_code": town,
                "handed_at": handed["handed_at"],
                "ending": handed["ending"],
                "signed_at": handed["ended_at"] if is_signed else None,
                "sign_due_at": due_at,
            }
        )


def _on_their_axes(found: Item) -> Iterator[tuple[str, datetime | None, Item]]:
    """Whatever is counted of an item, with its axis and its moment there."""
    yield "received", found["received_at"], found
    for each in _rounds(found):
        due_at = each["close_due_at"] if each["is_case"] else None
        yield "due", due_at if due_at and due_at <= NOW else None, each
        yield "closed", each["closed_at"], each
    for each in _handovers(found):
        yield "handed", each["handed_at"], each


def _counts(found: Item) -> bool:
    is_known = found["version"] is not None and not found["is_device_health"]
    return is_known and found["status"] != "merged"


def on_axes(items: Iterable[Item], from_day: date, until_day: date) -> list[Item]:
    """Everything that counts, once for each axis, round and hand-over whose day is in
    the period, with `axis`, `business_day` and `town`.
    """
    return [
        each | {"axis": axis, "business_day": day(moment), "town": place(each)}
        for found in items
        if _counts(found)
        for axis, moment, each in _on_their_axes(found)
        if moment is not None and from_day <= (day(moment) or from_day) < until_day
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
    """Handling time of a round, at least one minute."""
    spent: timedelta = found["closed_at"] - (
        found["round_started_at"] or found["received_at"]
    )
    return max(1.0, spent.total_seconds() / 60)


def percentile(values: list[float], share: float) -> float:
    """The nearest rank."""
    return sorted(values)[math.ceil(share * len(values)) - 1]
