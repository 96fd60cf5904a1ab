"""The items behind a figure are exactly those that it counts."""

from __future__ import annotations

from datetime import date, timedelta
from math import floor, log2
from typing import Any

import pytest

from sql.store import Store
from tests.sql.drawn import NOW, START, random_items
from tests.sql.state import COMPACTED, DELTAS, RECEIVED_AT, WAITING, item, put
from tests.sql.timed import case, handed, holding
from tests.support.ready import ready_store

PERIOD = (START.date(), NOW.date() + timedelta(days=1))
TOWN = {"low": 421303001000, "high": 421303002000}
CITY = {"low": 0, "high": 10**12}
ANYBODYS = {
    **dict.fromkeys(
        ("category", "severity", "status", "campaign", "channel", "own_agency"), ""
    ),
    "own_center": 0,
    "right_in": 0,
}
FIGURES = (
    ("indicators_by_town", "due", "closed", "cases"),
    ("indicators_by_town", "due", "on_time", "closed_or_overdue"),
    ("indicators_by_town", "received", "assigned_on_time", "assigned_or_overdue"),
    ("indicators_by_town", "received", "signed", "cases"),
    ("indicators_by_town", "received", "joint", "cases"),
    ("indicators_by_town", "handed", "signed_on_time", "signed_or_overdue"),
    ("indicators_by_town", "handed", "signed", "items"),
    ("indicators_by_town", "received", "items", "items"),
    ("indicators_by_town", "received", "returned", "cases"),
    ("indicators_by_town", "closed", "settled", "closed"),
    ("indicators_by_town", "closed", "satisfied", "visited"),
    ("signals_by_town", "received", "confirmed", "judged"),
    ("signals_by_town", "received", "dismissed", "judged"),
    ("signals_by_town", "received", "disposed", "signals"),
)
OF_NOW = (
    *("open_count", "open_cases", "open_signals"),
    *("overdue", "due_soon", "unsigned_overdue", "unassigned_overdue"),
    *("unacknowledged_overdue", "supervised", "on_ledger"),
)


@pytest.fixture(scope="module")
def store() -> Store:
    store, items = ready_store(), random_items(seed=3, size=3000)
    for start, counted in enumerate((COMPACTED, DELTAS, WAITING)):
        put(store, items[start::3], counted)
    put(store, [item(status="ledger", is_case=True)])
    return store


def _period(first: date = PERIOD[0], until: date = PERIOD[1]) -> dict[str, Any]:
    return {"from_day": first, "until_day": until}


@pytest.mark.parametrize("kind", ["", "dispute", "camera_alert"])
@pytest.mark.parametrize("divisions", [CITY, TOWN], ids=["city", "town"])
@pytest.mark.parametrize("figure", FIGURES, ids=" ".join)
def test_the_items_of_a_period_add_up_to_its_figure(
    store: Store, figure: tuple[str, ...], divisions: dict[str, int], kind: str
) -> None:
    statement, axis, numerator, base = figure
    given = _period() | ({"now_at": NOW} if statement.startswith("indic") else {})
    counted = [
        row
        for row in store.query(statement, **given).to_pylist()
        if row.get("axis", axis) == axis
        and divisions["low"] <= row["division_code"] < divisions["high"]
        and kind in {"", row["kind"]}
    ]
    found = store.query(
        "items_behind",
        **_period(),
        **divisions,
        axis=axis,
        now_at=NOW,
        numerator=numerator,
        base=base,
        kind=kind,
        row_limit=10_000,
    ).to_pylist()
    assert len(found) == sum(row[base] for row in counted)
    assert sum(row["is_counted"] for row in found) == sum(
        row[numerator] for row in counted
    )
    assert all(row["total"] == len(found) for row in found)


@pytest.mark.parametrize("numerator", OF_NOW)
def test_the_open_items_are_those_that_press(store: Store, numerator: str) -> None:
    is_open = numerator.startswith("open_")
    statement = "open_by_village" if is_open else "deadlines_by_village"
    counted = store.query(statement, now_at=NOW).column(numerator).to_pylist()
    found = store.query(
        "open_items_behind",
        **CITY,
        now_at=NOW,
        numerator=numerator,
        kind="",
        row_limit=10_000,
    )
    assert found.num_rows == sum(counted) > 0


def test_misses_come_first_and_a_limit_says_how_many_there_are(store: Store) -> None:
    found = store.query(
        "items_behind",
        **_period(),
        **CITY,
        axis="due",
        now_at=NOW,
        numerator="closed",
        base="cases",
        kind="",
        row_limit=50,
    ).to_pylist()
    assert len(found) == 50 < found[0]["total"]
    assert not found[0]["is_counted"]
    received = [row["received_at"] for row in found]
    assert received == sorted(received, reverse=True)


def test_an_item_stands_behind_a_figure_once_for_every_hand_over() -> None:
    twice = [
        handed(ended_at=RECEIVED_AT, ending="signed"),
        handed(handed_at=RECEIVED_AT + timedelta(hours=1)),
    ]
    due_at = RECEIVED_AT + timedelta(hours=2)
    given = {"handover_dues": [due_at, due_at], "sign_due_at": due_at}
    store = holding(case(handovers=twice, **given))
    found = store.query(
        "items_behind",
        **_period(),
        **CITY,
        axis="handed",
        now_at=NOW,
        numerator="signed_on_time",
        base="signed_or_overdue",
        kind="",
        row_limit=10,
    ).to_pylist()
    assert [row["is_counted"] for row in found] == [False, True]
    assert len({row["item_id"] for row in found}) == 1


@pytest.mark.parametrize("kind", ["", "dispute"])
@pytest.mark.parametrize("figure", FIGURES, ids=" ".join)
def test_pages_of_a_figure_have_each_of_its_items_once(
    store: Store, figure: tuple[str, ...], kind: str
) -> None:
    _, axis, numerator, base = figure
    given = _period() | CITY | {"axis": axis, "now_at": NOW, "kind": ""}
    given |= {"numerator": numerator, "base": base}
    every = store.query("items_behind", row_limit=10_000, **given).to_pylist()
    wanted = [row for row in every if kind in {"", row["kind"]}]
    chosen = given | ANYBODYS | {"of_kind": kind}
    told = store.query("behind_counts", **chosen).to_pylist()
    assert sum(row["items"] for row in told) == len(wanted)
    assert sum(row["counted"] for row in told) == sum(
        row["is_counted"] for row in wanted
    )
    last = max(1, -(-len(wanted) // 400))
    pages = [
        store.query("behind_page", page_no=page_no, row_limit=400, **chosen).to_pylist()
        for page_no in (*range(1, last + 1), last + 7)
    ]
    listed = [row for page in pages[:-1] for row in page]
    assert pages[-1] == pages[-2]
    assert [row["place"] for row in listed] == list(range(1, len(wanted) + 1))
    assert sorted(row["item_id"] for row in listed) == sorted(
        row["item_id"] for row in wanted
    )


@pytest.mark.parametrize("share", [0.5, 0.9])
@pytest.mark.parametrize("divisions", [CITY, TOWN], ids=["city", "town"])
def test_a_percentile_stands_where_what_took_longer_ends(
    store: Store, divisions: dict[str, int], share: float
) -> None:
    found = store.query(
        "ended_items_behind",
        **_period(),
        **divisions,
        axis="closed",
        now_at=NOW,
        numerator=f"p{share * 100:.0f}_minutes",
        base="cases",
        kind="",
        row_limit=10_000,
    ).to_pylist()
    told = store.query("duration_percentiles", **_period(), **divisions).to_pylist()
    assert len(found) == sum(row["cases"] for row in told) > 20
    took = [row["took_s"] for row in found]
    assert took == sorted(took, reverse=True)
    buckets = [floor(4 * log2(max(one / 60, 1))) for one in took]
    within = [one for one in buckets if _reached(buckets, one - 1) < share]
    assert [row["is_counted"] for row in found] == [
        one <= max(within) for one in buckets
    ]


def _reached(buckets: list[int], up_to: int) -> float:
    return sum(one <= up_to for one in buckets) / len(buckets)


def test_a_lead_that_came_true_is_no_miss(store: Store) -> None:
    given = _period() | {"within_days": 2}
    told = store.query("lead_accuracy_by_town", **given).to_pylist()
    found = store.query(
        "lead_items_behind", **given, **CITY, kind="", row_limit=10_000
    ).to_pylist()
    assert len(found) == sum(row["signals"] for row in told) > 0
    hits = sum(row["is_counted"] for row in found)
    assert hits == sum(row["came_true"] for row in told) > 0
    assert not found[0]["is_counted"]


@pytest.mark.parametrize("divisions", [CITY, TOWN], ids=["city", "town"])
@pytest.mark.parametrize("kind", ["", "dispute"])
@pytest.mark.parametrize("numerator", ["closed", "cases"])
def test_cases_with_a_tag_are_those_that_bear_it_once_each(
    divisions: dict[str, int], kind: str, numerator: str
) -> None:
    """Recounted from the items themselves."""
    items, first = random_items(seed=5, size=1500), START + timedelta(days=9)
    store = ready_store()
    put(store, items)
    days = {"from_day": first.date(), "until_day": PERIOD[1]}
    found = store.query(
        "tagged_items_behind",
        **days,
        **divisions,
        of_tag="enterprise",
        numerator=numerator,
        kind=kind,
        row_limit=10_000,
    ).to_pylist()
    wanted = {
        one["item_id"]: one["closed_at"] is not None or numerator == "cases"
        for one in items
        if is_received_case(one, divisions, kind, days["from_day"])
        and "enterprise" in (one["tags"] or ())
    }
    assert {row["item_id"]: row["is_counted"] for row in found} == wanted
    assert len(found) == len(wanted) > 10
    told = [
        row
        for row in store.query("tagged_by_town", **days).to_pylist()
        if row["tag"] == "enterprise"
        and divisions["low"] <= row["division_code"] < divisions["high"]
        and kind in {"", row["kind"]}
    ]
    assert sum(row["cases"] for row in told) == len(wanted)
    assert sum(row[numerator] for row in told) == sum(wanted.values())


def is_received_case(
    one: dict[str, Any], divisions: dict[str, int], kind: str, first: date
) -> bool:
    is_counted = one["is_case"] and one["version"] and one["status"] != "merged"
    is_here = divisions["low"] <= one["division_code"] < divisions["high"]
    is_kind = kind in {"", one["kind"]}
    is_then = (one["received_at"] + timedelta(hours=8)).date() >= first
    return bool(
        is_counted and is_here and is_kind and is_then and not one["is_device_health"]
    )


def test_a_device_stands_once_behind_its_faults(store: Store) -> None:
    told = store.query("device_faults_by_town", **_period()).to_pylist()
    found = store.query("fault_items_behind", **_period(), **CITY, row_limit=10_000)
    assert found.num_rows == sum(row["faults"] for row in told) > 0


@pytest.mark.parametrize("numerator", ["judged", "confirmed", "dismissed"])
def test_the_signals_that_were_judged_are_those_that_are_counted(
    store: Store, numerator: str
) -> None:
    counted = store.query("signals_judged_by_town", **_period()).to_pylist()
    chosen = ANYBODYS | {"of_kind": "", "kind": ""}
    told = store.query(
        "judged_behind_counts", **_period(), **CITY, **chosen, numerator=numerator
    ).to_pylist()
    assert sum(row["items"] for row in told) == sum(row[numerator] for row in counted)
