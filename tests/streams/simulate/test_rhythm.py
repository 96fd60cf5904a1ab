"""Volumes are what the CSV says, over years, months and festivals."""

from collections import defaultdict
from datetime import date
from statistics import fmean
from typing import Any

from streams.simulate.days import DAY_MS, day_of, day_start, number_of
from streams.simulate.rhythm import rhythm_of
from streams.simulate.slices import Slice, plan_slice
from streams.simulate.tables import HERE, read_volumes, rows
from tests.streams.simulate.city import ANCHOR_MS, SEED, City

REFERENCE = HERE.parents[1] / "sql" / "reference"
YEAR = 365


def _rhythms() -> dict[str, Any]:
    return {
        volume.kind: rhythm_of(volume, ANCHOR_MS, reduced=False)
        for volume in read_volumes(HERE / "volumes.csv")
    }


def test_the_shipped_volumes_are_what_the_city_receives() -> None:
    for volume in read_volumes(HERE / "volumes.csv"):
        rhythm = rhythm_of(volume, ANCHOR_MS, reduced=False)
        days = range(day_of(rhythm.start_ms), day_of(ANCHOR_MS) + 1)
        assert abs(fmean(map(rhythm.expected, days)) / volume.per_day - 1) < 0.01


def test_history_has_a_base_for_year_on_year() -> None:
    months = {kind: ANCHOR_MS - rhythm.start_ms for kind, rhythm in _rhythms().items()}
    for kind in ("incident", "dispute", "risk_lead"):
        assert 24.9 < months[kind] / DAY_MS / 30.44 < 25.1
    assert months["camera_alert"] == 10 * DAY_MS


def test_incidents_fall_year_on_year_and_preventable_ones_by_half() -> None:
    preventable = {
        row["category"]
        for row in rows(REFERENCE / "categories.csv")
        if row["kind"] == "incident" and row["is_preventable"] == "1"
    }
    rhythm = _rhythms()["incident"]
    today = day_of(ANCHOR_MS)
    totals: dict[tuple[bool, int], float] = defaultdict(float)
    for day in range(today - 2 * YEAR, today):
        share = sum(rhythm.expected_share(day, code) for code in preventable)
        year = (day - today) // YEAR
        totals[True, year] += rhythm.expected(day) * share
        totals[False, year] += rhythm.expected(day)
    assert -0.32 < totals[False, -1] / totals[False, -2] - 1 < -0.15
    assert -0.65 < totals[True, -1] / totals[True, -2] - 1 < -0.5


def test_a_month_s_incidents_are_fewer_than_a_year_ago(city: City) -> None:
    rhythm = _rhythms()["incident"]
    today = day_of(ANCHOR_MS)

    def count(first: int) -> int:
        return sum(
            1
            for day in range(first, first + 28)
            for _ in plan_slice(
                Slice(
                    kind="incident", rhythm=rhythm, start_ms=day_start(day), strand=0
                ),
                city.world.places,
                SEED,
            )
        )

    assert -0.36 < count(today - 28) / count(today - 28 - YEAR) - 1 < -0.12


def test_the_spring_festival_is_quiet_and_the_weeks_before_it_are_not() -> None:
    rhythm = _rhythms()["dispute"]
    festival = number_of(date(2026, 2, 17))
    assert rhythm.expected(festival + 1) < 0.5 * rhythm.expected(festival - 9)


def test_a_reduced_history_is_three_days_with_fewer_camera_alerts() -> None:
    for volume in read_volumes(HERE / "volumes.csv"):
        rhythm = rhythm_of(volume, ANCHOR_MS, reduced=True)
        assert rhythm.start_ms == ANCHOR_MS - 3 * DAY_MS
        is_camera = volume.kind == "camera_alert"
        assert (rhythm.volume.per_day < volume.per_day) == is_camera
