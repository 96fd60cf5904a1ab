"""What the page says of an indicator is what its read in the dictionary adds up to."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from board.look.clock import SHANGHAI
from board.look.definitions import Definition, definitions
from board.pages.list import INDICATORS, PAGES
from board.picture.indicators import WITHIN_DAYS, Choice, months, period_of
from board.picture.periods import month_name
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.views.indicators import page
from board.views.indicators.page import Sheet, sheet_of
from sql.questions import fitting
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.picture.periods import Span
    from board.picture.snapshot import Snapshot
    from tests.support.city import City

CITY, COUNTY, TOWN = 421300000000, 421321000000, 421321101000
VILLAGE = 421321101201
PAGE = next(one for one in PAGES if one.name == "indicators")
GUARD = 10
SIGNS = {"percent", "per_1000", "per_10000", "seconds"}


def asked_of(scope: int, city: City, snapshot: Snapshot) -> Picture:
    asked = Picture(
        snapshot=snapshot,
        page="indicators",
        scope=scope,
        language="zh",
        now=NOW,
        choices={"indicator": "timely_rate", "period": "2026-03", "items": "1"},
    )
    return answered(PAGE, asked, Reads(city.store))


@pytest.fixture(scope="module", params=[CITY, COUNTY, TOWN])
def picture(request: pytest.FixtureRequest, city: City, snapshot: Snapshot) -> Picture:
    return asked_of(request.param, city, snapshot)


@pytest.fixture
def sheet(picture: Picture) -> Sheet:
    return sheet_of(picture)


def rows(
    city: City, one: Definition, sheet: Sheet, scope: int, span: Span | None = None
) -> list[dict[str, Any]]:
    """The rows of its read for these days, else the period of the page, of a place."""
    span = span or sheet.period.shown
    division = sheet.geography.divisions[scope]
    usual = {
        "from_day": span.first,
        "until_day": span.until,
        "now_at": NOW,
        "within_days": WITHIN_DAYS,
        "low": division.low,
        "high": division.high,
    }
    asked = fitting(one.statement, usual)
    found = city.store.query(asked.name, **asked.parameters).to_pylist()
    return [
        row
        for row in found
        if division.low <= row.get("division_code", division.low) < division.high
    ]


def added(one: Definition, found: list[dict[str, Any]], column: str) -> int:
    only, value = one.only
    return sum(
        row[column]
        for row in found
        if row.get("axis", one.axis) == one.axis and (not only or row[only] == value)
    )


@pytest.mark.parametrize(
    "one",
    [one for one in definitions().values() if one.unit in SIGNS | {"count"}],
    ids=lambda one: one.indicator,
)
def test_a_figure_is_its_numerator_over_its_denominator(
    city: City, sheet: Sheet, one: Definition
) -> None:
    found = sheet.value(one)
    if one.axis == "none":
        assert found.form == "age"
        return
    counted = rows(city, one, sheet, sheet.scope)
    numerator = added(one, counted, one.numerator)
    if not one.denominator:
        assert found.value == numerator
        return
    base = added(one, counted, one.denominator)
    assert (found.numerator, found.denominator) == (numerator, base)
    assert found.value == (numerator / base if base >= GUARD else None)


@pytest.mark.parametrize("name", ["handling_time_p50", "handling_time_p90"])
def test_a_percentile_is_that_of_its_read(city: City, sheet: Sheet, name: str) -> None:
    one = definitions()[name]
    kinds = ("incident", "dispute")
    for kind in kinds:
        of_kind = structs.replace(one, only=("kind", kind))
        told = [
            row for row in rows(city, one, sheet, sheet.scope) if row["kind"] == kind
        ]
        counts = sheet.counts
        found = counts.value(of_kind, sheet.period.shown, sheet.scope)
        total = sum(row["cases"] for row in told)
        assert found.denominator == total
        if total >= GUARD:
            assert found.value == pytest.approx(60 * told[0][one.numerator])


def test_a_change_compares_days_that_are_over(city: City, sheet: Sheet) -> None:
    for name, base in (("year_on_year", "year"), ("period_on_period", "before")):
        one = definitions()[name]
        found = sheet.value(one)
        over, other = sheet.period.over, getattr(sheet.period, base)
        asked = [
            sum(
                row[one.numerator]
                for row in city.store.query(
                    "indicators_by_town",
                    from_day=span.first,
                    until_day=span.until,
                    now_at=NOW,
                ).to_pylist()
                if row["axis"] == "received"
                and sheet.geography.contains(sheet.scope, row["division_code"])
            )
            for span in (over, other)
        ]
        assert [found.numerator, found.denominator] == asked


def test_shares_differ_by_points(picture: Picture) -> None:
    against = picture.choices | {"against": "421303000000"}
    for part in ("dictionary", "comparison"):
        made = INDICATORS.parts[part](structs.replace(picture, choices=against))
        forms = {
            table.name: {column.form for column in table.columns}
            for table in made.tables
        }
        assert {name for name, found in forms.items() if "points" in found} == {
            "shares"
        }


def test_divisions_add_up_to_their_scope(picture: Picture, sheet: Sheet) -> None:
    table = INDICATORS.parts["divisions"](picture).table("divisions")
    whole = sheet.value(sheet.picked)
    if sheet.scope == TOWN:
        names = {record["code"] for record in table.records()}
        assert str(TOWN) in names
        return
    assert sum(table.values("numerator")) == whole.numerator  # type: ignore[arg-type] # counts
    assert sum(table.values("denominator")) == whole.denominator  # type: ignore[arg-type] # counts


def test_the_last_month_of_the_trend_is_the_period(
    picture: Picture, sheet: Sheet
) -> None:
    table = INDICATORS.parts["trend"](picture).table("trend")
    last = list(table.records())[-1]
    assert len(table.rows) == 13
    assert last["month"] == month_name(sheet.period.shown.first)
    assert last["value"] == sheet.value(sheet.picked).value


def test_a_month_of_the_trend_is_what_its_own_read_adds_up_to(
    city: City, picture: Picture, sheet: Sheet
) -> None:
    told = INDICATORS.parts["trend"](picture).table("trend").records()
    by_name = {row["month"]: row for row in told}
    asked = months(sheet.choice, NOW)
    for span, earlier in list(zip(asked.shown, asked.earlier, strict=True))[-2:]:
        row = by_name[month_name(span.first)]
        counted = rows(city, sheet.picked, sheet, sheet.scope, span)
        for part, column in (
            ("numerator", sheet.picked.numerator),
            ("denominator", sheet.picked.denominator),
        ):
            assert row[part] == added(sheet.picked, counted, column)
        before = rows(city, sheet.picked, sheet, sheet.scope, earlier)
        base = added(sheet.picked, before, sheet.picked.denominator)
        assert (row["last_year"] is None) == (base < GUARD)


def test_the_course_of_a_figure_of_now_ends_with_it(
    city: City, snapshot: Snapshot
) -> None:
    asked = Picture(
        snapshot=snapshot,
        page="indicators",
        scope=COUNTY,
        language="zh",
        now=NOW,
        choices={"indicator": "open", "course": "1"},
    )
    make = INDICATORS.parts["trend"]
    picture = answered(PAGE, asked, Reads(city.store))
    *ends, now = make(picture).table("trend").values("value")
    sheet = sheet_of(picture)
    assert now == sheet.value(sheet.picked).value
    division = sheet.geography.divisions[COUNTY]
    told = city.store.query(
        "stock_by_month", now_at=NOW, low=division.low, high=division.high
    ).to_pylist()
    by_end: Counter[datetime] = Counter()
    for row in told:
        by_end[row["counted_at"]] += row["open_cases"]
    assert len(ends) == 12
    assert [one for one in ends if one] == [by_end[at] for at in sorted(+by_end)]
    assert any(ends)


def test_the_course_is_told_when_it_is_asked_for_and_of_what_is_kept(
    city: City, snapshot: Snapshot
) -> None:
    for indicator, course, known in (
        ("overdue", "", None),
        ("data_age", "1", None),
        ("waiting", "1", 2),
    ):
        asked = Picture(
            snapshot=snapshot,
            page="indicators",
            scope=CITY,
            language="zh",
            now=NOW,
            choices={"indicator": indicator, "course": course},
        )
        told = INDICATORS.parts["trend"](answered(PAGE, asked, Reads(city.store)))
        assert told.note
        found = [
            one
            for table in told.tables
            for one in table.values("value")
            if one is not None
        ]
        assert len(found) == (known or 0)


def test_the_items_behind_are_as_many_as_the_base(
    picture: Picture, sheet: Sheet
) -> None:
    contents = INDICATORS.parts["behind"](picture)
    assert contents.notices["more"].values["all"].value == (
        sheet.value(sheet.picked).denominator
    )
    counted = contents.table("behind").values("is_counted")
    assert counted == sorted(counted)  # type: ignore[type-var] # flags


def test_a_village_shows_its_towns_figure_and_the_items_behind_that(
    city: City, snapshot: Snapshot
) -> None:
    village = asked_of(VILLAGE, city, snapshot)
    town = asked_of(TOWN, city, snapshot)
    for part in ("trend", "behind"):
        make = INDICATORS.parts[part]
        assert make(village).tables == make(town).tables
    found = sheet_of(village)
    assert found.value(found.picked) == sheet_of(town).value(found.picked)


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [("signals_received", False), ("alert_validity", False), ("lead_accuracy", True)],
)
def test_what_is_not_kept_for_a_year_is_not_held_against_one(
    sheet: Sheet, name: str, *, is_kept: bool
) -> None:
    one = definitions()[name]
    assert page.is_kept(one, sheet.period.year, NOW) is is_kept
    assert page.is_kept(one, sheet.period.shown, NOW)
    if not is_kept:
        assert sheet.counted(one, sheet.period.year).value is None


@pytest.mark.parametrize(
    ("moment", "last"),
    [("2026-12-01T00:00:01", "2026-12"), ("2026-11-30T23:59:59", "2026-11")],
)
def test_the_trend_ends_with_the_month_that_is_shown(moment: str, last: str) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
    for name in ("", "days30", "year"):
        choice = Choice("closed", name)
        assert month_name(months(choice, now).shown[-1].first) == last
        assert period_of(choice, now).shown.until == (now + timedelta(days=1)).date()
