"""What is listed page by page, what is counted, and a recount come to the same."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sql.store import Store
from tests.sql.drawn import CATEGORIES, TOWNS, random_items
from tests.sql.listed import counts, page
from tests.sql.state import TOWN, VILLAGE, put
from tests.support.ready import ready_store

DAY = timedelta(days=1)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def drawn() -> tuple[Store, list[Row]]:
    dice = random.Random(5)
    items = [_described(one, dice) for one in random_items(seed=9, size=2500)]
    store = ready_store()
    put(store, items)
    return store, items


def _described(one: Row, dice: random.Random) -> Row:
    return one | {
        "title": dice.choice(("噪声扰民", "夜间噪声", "邻里", None)),
        "channel": dice.choice(("grid", "window", None)),
        "campaign": dice.choice(("summer_100_days", None)),
        "tags": dice.choice(([], ["涉企"], ["涉企", "校园"], None)),
        "owner_center": dice.choice((TOWN, VILLAGE, None)),
        "lead_agency": dice.choice(("police", None)),
        "source_ref": f"S{dice.randrange(30)}",
    }


RECOUNTED: dict[str, tuple[Row, Callable[[Row], bool]]] = {
    "everything": ({}, lambda _: True),
    "kind": ({"kind": "dispute"}, lambda one: one["kind"] == "dispute"),
    "severity and category": (
        {"severity": "02", "category": CATEGORIES[1]},
        lambda one: (one["severity"], one["category"]) == ("02", CATEGORIES[1]),
    ),
    "closed disputes of a town": (
        {"state": "finished", "low": TOWNS[0], "high": TOWNS[0] + 1000},
        lambda one: one["status"] in ENDED and one["town_code"] == TOWNS[0],
    ),
    "text and channel": (
        {"text": "噪声", "channel": "grid"},
        lambda one: "噪声" in (one["title"] or "") and one["channel"] == "grid",
    ),
    "tag, campaign, owner": (
        {"tag": "涉企", "campaign": "summer_100_days", "owner": TOWN},
        lambda one: (
            "涉企" in (one["tags"] or [])
            and one["campaign"] == "summer_100_days"
            and one["owner_center"] == TOWN
        ),
    ),
    "agency": (
        {"agency": "police"},
        lambda one: bool(
            one["lead_agency"] == "police"
            or any(task["agency"] == "police" for task in one.get("tasks") or [])
        ),
    ),
    "number": ({"number": "S1"}, lambda one: one["source_ref"].startswith("S1")),
    "a week by receipt": (
        {
            "dated_by": "received",
            "from_day": date(2026, 2, 2),
            "until_day": date(2026, 2, 9),
        },
        lambda one: _day(one["received_at"]) in WEEK,
    ),
    "a week by closing": (
        {
            "dated_by": "closed",
            "from_day": date(2026, 2, 2),
            "until_day": date(2026, 2, 9),
        },
        lambda one: _day(one.get("closed_at")) in WEEK,
    ),
}
ENDED = {"closed", "redirected", "merged", "false_alarm"}
WEEK = {date(2026, 2, 2) + n * DAY for n in range(7)}


def _day(moment: datetime | None) -> date | None:
    return (moment + timedelta(hours=8)).date() if moment else None


@pytest.mark.parametrize("name", RECOUNTED)
def test_counts_pages_and_a_recount_come_to_the_same(
    drawn: tuple[Store, list[Row]], name: str
) -> None:
    store, items = drawn
    given, fits = RECOUNTED[name]
    wanted = {
        one["item_id"]
        for one in items
        if one["version"] is not None and not one["is_device_health"] and fits(one)
    }
    told = counts(store, **given)
    paged = _paged(store, **given)
    assert {row["item_id"] for row in paged} == wanted
    assert len(paged) == len(wanted) == sum(row["items"] for row in told) > 0
    assert Counter((row["kind"], row["status"]) for row in paged) == Counter(
        {(row["kind"], row["status"]): row["items"] for row in told}
    )


def _paged(store: Store, **given: Any) -> list[Row]:
    """Page after page until one is not full or the last comes again."""
    rows: list[Row] = []
    for number in range(1, 200):
        more = page(store, page_no=number, row_limit=37, **given)
        if more and rows and more[0]["place"] <= rows[-1]["place"]:
            break
        rows += more
        if not more:
            break
    return rows
