"""Deadlines, expected tiers, expected silence and the crosswalk: one answer each."""

from __future__ import annotations

import itertools

import pytest

from sql.reference.tables import table

KINDS = ("incident", "dispute", "camera_alert", "risk_lead")
SEVERITIES = ("01", "02", "03", "04")
SCALES = ("01", "02", "03")
SPREADS = ("none", "within_town", "cross_town", "cross_county")

Row = dict[str, str]


def column(name: str, field: str) -> list[str]:
    return [row[field] for row in table(name)]


def codes(name: str) -> set[str]:
    return {row["code"] for row in table("code_lists.csv") if row["list"] == name}


def test_every_kind_severity_scale_and_spread_has_exactly_one_expected_tier() -> None:
    keys = [
        (row["kind"], row["severity"], row["scale"], row["spread"])
        for row in table("expected_tiers.csv")
    ]
    assert sorted(keys) == sorted(itertools.product(KINDS, SEVERITIES, SCALES, SPREADS))
    assert set(column("expected_tiers.csv", "tier")) == codes("tier")


@pytest.mark.parametrize(
    ("kind", "severity", "scale", "spread", "tier"),
    [
        ("dispute", "04", "01", "none", "village"),
        ("incident", "03", "01", "none", "town"),
        ("dispute", "04", "02", "within_town", "town"),
        ("dispute", "04", "02", "cross_town", "county"),
        ("incident", "02", "01", "none", "city"),
        ("dispute", "04", "03", "none", "city"),
        ("risk_lead", "04", "01", "cross_county", "city"),
    ],
)
def test_the_tiers_follow_the_rule_of_the_system(
    kind: str, severity: str, scale: str, spread: str, tier: str
) -> None:
    wanted = [kind, severity, scale, spread, tier]
    assert wanted in [list(row.values()) for row in table("expected_tiers.csv")]


def fits(rule: Row, **item: str) -> bool:
    return all(rule[field] in {"", value} for field, value in item.items())


def test_every_profile_has_a_deadline_for_every_item_at_every_stage() -> None:
    rules: dict[tuple[str, str], list[Row]] = {}
    for row in table("deadline_profiles.csv"):
        rules.setdefault((row["profile"], row["stage"]), []).append(row)
    assert set(rules) == set(
        itertools.product(codes("deadline_profile"), codes("deadline_stage"))
    )
    for (_, stage), listed in rules.items():
        kinds = ("camera_alert", "risk_lead") if stage == "acknowledge" else KINDS
        for kind, severity, scale in itertools.product(kinds, SEVERITIES, SCALES):
            item = {
                "kind": kind,
                "severity": severity,
                "scale": scale,
                "source": "grid",
            }
            assert any(fits(rule, **item) for rule in listed)


def test_every_rule_gives_one_positive_limit_in_one_unit() -> None:
    for row in table("deadline_profiles.csv"):
        limits = [row[unit] for unit in ("days", "workdays", "minutes") if row[unit]]
        assert len(limits) == 1
        assert int(limits[0]) > 0


def test_rules_are_numbered_within_profile_and_stage_and_say_where_they_come_from() -> (
    None
):
    order = [
        (row["profile"], row["stage"], int(row["rule"]))
        for row in table("deadline_profiles.csv")
    ]
    assert len(order) == len(set(order))
    assert all(column("deadline_profiles.csv", "source_note"))


def test_rules_match_on_known_codes() -> None:
    known = {
        "kind": set(KINDS),
        "severity": set(SEVERITIES),
        "scale": set(SCALES),
        "source": codes("source"),
    }
    for row in table("deadline_profiles.csv"):
        assert all(row[field] in values | {""} for field, values in known.items())


def test_a_feeds_silence_is_said_once_for_every_hour() -> None:
    hours: dict[tuple[str, str], list[int]] = {}
    for row in table("expected_silence.csv"):
        span = range(int(row["hour_from"]), int(row["hour_to"]))
        hours.setdefault((row["kind"], row["source"]), []).extend(span)
        assert int(row["minutes"]) > 0
    assert {kind for kind, _ in hours} == set(KINDS)
    assert {source for _, source in hours} == codes("source")
    assert all(sorted(spans) == list(range(24)) for spans in hours.values())


def test_other_systems_lists_map_each_name_to_one_dispute_type() -> None:
    crosswalk = table("dispute_type_crosswalk.csv")
    keys = [(row["list"], row["name_zh"]) for row in crosswalk]
    assert len(keys) == len(set(keys))
    assert {row["list"] for row in crosswalk} == {
        "mediation",
        "petition",
        "hotline_12345",
    }
    types = {r["category"] for r in table("categories.csv") if r["kind"] == "dispute"}
    assert {row["dispute_type"] for row in crosswalk} <= types
    assert {row["source_note"] for row in crosswalk} == {"example"}
