"""Items with campaigns, channels and rectification days, and what leads and classes
come to by the words of the dictionary.
"""

from __future__ import annotations

import json
import random
from datetime import date, datetime, timedelta
from typing import Any

from tests.sql import recount
from tests.sql.drawn import NOW, Item, random_items

PERIOD = (date(2026, 2, 1), date(2026, 3, 1))
PLACES = {"city": (421300000000, 421400000000), "town": (421303001000, 421303002000)}
CAMPAIGNS = ("telecom_fraud", "trafficking", "of_nobody", None)
CHANNELS = ("grid", "fourth_day_talks", None)
LEAD_COUNTS = (
    *("found", "dismissed", "blocked", "prevented"),
    *("rectify_due", "rectified", "rectify_overdue"),
)


def items_with_marks(seed: int, size: int) -> list[Item]:
    """Random items, each perhaps of a campaign, a channel, with a last day."""
    dice = random.Random(4)
    return [_described(one, dice) for one in random_items(seed=seed, size=size)]


def _described(one: Item, dice: random.Random) -> Item:
    details: dict[str, Any] = {"injured_count": dice.randrange(6)}
    if dice.random() < 0.6:
        last_day = one["received_at"] + timedelta(days=dice.randrange(20))
        details["rectify_by"] = f"{recount.day(last_day)}"
    return one | {
        "campaign": dice.choice(CAMPAIGNS),
        "channel": dice.choice(CHANNELS),
        "category": dice.choice(("0404", "0406", "01", "02")),
        "tags": dice.choice(([], ["school"], ["hazardous_goods", "school"], None)),
        "occurred_at": one["received_at"] - timedelta(hours=dice.randrange(50)),
        "details": json.dumps(details),
    }


def _is_in(moment: datetime | None) -> bool:
    day = recount.day(moment)
    return day is not None and PERIOD[0] <= day < PERIOD[1]


def lead_counts(one: Item) -> dict[str, bool]:
    """What a lead counts to, by the words of the dictionary."""
    is_found, is_false = _is_in(one["received_at"]), one["status"] == "false_alarm"
    closed_at = one["closed_at"]
    last = json.loads(one["details"]).get("rectify_by")
    today, closed = recount.day(NOW), recount.day(closed_at)
    is_due = is_found and not is_false and bool(last) and last < str(today)
    is_ended = one["is_case"] and one["status"] != "redirected"
    return {
        "found": is_found,
        "dismissed": is_found and is_false,
        "blocked": _is_in(one["confirmed_at"]),
        "prevented": _is_in(closed_at) and is_ended,
        "rectify_due": is_due,
        "rectified": is_due and closed is not None and str(closed) <= last,
        "rectify_overdue": is_due and closed is None,
    }


def leads_of(items: list[Item]) -> list[Item]:
    return [
        {"closed_at": None} | one
        for one in items
        if one["kind"] == "risk_lead"
        and one["version"] is not None
        and one["status"] != "merged"
        and not one["is_device_health"]
    ]


def fits(one: Item, rule: dict[str, str]) -> bool:
    injured = json.loads(one["details"])["injured_count"]
    return (
        one["kind"] == rule["kind"]
        and rule["category"] in {"", one["category"]}
        and (not rule["tag"] or rule["tag"] in (one["tags"] or []))
        and one["severity"] <= rule["severity"]
        and injured >= int(rule["least_injured"] or 0)
        and one["version"] is not None
        and one["status"] != "merged"
        and one.get("outcome") != "unfounded"
    )
