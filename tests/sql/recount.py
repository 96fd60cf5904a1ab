"""Indicators counted once more, item by item, in plain Python."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.sql.state import item

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 1, 20, 16, tzinfo=UTC)
NOW = datetime(2026, 3, 10, 4, 30, tzinfo=UTC)
DAYS = (NOW - START).days
TIERS = ("village", "town", "county", "city")
TOWNS = (421303001000, 421303002000, 421321100000, 421381001000)
COUNTY = 421303000000
CATEGORIES = ("01", "02", "17")
SETTLED = ("mediated", "mediated_confirmed", "reconciled")
OUTCOMES = (*SETTLED, "mediation_failed", "to_litigation", None)
ANSWERS = ("satisfied", "mostly_satisfied", "dissatisfied", "no_answer", None, None)
ENDED = ("closed", "closed", "closed", "redirected")
CASE_STATUSES = ("registered", "assigned", "returned", "signed", "handling", "joint")
SIGNAL_STATUSES = ("raised", "acknowledged", "shelved")
Item = dict[str, Any]
Measure = Callable[[Item], int]


def random_items(seed: int, size: int) -> list[Item]:
    """Items in every state that the indicators tell apart, from a seed."""
    dice = random.Random(seed)
    return [_random_item(dice) for _ in range(size)]


def _random_item(dice: random.Random) -> Item:
    kind = dice.choice(("incident", "dispute", "camera_alert", "risk_lead"))
    is_signal = kind in {"camera_alert", "risk_lead"}
    received_at = START + timedelta(seconds=dice.random() * DAYS * 86_400)
    confirmed_at = _later(dice, received_at, 12, 0.4) if is_signal else None
    is_case = not is_signal or confirmed_at is not None
    town = dice.choice((*TOWNS, 0))
    fields = {
        "kind": kind,
        "town_code": town,
        "division_code": town + dice.randrange(3) if town else COUNTY,
        "category": dice.choice(CATEGORIES),
        "severity": f"0{dice.randint(1, 4)}",
        "received_at": received_at,
        "confirmed_at": confirmed_at,
        "is_confirmed": confirmed_at is not None,
        "is_case": is_case,
        "is_device_health": not is_case and dice.random() < 0.2,
        "version": dice.choice((1, 2, 3, 3, None)),
        "first_response_at": _later(dice, received_at, 1, 0.7),
        "acknowledged_at": _later(dice, received_at, 1, 0.5) if is_signal else None,
        "expected_tier": dice.choice((*TIERS, None)),
        **(_case(dice, received_at) if is_case else _signal(dice, received_at)),
    }
    return item(**fields)


def _later(
    dice: random.Random, moment: datetime, days: float, share: float
) -> datetime | None:
    later = moment + timedelta(seconds=round(dice.expovariate(1) * days * 43_200))
    return later if dice.random() < share else None


def _case(dice: random.Random, received_at: datetime) -> Item:
    closed_at = _later(dice, received_at, 10, 0.6)
    due_at = received_at + timedelta(days=dice.choice((1, 7, 7, 30)))
    due_at = dice.choice((due_at, due_at, due_at, closed_at))
    return {
        "closed_at": closed_at,
        "status": dice.choice(ENDED if closed_at else CASE_STATUSES),
        "close_due_at": due_at,
        "close_limit_s": (due_at - received_at).total_seconds() if due_at else None,
        "sign_due_at": received_at + timedelta(hours=24),
        "signed_at": _later(dice, received_at, 2, 0.6),
        "fed_back_at": _later(dice, received_at, 2, 0.5),
        "returned_count": dice.choice((0, 0, 1, 2)),
        "reopened_count": dice.choice((0, 0, 0, 1)),
        "has_recurred": dice.random() < 0.2,
        "joint_count": dice.choice((0, 0, 1)),
        "outcome": dice.choice(OUTCOMES) if closed_at else None,
        "satisfaction": dice.choice(ANSWERS) if closed_at else None,
        "supervision": dice.choice((None, None, "yellow_card")),
        "resolved_tier": dice.choice((*TIERS, None)),
    }


def _signal(dice: random.Random, received_at: datetime) -> Item:
    is_dismissed = dice.random() < 0.4
    return {
        "status": "false_alarm" if is_dismissed else dice.choice(SIGNAL_STATUSES),
        "closed_at": _later(dice, received_at, 1, 1.0) if is_dismissed else None,
        "acknowledge_due_at": received_at + timedelta(minutes=30),
    }


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
    return (
        found["status"] in {"registered", "assigned", "returned"}
        and found["signed_at"] is None
        and found["sign_due_at"] < NOW
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
        lambda found: _is_by(found["signed_at"], found["sign_due_at"])
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
    "joint": case(lambda found: found["joint_count"]),
    "visited": case(lambda found: found["satisfaction"]),
    "satisfied": case(
        lambda found: found["satisfaction"] in {"satisfied", "mostly_satisfied"}
    ),
    "supervised": case(lambda found: found["supervision"]),
    "responded": lambda found: int(found["first_response_at"] is not None),
    "response_s": _response_s,
    "overdue_open": case(lambda found: found["axis"] == "due" and _is_late(found)),
    "unsigned_overdue": case(
        lambda found: found["axis"] == "received" and _is_unsigned(found)
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


def axes(found: Item) -> Iterator[tuple[str, date]]:
    """The axes on which an item stands, with its day on each."""
    days = {
        "received": day(found["received_at"]),
        "due": day(found["close_due_at"]) if _is_due(found) else None,
        "closed": day(found["closed_at"]),
    }
    return ((axis, on) for axis, on in days.items() if on is not None)


def on_axes(items: Iterable[Item], from_day: date, until_day: date) -> list[Item]:
    """Every item that counts, once for each axis whose day is in the period, with
    `axis`, `business_day` and `town`.
    """
    return [
        found | {"axis": axis, "business_day": on, "town": place(found)}
        for found in items
        if found["version"] is not None and not found["is_device_health"]
        for axis, on in axes(found)
        if from_day <= on < until_day
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
    spent = found["closed_at"] - found["received_at"]
    return max(1.0, spent.total_seconds() / 60)


def percentile(values: list[float], share: float) -> float:
    """The nearest rank."""
    return sorted(values)[math.ceil(share * len(values)) - 1]
