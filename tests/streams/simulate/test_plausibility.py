"""Someone who knows the domain would believe the demo: stated bounds."""

from collections import Counter, defaultdict
from datetime import datetime
from statistics import fmean
from typing import Any

from sql.reference.region import Point, read_region
from streams.intake.datum import to_wgs84
from streams.simulate.days import (
    date_of,
    day_of,
    is_market_day,
    number_of,
)
from streams.simulate.tables import HERE, factors, kind_profiles, read_volumes, rows
from streams.simulate.wording import titles
from tests.streams.simulate.city import ANCHOR_MS, City

REFERENCE = HERE.parents[1] / "sql" / "reference"
MARKET_KINDS = ("incident", "dispute")
SEVERITIES = {"04": (0.75, 0.86), "03": (0.11, 0.19), "02": (0.02, 0.06)}


def _hour(event: dict[str, Any]) -> int:
    return datetime.fromisoformat(event["reported_at"]).hour


def _received_day(event: dict[str, Any]) -> int:
    return number_of(datetime.fromisoformat(event["reported_at"]).date())


def test_items_a_day_follow_the_volumes(city: City) -> None:
    for kind, days in (("incident", 42), ("dispute", 42), ("camera_alert", 2)):
        per_day = city.world.rhythms[kind].volume.per_day
        assert abs(len(city.openings[kind]) / days / per_day - 1) < 0.06


def test_hours_of_the_day_follow_each_stream_s_profile(city: City) -> None:
    for kind, events in city.openings.items():
        seen = Counter(map(_hour, events))
        weights = [factors("hours", "hour")[kind, hour] for hour in range(24)]
        expected = [weight / sum(weights) * len(events) for weight in weights]
        for hour in range(24):
            bound = 0.15 * expected[hour] + 4 * expected[hour] ** 0.5 + 4
            assert abs(seen[hour] - expected[hour]) < bound, (kind, hour)


def test_disputes_come_in_office_hours_and_camera_alerts_at_night(city: City) -> None:
    office = fmean(8 <= _hour(event) < 19 for event in city.openings["dispute"])
    night = fmean(
        _hour(event) >= 20 or _hour(event) < 6
        for event in city.openings["camera_alert"]
    )
    assert office > 0.8
    assert night > 0.45


def test_towns_have_their_share_by_people(city: City) -> None:
    towns = {
        town.division.code: town.population for town in read_region("suizhou").towns
    }
    events = city.openings["incident"] + city.openings["dispute"]
    seen = Counter(event["division_code"][:9] + "000" for event in events)
    for code, people in towns.items():
        expected = people / sum(towns.values()) * len(events)
        assert abs(seen[code] - expected) < 0.2 * expected + 4 * expected**0.5, code


def test_market_days_bring_more_to_a_town_that_holds_one(city: City) -> None:
    region = read_region("suizhou")
    numbers = {
        town.division.code: number
        for number, town in enumerate(region.towns)
        if town.division.unit_type == "town"
    }
    seen: dict[bool, int] = defaultdict(int)
    for event in (event for kind in MARKET_KINDS for event in city.openings[kind]):
        number = numbers.get(event["division_code"][:9] + "000")
        if number is not None:
            seen[is_market_day(number, _received_day(event))] += 1
    days = range(day_of(ANCHOR_MS) - 41, day_of(ANCHOR_MS))
    held = sum(
        is_market_day(number, day) for number in numbers.values() for day in days
    )
    quiet = len(numbers) * len(days) - held
    assert 1.8 < (seen[True] / held) / (seen[False] / quiet) < 2.7


def test_disputes_peak_on_the_4th_the_14th_and_the_24th(city: City) -> None:
    today = day_of(ANCHOR_MS)
    days = Counter(map(_received_day, city.openings["dispute"]))
    talk = [days[day] for day in range(today - 41, today) if date_of(day).day % 10 == 4]
    other = [
        days[day] for day in range(today - 41, today) if date_of(day).day % 10 != 4
    ]
    assert len(talk) >= 4
    assert 1.8 < fmean(talk) / fmean(other) < 2.9
    channels = Counter(
        (date_of(_received_day(event)).day in (4, 14, 24), event["channel"])
        for event in city.openings["dispute"]
    )
    talks = channels[True, "fourth_day_talks"]
    assert talks / sum(count for key, count in channels.items() if key[0]) > 0.4
    assert channels[False, "fourth_day_talks"] < 0.01 * len(city.openings["dispute"])


def test_a_few_cameras_send_most_alerts_and_mostly_the_same(city: City) -> None:
    alerts = city.openings["camera_alert"]
    by_camera = Counter(alert["camera_id"] for alert in alerts)
    busiest = [count for _, count in by_camera.most_common()]
    assert 0.3 < sum(busiest[:540]) / len(alerts) < 0.65
    assert 0.002 < busiest[0] / len(alerts) < 0.015
    assert 5_000 < len(by_camera) < 30_000


def test_about_a_twelfth_of_the_alerts_are_about_devices(city: City) -> None:
    methods = Counter(alert["alarm_method"] for alert in city.openings["camera_alert"])
    assert 0.05 < (methods[2] + methods[6]) / methods.total() < 0.12


def test_severity_is_rare_where_it_is_high(city: City) -> None:
    for kind in ("incident", "dispute"):
        levels = Counter(event["level"] for event in city.openings[kind])
        for level, (low, high) in SEVERITIES.items():
            assert low < levels[level] / levels.total() < high
        assert 0 < levels["01"] / levels.total() < 0.01


def test_titles_name_a_town_and_never_a_person_or_a_number(city: City) -> None:
    towns = tuple(town.division.name for town in read_region("suizhou").towns)
    for events in city.openings.values():
        for event in events[::5]:
            assert event["title"].startswith(towns)
            assert not any(sign.isdigit() for sign in event["title"])


def test_positions_lie_in_the_town_and_some_are_missing(city: City) -> None:
    towns = {town.division.code: town for town in read_region("suizhou").towns}
    events = city.openings["incident"][:1500]
    placed = [event for event in events if "longitude" in event]
    assert 0.8 < len(placed) / len(events) < 0.9
    assert {event.get("datum", "wgs84") for event in placed} == {"wgs84", "gcj02"}
    inside = fmean(
        towns[event["division_code"][:9] + "000"].contains(
            Point(
                *to_wgs84(
                    event["longitude"], event["latitude"], event.get("datum", "wgs84")
                )
            )
        )
        for event in placed
    )
    assert inside > 0.97


def test_campaigns_run_in_their_season(city: City) -> None:
    campaigns = Counter(event.get("campaign") for event in city.openings["incident"])
    assert campaigns["telecom_fraud"] > 50
    assert campaigns["theft_robbery_fraud"] > 20
    assert campaigns["summer_100_days"] == 0


def test_some_items_are_corrected_and_some_come_late_or_twice(city: City) -> None:
    versions = Counter()
    for record in city.records:
        if record.topic == "cgc.incidents":
            versions[record.opens, b'"version":2' in record.value] += 1
    opened = versions[True, False]
    assert 0.06 < versions[False, True] / opened < 0.1
    assert 0.002 < versions[False, False] / opened < 0.01


def test_every_stream_has_a_profile_and_every_category_a_title() -> None:
    assert set(kind_profiles()) == {
        volume.kind for volume in read_volumes(HERE / "volumes.csv")
    }
    shipped = {
        (row["kind"], row["category"]) for row in rows(REFERENCE / "categories.csv")
    }
    assert shipped <= set(titles())


def test_every_tag_and_hazard_of_the_demo_has_a_name() -> None:
    named = {(row["list"], row["code"]) for row in rows(REFERENCE / "code_lists.csv")}
    said = [one for some in titles().values() for one in some]
    used = {("tag", one.tags) for one in said} | {
        ("hazard", one.hazard) for one in said
    }
    assert {(kind, code) for kind, code in used if code} <= named
