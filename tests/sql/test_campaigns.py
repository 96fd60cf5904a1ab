"""Campaigns, channels, leads and classes come to what the items say, one by one."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from sql.reference.tables import table
from sql.store import Store
from streams.events import HANDLING_TOPIC
from tests.sql import recount
from tests.sql.asked import ask
from tests.sql.drawn import NOW, Item
from tests.sql.marked import (
    CAMPAIGNS,
    LEAD_COUNTS,
    PERIOD,
    PLACES,
    fits,
    items_with_marks,
    lead_counts,
    leads_of,
)
from tests.sql.state import COMPACTED, DELTAS, WAITING, put
from tests.support.intake import START, Intake
from tests.support.messages import TOPICS, event
from tests.support.ready import ready_store

SIGNALS = {"camera_alert", "risk_lead"}
MEASURES: dict[str, recount.Measure] = {
    **{one: recount.MEASURES[one] for one in ("cases", "closed", "on_time", "settled")},
    "closed_or_overdue": lambda one: (
        recount.MEASURES["closed"](one) + recount.MEASURES["overdue_open"](one)
    ),
}
SIGNALS_IN: dict[str, recount.Measure] = {
    "signals": lambda one: int(one["kind"] in SIGNALS)
}
APART: dict[str, tuple[str, ...]] = {
    "whole": (),
    "day": ("business_day",),
    "division": ("division_code",),
    "category": ("kind", "category"),
}
ANYBODYS = {
    **dict.fromkeys(("of_kind", "category", "severity", "status", "own_agency"), ""),
    **dict.fromkeys(("kind", "campaign", "channel"), ""),
    "own_center": 0,
    "right_in": 0,
}


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return items_with_marks(seed=21, size=2400)


@pytest.fixture(scope="module")
def store(items: list[Item]) -> Store:
    store = ready_store()
    for start, counted in enumerate((COMPACTED, DELTAS, WAITING)):
        put(store, items[start::3], counted)
    return store


def _within(items: list[Item], place: str) -> list[Item]:
    low, high = PLACES[place]
    return [one for one in items if low <= one["division_code"] < high]


def _asked(store: Store, name: str, place: str, **given: Any) -> list[dict[str, Any]]:
    low, high = PLACES[place]
    return ask(store, name, PERIOD, low=low, high=high, kind="", **given)


def _apart(row: dict[str, Any]) -> str:
    """By what a row is told apart."""
    told = [key for key, names in APART.items() if names and row[names[0]] is not None]
    return told[0] if told else "whole"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("axis", ["received", "due", "closed"])
@pytest.mark.parametrize("mark", ["campaign", "channel"])
def test_every_measure_of_a_campaign_or_channel_is_what_its_items_say(
    store: Store, items: list[Item], mark: str, axis: str, place: str
) -> None:
    rows = _asked(store, "counts_by_mark", place, mark=mark, axis=axis)
    marked = [
        one | {"mark": one[mark] or ""}
        for one in recount.on_axes(_within(items, place), *PERIOD)
        if one["axis"] == axis
        and (one["campaign"] if mark == "campaign" else one["kind"] == "dispute")
        and (axis != "due" or one["is_case"])
    ]
    # What came in as a signal is told of the day on which it came.
    measures = MEASURES | (SIGNALS_IN if axis == "received" else {})
    assert rows
    for apart, fields in APART.items():
        named = ("mark", *fields)
        found = {
            tuple(row[name] for name in named): {key: row[key] for key in measures}
            for row in rows
            if _apart(row) == apart
        }
        assert found == recount.sums(marked, named, measures), apart


@pytest.mark.parametrize("place", PLACES)
def test_the_list_of_a_campaigns_figure_has_as_many_as_it_counts(
    store: Store, place: str
) -> None:
    for indicator in ("received", "signals_received", "closed", "close_rate"):
        row = next(
            one for one in table("indicators.csv") if one["indicator"] == indicator
        )
        base = row["denominator"] or row["numerator"]
        given = {"axis": row["axis"], "numerator": row["numerator"], "base": base}
        counted = _asked(
            store, "counts_by_mark", place, mark="campaign", axis=row["axis"]
        )
        for code in CAMPAIGNS[:2]:
            whole = next(
                one for one in counted if one["mark"] == code and _apart(one) == "whole"
            )
            told = ask(
                store,
                "behind_counts",
                PERIOD,
                **dict(zip(("low", "high"), PLACES[place], strict=True)),
                **ANYBODYS | given | {"campaign": code},
            )
            assert sum(one["items"] for one in told) == whole[base] > 0
            hits = sum(one["counted"] for one in told)
            assert hits == whole[row["numerator"]]


def test_what_is_open_of_a_campaign_is_what_its_list_has(store: Store) -> None:
    rows = _asked(store, "open_by_campaign", "city")
    for code in CAMPAIGNS[:2]:
        (whole,) = [
            one for one in rows if one["mark"] == code and one["division_code"] is None
        ]
        for numerator in ("open_cases", "open_signals", "overdue"):
            told = ask(
                store,
                "open_behind_counts",
                PERIOD,
                **ANYBODYS | {"numerator": numerator, "campaign": code},
            )
            assert sum(one["items"] for one in told) == whole[numerator] > 0
            divisions = sum(
                one[numerator]
                for one in rows
                if one["mark"] == code and one["division_code"] is not None
            )
            assert divisions == whole[numerator]


@pytest.mark.parametrize("place", PLACES)
def test_leads_are_found_blocked_and_prevented_as_they_say(
    store: Store, items: list[Item], place: str
) -> None:
    wanted: dict[tuple[str, str], Counter[str]] = {}
    for one in leads_of(_within(items, place)):
        counts = wanted.setdefault((one["category"], one["severity"]), Counter())
        counts.update({key: int(said) for key, said in lead_counts(one).items()})
    found = {
        (row["category"], row["severity"]): {key: row[key] for key in LEAD_COUNTS}
        for row in _asked(store, "leads_by_mechanism", place)
    }
    told = {key: dict(one) for key, one in wanted.items() if one.total()}
    assert found == told
    assert {one for counts in told.values() for one in counts if counts[one]} == set(
        LEAD_COUNTS
    )


@pytest.mark.parametrize("indicator", ["lead_prevented", "rectify_rate"])
def test_the_list_of_a_figure_of_leads_has_as_many_as_it_counts(
    store: Store, indicator: str
) -> None:
    row = next(one for one in table("indicators.csv") if one["indicator"] == indicator)
    base = row["denominator"] or row["numerator"]
    counted = [
        one
        for one in ask(store, row["statement"], PERIOD)
        if one["axis"] == row["axis"]
    ]
    given = {"axis": row["axis"], "numerator": row["numerator"], "base": base}
    told = ask(store, "staged_behind_counts", PERIOD, **ANYBODYS | given)
    assert sum(one["items"] for one in told) == sum(one[base] for one in counted) > 0
    hits = sum(one["counted"] for one in told)
    assert hits == sum(one[row["numerator"]] for one in counted) > 0


def test_open_leads_are_late_after_their_last_day(
    store: Store, items: list[Item]
) -> None:
    wanted: dict[str, list[int]] = {}
    for one in items:
        is_open = one["status"] not in {"closed", "redirected", "merged", "false_alarm"}
        if one["kind"] != "risk_lead" or one["version"] is None or not is_open:
            continue
        last = json.loads(one["details"]).get("rectify_by")
        counts = wanted.setdefault(one["category"], [0, 0])
        counts[0] += 1
        counts[1] += int(bool(last) and last < str(recount.day(NOW)))
    found = {
        row["category"]: [row["open_leads"], row["overdue"]]
        for row in _asked(store, "open_leads", "city")
    }
    assert found == wanted


@pytest.mark.parametrize("place", PLACES)
def test_the_last_of_a_class_is_the_newest_that_fits_any_of_its_rules(
    store: Store, items: list[Item], place: str
) -> None:
    wanted: dict[str, datetime] = {}
    for rule in table("zero_classes.csv"):
        for one in _within(items, place):
            if fits(one, rule):
                at = one["occurred_at"]
                wanted[rule["class"]] = max(wanted.get(rule["class"], at), at)
    found = _asked(store, "last_of_classes", place)
    assert {row["zero_class"]: row["occurred_at"] for row in found} == wanted
    assert wanted


def test_villages_have_what_the_rollups_received(
    store: Store, items: list[Item]
) -> None:
    wanted = Counter(
        (one["division_code"], one["kind"])
        for one in recount.on_axes(items, *PERIOD)
        if one["axis"] == "received"
    )
    rows = ask(store, "registered_by_village", PERIOD)
    found = {(row["division_code"], row["kind"]): row["items"] for row in rows}
    assert {key: count for key, count in found.items() if count} == wanted


def test_a_lead_that_somebody_linked_to_an_incident_prevented_nothing() -> None:
    """The first lead says so itself, of the second the incident; the third is linked to
    something else.
    """
    intake, steps = Intake(), ("confirm", "accept", "handle", "close")
    leads = [(number, step) for number in (1, 2, 3) for step in steps]
    links = (
        ("risk_lead", 1, {"link_kind": "incident", "link_id": "incident-9"}),
        ("incident", 9, {"link_kind": "risk_lead", "link_id": "risk_lead-2"}),
        ("risk_lead", 3, {"link_kind": "dispute", "link_id": "dispute-9"}),
    )
    moves = [
        intake.moved("risk_lead", step, number, move_id=f"{step}-{number}")
        for number, step in leads
    ]
    moves += [
        intake.moved(kind, "link", number, move_id=f"link-{number}", **given)
        for kind, number, given in links
    ]
    told = [("incident", 9), *(("risk_lead", number) for number in (1, 2, 3))]
    events = [(TOPICS[kind], event(kind, number), START) for kind, number in told]
    intake.take(*events, *((HANDLING_TOPIC, one, START) for one in moves))
    month = (START.date().replace(day=1), START.date() + timedelta(days=9))
    (row,) = ask(intake.store, "leads_by_mechanism", month)
    counts = (row["found"], row["blocked"], row["came_true"], row["prevented"])
    assert counts == (3, 3, 2, 1)
