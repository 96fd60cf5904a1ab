"""Types that run hot, recounted without SQL; surges that are planted and days without
any; which 预警函 and replies hold.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import msgspec
import pytest
from chinese_calendar import is_workday

from sql.reference.tables import table
from streams.clock import SHANGHAI
from streams.events import DESK_TOPIC, STREAMS
from tests.support import messages
from tests.support.intake import START, Intake
from tests.support.warned import answer, letter

DAY = timedelta(days=1)
DAYS, BACK = 112, 76
"""So many days of history; so many of them a warning looks back on."""
TODAY = START.date()
FIRST = TODAY - DAYS * DAY
SURGE = TODAY - 2 * DAY
"""From this day on there are more of one type in one town."""
TOWNS = {421321101000: 9, 421321102000: 5, 421303001000: 2}
MIX = {
    ("incident", "0101"): 1.0,
    ("incident", "0201"): 0.4,
    ("dispute", "17"): 0.5,
    ("dispute", "12"): 0.2,
    ("risk_lead", "03"): 0.3,
}
PLANTED = (421321102000, "dispute", "17")
RULES = table("warning_limits.csv")
Row = dict[str, Any]
Counts = dict[tuple[int, str, str], Counter[date]]


def history() -> list[tuple[str, str, str, date]]:
    """Town, kind, category and day of every item: chance alone, and one surge."""
    dice, found = Random(5), []
    days = [FIRST + number * DAY for number in range(DAYS)]
    for day in days:
        for town, weight in TOWNS.items():
            for (kind, category), rate in MIX.items():
                several = _poisson(rate * weight / 6, dice)
                found += [(str(town), kind, category, day)] * several
        if day >= SURGE:
            town, kind, category = PLANTED
            found += [(str(town), kind, category, day)] * 7
    return found


def _poisson(mean: float, dice: Random) -> int:
    product, count, floor = dice.random(), 0, math.exp(-mean)
    while product > floor:
        product, count = product * dice.random(), count + 1
    return count


@pytest.fixture(scope="module")
def items() -> list[tuple[str, str, str, date]]:
    return history()


@pytest.fixture(scope="module")
def intake(items: list[tuple[str, str, str, date]]) -> Intake:
    found = Intake()
    records = []
    for number, (town, kind, category, day) in enumerate(items):
        at = START - (TODAY - day) + timedelta(hours=number % 12)
        given = {"division_code": town, "category": category}
        given |= dict.fromkeys(("occurred_at", "reported_at"), at.isoformat())
        message = messages.event(kind, number, **given)
        records.append((messages.TOPICS[kind], message, at))
    found.take(*records)
    return found


def hot(intake: Intake, until: date, *, low: int = 0, high: int = 10**12) -> list[Row]:
    given = {"from_day": until - BACK * DAY, "until_day": until, "row_limit": 1000}
    return list(
        intake.store.query("hot_types", low=low, high=high, **given).to_pylist()
    )


def counted(items: list[tuple[str, str, str, date]]) -> Counts:
    found: Counts = {}
    for town, kind, category, day in items:
        county = int(town) // 10**6 * 10**6
        for place in (int(town), county):
            for one in (category, ""):
                found.setdefault((place, kind, one), Counter())[day] += 1
    return found


def reckoned(
    key: tuple[int, str, str], days: Counter[date], end: date, first: date
) -> Row | None:
    """A type by the rules of the list as Python reads them; None of what is calm."""
    place, kind, category = key
    tier = "county" if place % 10**6 == 0 else "town"
    (rule,) = [
        one
        for one in RULES
        if (one["kind"], one["tier"]) == (kind, tier)
        and (one["category"] == "*") == bool(category)
    ]
    size = int(rule["window_days"])
    base = base_days(rule, end, first)
    window = [end - number * DAY for number in range(1, size + 1)]
    kinds = [kind_of(day, rule) for day in window]
    behind = {one: [day for day in base if kind_of(day, rule) == one] for one in KINDS}
    sums = {one: sum(days[day] for day in of) for one, of in behind.items()}
    value = sum(days[day] for day in window)
    usual = sum(sums[one] / len(behind[one]) for one in kinds)
    rates = {one: (sums[one] + 0.5) / len(behind[one]) for one in kinds}
    mean = sum(rates[one] for one in kinds)
    error = sum(
        kinds.count(one) ** 2 * rates[one] / len(behind[one]) for one in set(kinds)
    )
    strayed = sum(
        (days[day] - sums[one] / len(of)) ** 2 * len(of) / sums[one]
        for one, of in behind.items()
        if sums[one]
        for day in of
    )
    spread = max(1.0, strayed / (len(base) - sum(map(bool, behind.values()))))
    step = 2 / 3 * math.sqrt(spread * (mean + error)) / mean
    limits = [
        max(
            int(rule[f"least_{name}"]),
            math.floor(mean * (1 + float(rule[f"z_{name}"]) * step) ** 1.5) + 1,
            math.ceil(usual * (100 + int(rule[f"above_{name}"])) / 100),
        )
        for name in ("yellow", "orange", "red")
    ]
    level = sum(value >= one for one in limits)
    is_near = value > usual and value * 100 >= limits[0] * int(rule["near_percent"])
    if not level and not is_near:
        return None
    return {
        "value": value,
        "usual": pytest.approx(usual),
        "spread": pytest.approx(spread),
        "level": level,
        "base": sum(sums[one] for one in set(kinds)),
        "same_days": sum(len(behind[one]) for one in set(kinds)),
        **dict(zip(("yellow", "orange", "red"), limits, strict=True)),
        "counts": [
            sum(days[end - number * DAY] for number in range(k + 1, k + size + 1))
            for k in range(0, 9 * size, size)
        ],
    }


KINDS = ("work", "first", "off", "meeting")


def base_days(rule: dict[str, str], end: date, first: date) -> list[date]:
    until = end - (int(rule["window_days"]) + int(rule["guard_days"])) * DAY
    count = min(int(rule["base_days"]), (until - first).days)
    return [until - number * DAY for number in range(1, count + 1)]


def kind_of(day: date, rule: dict[str, str]) -> str:
    if str(day.day) in rule["meeting_days"].split("|"):
        return "meeting"
    if not is_workday(day):
        return "off"
    return "work" if is_workday(day - DAY) else "first"


@pytest.mark.parametrize("back", [0, 1, 9, 40])
def test_values_and_limits_are_recounted(
    intake: Intake, items: list[tuple[str, str, str, date]], back: int
) -> None:
    end = TODAY - back * DAY
    first = max(FIRST, end - BACK * DAY) + DAY
    wanted = {
        key: row
        for key, days in counted(items).items()
        if (row := reckoned(key, days, end, first))
    }
    found = {
        (one["division_code"], one["kind"], one["category"]): one
        for one in hot(intake, end)
    }
    keys = ("value", "usual", "level", "yellow", "orange", "red", "counts")
    keys += ("spread", "base", "same_days")
    assert {
        key: {name: one[name] for name in keys} for key, one in found.items()
    } == wanted
    assert back or found[PLANTED]["level"] == 3
    spans = {(one["first_day"], one["last_day"]) for one in found.values()}
    assert spans <= {(end - 3 * DAY, end - DAY)}


def test_a_surge_is_red_and_says_since_when(intake: Intake) -> None:
    (row,) = [
        one
        for one in hot(intake, TODAY, low=421321102000, high=421321103000)
        if one["kind"] == "dispute" and one["category"]
    ]
    assert (row["level"], row["since_day"], row["is_longer"]) == (3, SURGE, False)
    assert row["low"] <= row["usual"] <= row["high"] < row["yellow"]
    assert sum(row["kind_days"]) == 3
    assert sum(row["kind_behind"]) == row["same_days"]
    assert hot(intake, TODAY, low=421303000000, high=421304000000) == []


def test_days_without_a_surge_are_calm(intake: Intake) -> None:
    """Of 20 days with some 30 types each to compare: what chance alone sets off."""
    days = [SURGE - number * DAY for number in range(0, 40, 2)]
    levels = [one["level"] for day in days for one in hot(intake, day)]
    assert levels.count(1) <= 1
    assert max(levels, default=0) <= 1


def test_without_history_there_is_no_warning(intake: Intake) -> None:
    """21 days, the first of all not among them, end two days before a window of 3."""
    until = FIRST + (1 + 21 + 2 + 3) * DAY
    known = {}
    for end in (until - DAY, until):
        given = {"from_day": end - BACK * DAY, "until_day": end}
        rules = intake.store.query("hot_type_limits", **given).to_pylist()
        known[end] = {one["kind"]: (one["kept_base"], one["is_known"]) for one in rules}
    assert known[until - DAY]["incident"] == (20, False)
    assert known[until]["incident"] == (21, True)
    assert known[until]["camera_alert"] == (0, False)
    assert hot(intake, until - DAY) == []
    assert hot(intake, until + DAY) == hot(intake, until + DAY, low=421300000000)


def test_limits_rise_and_keep_to_what_is_kept() -> None:
    kept = {one.kind: one.kept_days for one in STREAMS}
    for rule in RULES:
        assert rule["kept_days"] == str(kept[rule["kind"]] or "")
        for name in ("least", "z", "above"):
            levels = [
                float(rule[f"{name}_{one}"]) for one in ("yellow", "orange", "red")
            ]
            assert levels == sorted(levels)
        parts = ("window_days", "guard_days", "base_days")
        days = sum(int(rule[part]) for part in parts)
        assert days <= (kept[rule["kind"]] or days)


def test_the_rhythm_of_the_calendar_is_no_surge_and_hides_none() -> None:
    """Ten a workday, none on days off: the Saturday that works after National Day is
    calm, and half of that on a Sunday is hot; so is a place where nothing ever came.
    """
    intake, end = Intake(), date(2026, 11, 9)
    records, days = [], [end - (number + 1) * DAY for number in range(90)]
    for day in days:
        several = 10 if is_workday(day) else 0
        placed = [("421321101000", several)]
        placed += [("421321102000", 5 if day == end - DAY else several)]
        placed += [("421303001000", 5 if day == end - DAY else 0)]
        for town, count in placed:
            given = {"division_code": town, "category": "0101"}
            at = datetime.combine(day, time(9), SHANGHAI)
            given |= dict.fromkeys(("occurred_at", "reported_at"), at.isoformat())
            for number in range(count):
                message = messages.event("incident", f"{town}-{day}-{number}", **given)
                records.append((messages.TOPICS["incident"], message, at))
    intake.take(*records)
    assert not is_workday(end - DAY)
    shifted = next(day for day in days if day.isoweekday() > 5 and is_workday(day))
    found = {
        (until, one["division_code"]): one["level"]
        for until in (end, shifted + DAY)
        for one in hot(intake, until)
        if one["category"]
    }
    assert (shifted + DAY, 421321101000) not in found
    assert (end, 421321101000) not in found
    assert found[end, 421303001000] > 0


TOWN, COUNTY, OTHER = "421321101000", "421321000000", "421303000000"


def sent(intake: Intake, *entries: Any) -> None:
    for entry in entries:
        message = msgspec.to_builtins(entry, str_keys=True)
        intake.take((DESK_TOPIC, message, entry.entered_at))


def letters(intake: Intake) -> list[Row]:
    given = {"low": 0, "high": 10**12, "row_limit": 100, "letter": ""}
    return list(intake.store.query("warning_letters", **given).to_pylist())


def test_only_centers_above_warn_and_only_who_was_asked_answers_once() -> None:
    intake, hour = Intake(), timedelta(hours=1)
    at = START
    sent(
        intake,
        letter("a", at),
        letter("a", at + hour, value=99),
        letter("sibling", at, acting_center=OTHER),
        letter("itself", at, acting_center=TOWN),
        letter("officer", at, role="duty_officer"),
        letter("elsewhere", at, division_code="421321102000"),
        answer("early", at, "b"),
        letter("b", at + hour, acting_center=COUNTY),
        letter("c", at + 2 * hour),
        answer("of-another", at + 2 * hour, "a", acting_center=COUNTY),
        answer("unknown", at + 2 * hour, "nothing"),
        answer("first", at + 3 * hour, "a", text="一"),
        answer("second", at + 4 * hour, "a", text="二"),
        letter("next-year", at + 100 * DAY),
    )
    found = {one["entry_id"]: one for one in letters(intake)}
    assert list(found) == ["next-year", "c", "b", "a"]
    numbers = {key: (one["year"], one["number"]) for key, one in found.items()}
    assert numbers == {
        "a": (2026, 1),
        "b": (2026, 1),
        "c": (2026, 2),
        "next-year": (2027, 1),
    }
    assert found["a"]["value"] == 26
    assert (found["a"]["reply"], found["a"]["replied_at"]) == ("一", at + 3 * hour)
    assert found["b"]["replied_at"] is None
