"""Kinds, categories, codes and rules: every list whole, in both languages."""

from __future__ import annotations

from collections import Counter

import pytest

from sql.reference.tables import table
from streams.events import STREAMS

KINDS = [stream.kind for stream in STREAMS]
SEVERITIES = ("01", "02", "03", "04")


def column(name: str, field: str) -> list[str]:
    return [row[field] for row in table(name)]


def codes(name: str) -> set[str]:
    return {row["code"] for row in table("code_lists.csv") if row["list"] == name}


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("incident", 1, 4),
        ("dispute", 1, 4),
        ("camera_alert", 1, 4),
        ("risk_lead", 0, 100),
    ],
)
def test_each_streams_scale_maps_whole_and_once(kind: str, low: int, high: int) -> None:
    spans = [row for row in table("severity_map.csv") if row["kind"] == kind]
    covered = Counter(
        value for row in spans for value in range(int(row["low"]), int(row["high"]) + 1)
    )
    assert covered == Counter(range(low, high + 1))
    assert {row["severity"] for row in spans} == set(SEVERITIES)


def test_an_alarm_is_known_by_method_and_type_together() -> None:
    alarms = table("camera_alarms.csv")
    keys = [(row["method"], row["type"], row["algorithm"]) for row in alarms]
    assert len(keys) == len(set(keys))
    types = Counter(row["method"] for row in alarms if row["type"])
    assert types == {"2": 5, "5": 12, "6": 2}
    assert {row["method"] for row in alarms} == set("1234567")


def test_methods_two_and_six_are_device_health() -> None:
    for row in table("camera_alarms.csv"):
        assert (row["is_device_health"] == "1") == (row["method"] in {"2", "6"})


def test_algorithms_stand_under_method_five_without_a_type() -> None:
    named = [row for row in table("camera_alarms.csv") if row["algorithm"]]
    assert {(row["method"], row["type"]) for row in named} == {("5", "")}
    assert {"烟火", "溺水", "人员聚集", "占道", "电动车入梯", "三轮车载人"} <= {
        row["name_zh"] for row in named
    }


def test_no_algorithm_tells_who_somebody_is() -> None:
    named = " ".join(column("camera_alarms.csv", "algorithm")).split()
    assert not [
        name for name in named if name.startswith(("face", "plate", "person_id"))
    ]


def test_categories_are_unique_and_cover_every_camera_alarm() -> None:
    categories = table("categories.csv")
    keys = {(row["kind"], row["category"]) for row in categories}
    assert len(keys) == len(categories)
    alarms = {
        ("camera_alert", each) for each in column("camera_alarms.csv", "category")
    }
    assert alarms == {key for key in keys if key[0] == "camera_alert"}
    assert {kind for kind, _ in keys} == set(KINDS)


def test_disputes_have_their_25_types_and_leads_their_eight_mechanisms() -> None:
    counts = Counter(column("categories.csv", "kind"))
    assert (counts["dispute"], counts["risk_lead"]) == (25, 8)


def test_only_injury_family_and_neighbour_disputes_show_at_the_village_seat() -> None:
    shown = {
        (row["kind"], row["category"])
        for row in table("categories.csv")
        if row["shown_at_seat"] == "1"
    }
    assert shown == {("dispute", "15"), ("dispute", "16"), ("dispute", "17")}


def test_preventable_cases_are_incidents_of_public_order() -> None:
    preventable = [
        row for row in table("categories.csv") if row["is_preventable"] == "1"
    ]
    assert len(preventable) == 6
    assert {row["kind"] for row in preventable} == {"incident"}
    assert {row["category"][:2] for row in preventable} == {"01"}


def test_every_incident_category_belongs_to_a_group() -> None:
    incidents = [row for row in table("categories.csv") if row["kind"] == "incident"]
    assert {row["category"][:2] for row in incidents} == codes("incident_group")


@pytest.mark.parametrize(
    "name",
    [
        *("statuses.csv", "moves.csv", "categories.csv", "camera_alarms.csv"),
        *("code_lists.csv", "agencies.csv", "campaigns.csv"),
        *("dispute_type_crosswalk.csv", "escalation.csv", "indicators.csv"),
        *("statistics.csv", "glossary.csv"),
    ],
)
def test_every_entry_has_a_chinese_and_an_english_name(name: str) -> None:
    for row in table(name):
        assert row["name_zh"].strip()
        assert row["name_en"].strip()
        assert row["name_en"].isascii()


def test_codes_are_unique_within_their_list() -> None:
    keys = [(row["list"], row["code"]) for row in table("code_lists.csv")]
    assert len(keys) == len(set(keys))


def test_lists_from_field_systems_say_so() -> None:
    for row in table("code_lists.csv"):
        if row["list"] in {"nature", "scale", "level"}:
            assert row["source_note"] == "field systems"


@pytest.mark.parametrize(
    ("part", "whole"),
    [("settled_outcome", "outcome"), ("satisfied_answer", "satisfaction")],
)
def test_a_list_of_what_counts_is_part_of_its_list(part: str, whole: str) -> None:
    assert codes(part) < codes(whole)


def test_what_must_not_happen_is_said_in_known_codes() -> None:
    categories = {(row["kind"], row["category"]) for row in table("categories.csv")}
    rules = table("zero_classes.csv")
    assert {row["class"] for row in rules} == codes("zero_class")
    for row in rules:
        assert row["category"] == "" or (row["kind"], row["category"]) in categories
        assert row["tag"] == "" or row["tag"] in codes("tag")
        assert row["severity"] in SEVERITIES
        assert row["least_injured"] == "" or int(row["least_injured"]) > 0


def test_a_target_is_of_a_rate_that_has_a_better_way_and_has_an_owner() -> None:
    rates = {
        row["indicator"]
        for row in table("indicators.csv")
        if row["unit"] == "percent" and row["better"] in {"up", "down"}
    }
    agencies = {row["agency_code"] for row in table("agencies.csv")}
    rows = table("indicator_targets.csv")
    assert len({row["indicator"] for row in rows}) == len(rows)
    assert {row["goal"] for row in rows} == codes("target_goal")
    for row in rows:
        assert row["indicator"] in rates
        assert row["owner"] in agencies
        assert 0 < float(row["target"]) <= 1
        assert row["source_note"]
