"""The page 专项 from messages in a real store, beside the lists that it leads to."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest
from msgspec import structs

from board.look.codes import listed
from board.pages.list import CAMPAIGNS, ITEMS, PAGES
from board.picture.filters import TITLES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.common.contents import Contents
from board.views.common.suppression import outside
from tests.support.campaigns import HELD_ON, campaign_weeks
from tests.support.city import City
from tests.support.doors import Shut, maker_of
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Table

CITY, COUNTY, TOWN, VILLAGE = 421300000000, 421321000000, 421321101000, 421321101201
NOW = datetime(2026, 3, 26, 7, 30, tzinfo=UTC)
BY_NAME = {page.name: page for page in PAGES}
LINKED = (
    *("campaign_league", "campaign_divisions", "campaign_types"),
    *("lead_stages", "lead_open", "channel_league"),
)
FOLLOWED = 2
"""So many links of a column are followed: each asks the store twice."""


class Shown:
    """What pages say at one moment."""

    def __init__(self, city: City, snapshot: Snapshot) -> None:
        self._reads, self._snapshot = Reads(city.store), snapshot

    def picture(self, page: str, scope: int = CITY, **given: str) -> Picture:
        asked = Picture(
            snapshot=self._snapshot,
            page=page,
            scope=scope,
            language="zh",
            now=NOW,
            choices=given,
            seat=Seat("leader", CITY),
        )
        return answered(BY_NAME[page], asked, self._reads)

    def part(self, name: str, scope: int = CITY, **given: str) -> Contents:
        made = CAMPAIGNS.parts[name](self.picture("campaigns", scope, **given))
        assert isinstance(made, Contents)
        return made

    def rows(self, name: str, scope: int = CITY, **given: str) -> list[dict[str, Any]]:
        return list(self.part(name, scope, **given).table(name).records())

    def list_of(self, query: str, scope: int) -> dict[str, int]:
        """How many the list of items has by the filters of a link, and of a rate how
        many of them are in its numerator.
        """
        given = dict(parse_qsl(query))
        scope = int(given.pop("scope", scope))
        counts = ITEMS.parts["counts"](self.picture("items", scope, **given))
        return {one.key: one.value for one in counts.figures}


@pytest.fixture(scope="module")
def city() -> City:
    city = City(ready_store())
    campaign_weeks(city, NOW)
    return city


@pytest.fixture(scope="module")
def shown(city: City) -> Shown:
    maker = maker_of(Shut(city.store))
    maker.tick(NOW)
    return Shown(city, maker.snapshot)


def _agreed(table: Table, scope: int, shown: Shown) -> dict[str, int]:
    """How many links of each column were followed, each to as many items as its cell
    says.
    """
    followed: Counter[str] = Counter()
    for row in table.records():
        for key in (column.key.removeprefix("to_") for column in table.columns):
            query = row.get(f"to_{key}")
            if not query or followed[key] == FOLLOWED:
                continue
            found = shown.list_of(str(query), scope)
            base = row.get(f"{key}_denominator", row[key])
            over = row.get(f"{key}_numerator", row[key])
            told = (found["total"], found.get("counted", found["total"]))
            assert told == (base, over), (key, query)
            followed[key] += 1
    return followed


@pytest.mark.parametrize("part", LINKED)
def test_every_figure_has_as_many_items_as_the_list_behind_it(
    shown: Shown, part: str
) -> None:
    table = shown.part(part).table(part)
    followed = _agreed(table, CITY, shown)
    assert set(followed) == {
        column.key.removeprefix("to_")
        for column in table.columns
        if column.key.startswith("to_")
    }


def test_a_figure_of_a_village_is_that_of_its_list(shown: Shown) -> None:
    busiest = shown.rows("campaign_divisions", TOWN)[0]
    village = int(busiest["code"])
    table = shown.part("campaign_league", village).table("campaign_league")
    assert _agreed(table, village, shown)


def test_divisions_and_days_add_up_to_the_campaign(shown: Shown) -> None:
    chosen = {"campaign": "telecom_fraud"}
    (whole,) = [
        row
        for row in shown.rows("campaign_league", **chosen)
        if row["campaign"] == chosen["campaign"]
    ]
    for part, keys in {
        "campaign_days": ("cases", "signals", "closed"),
        "campaign_divisions": ("cases", "signals", "closed", "open", "overdue"),
    }.items():
        rows = shown.rows(part, **chosen)
        sums = {key: sum(row[key] for row in rows) for key in keys}
        assert sums == {key: whole[key] for key in keys}
        assert whole["cases"] > 0


@pytest.mark.parametrize("asked", ["<b>x", "of_nobody", "'; drop table x", "0" * 4000])
def test_an_address_with_a_campaign_that_is_in_no_list_says_so(
    shown: Shown, asked: str
) -> None:
    league = shown.part("campaign_league", campaign=asked, period="<i>")
    assert set(league.notices) == {"foreign"}
    for name in CAMPAIGNS.parts:
        assert asked not in repr(shown.part(name, campaign=asked, period="<i>"))
    busiest = next(iter(league.table("campaign_league").values("name")))
    assert str(busiest) in shown.part("campaign_days", campaign=asked).title


def test_a_few_that_were_due_are_counts_and_nothing_due_is_no_rate(
    shown: Shown,
) -> None:
    rows = shown.rows("campaign_league", TOWN)
    assert all(
        row["close_rate"] is None
        for row in rows
        if (row["close_rate_denominator"] or 0) < 10
    )
    none = next(row for row in rows if row["campaign"] == "summer_100_days")
    assert (none["close_rate_denominator"], none["to_close_rate"]) == (0, "")


def test_the_calendar_marks_the_days_of_talks_and_has_all_that_was_heard(
    shown: Shown,
) -> None:
    rows = shown.rows("channel_days")
    held = [row["day"] for row in rows if row["is_held"]]
    assert [int(day[-2:]) for day in held] == sorted(HELD_ON)
    heard = {row["channel"]: row["heard"] for row in shown.rows("channel_league")}
    assert sum(row["talks"] for row in rows) == heard["fourth_day_talks"] > 0
    assert sum(row["every"] for row in rows) == sum(heard.values())
    means = {one.key: one.value for one in shown.part("channel_days").figures}
    assert means["held_mean"] > means["other_mean"]
    year = shown.rows("channel_days", period="year")
    assert [row["day"] for row in year] == [row["day"] for row in rows]


@pytest.mark.parametrize("scope", [CITY, COUNTY, TOWN, VILLAGE])
def test_every_village_is_silent_or_not_and_most_silent_places_come_first(
    shown: Shown, scope: int
) -> None:
    visits = shown.part("visit_towns", scope)
    rows = list(visits.table("visit_towns").records())
    assert all(row["silent"] + row["active"] == row["villages"] for row in rows)
    silent = [row["silent"] for row in rows]
    assert silent == sorted(silent, reverse=True)
    sums = {key: sum(row[key] for row in rows) for key in ("active", "villages")}
    assert sums == {key: visits.figure(key).value for key in sums}


def test_days_without_accidents_go_back_to_the_last_or_to_the_first_record(
    shown: Shown,
) -> None:
    zero = shown.part("zero_days")
    days = {one.key: one.value for one in zero.figures}
    assert list(days) == list(listed("zero_class"))
    assert days["explosive"] == 12
    assert days["detention"] == max(days.values())
    assert set(zero.table("zero_days").values("zero_class")) < set(days)
    titled = shown.part("zero_days", **{TITLES: "1"})
    assert "title" in {one.key for one in titled.table("zero_days").columns}
    assert "title" not in {one.key for one in zero.table("zero_days").columns}


def test_people_outside_are_told_no_small_count_and_no_single_item(
    shown: Shown,
) -> None:
    picture = structs.replace(shown.picture("campaigns"), seat=Seat())
    for name, part in CAMPAIGNS.parts.items():
        told = outside(part(picture))
        assert not any(one.of_items for one in told.tables)
        for one in told.tables:
            for column in one.columns:
                if column.form == "count":
                    few = {1, 2, 3, 4}.intersection(one.values(column.key))
                    assert not few, (name, column.key)
    assert not any(one.note for one in CAMPAIGNS.parts["zero_days"](picture).figures)
