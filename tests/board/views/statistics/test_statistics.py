"""A statistical table says what 指标 says, and each of its cells is a list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest

from board.look.definitions import definitions
from board.look.statistics import measures_of, statistics
from board.pages.list import ITEMS, PAGES, STATISTICS
from board.picture.maker import PictureMaker
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.common.contents import Contents
from board.views.common.suppression import LEAST, outside
from board.views.indicators.page import sheet_of
from board.views.statistics.columns import key_of
from board.views.statistics.crossed import TOTAL, across
from board.views.statistics.narrowing import narrowings
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Table

CITY, COUNTY, TOWN, VILLAGE = 421300000000, 421321000000, 421321112000, 421321112201
BY_NAME = {page.name: page for page in PAGES}
MONTH = "2026-03"
LISTED = 14
"""About so many cells of a table are opened: each list asks the store anew."""
Row = dict[str, Any]


class Shown:
    """Pages at one moment, as the leader of the city sees them."""

    def __init__(self, city: City, snapshot: Snapshot) -> None:
        self._reads, self._snapshot = Reads(city.store), snapshot

    def picture(self, page: str, scope: int, **given: str) -> Picture:
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

    def part(self, scope: int, **given: str) -> Contents:
        made = STATISTICS.parts["statistic"](self.picture("statistics", scope, **given))
        assert isinstance(made, Contents)
        return made

    def table(self, scope: int, **given: str) -> Table:
        return self.part(scope, **given).tables[0]

    def total(self, scope: int, **given: str) -> Row:
        *_, last = self.table(scope, **given).records()
        assert last["key"] == TOTAL
        return last

    def listed(self, query: str, scope: int) -> tuple[Any, Any]:
        """How many a list has, and how many of them are no misses."""
        asked = dict(parse_qsl(query))
        place = int(asked.pop("scope", scope))
        made = ITEMS.parts["counts"](self.picture("items", place, **asked))
        assert isinstance(made, Contents)
        figures = {one.key: one.value for one in made.figures}
        return figures["total"], figures.get("counted", figures["total"])


@pytest.fixture(scope="module")
def shown(city: City, snapshot: Snapshot) -> Shown:
    return Shown(city, snapshot)


def in_pieces(names: tuple[str, ...], size: int = 8) -> list[str]:
    return [",".join(names[n : n + size]) for n in range(0, len(names), size)]


SUBJECTS = ("case", "signal", "dispute", "camera_alert", "risk_lead")


@pytest.mark.parametrize("scope", [CITY, COUNTY, TOWN])
@pytest.mark.parametrize("of", ["case", "signal"])
def test_the_total_is_what_the_dictionary_says(
    shown: Shown, of: str, scope: int
) -> None:
    sheet = sheet_of(shown.picture("indicators", scope, period=MONTH))
    for measures in in_pieces(measures_of(of)):
        last = shown.total(
            scope, of=of, rows="severity", columns="none", measures=measures
        )
        for one in measures.split(","):
            definition, key = definitions()[one], key_of(None, one)
            said = sheet.value(definition)
            assert last[key] == said.value, one
            if definition.form == "share":
                assert last[f"{key}_numerator"] == said.numerator, one
                assert last[f"{key}_denominator"] == said.denominator, one


def test_the_totals_are_not_all_nought(shown: Shown) -> None:
    for of in SUBJECTS:
        known = measures_of(of)
        rows = [
            shown.total(CITY, of=of, rows="severity", columns="none", measures=piece)
            for piece in in_pieces(known)
        ]
        assert any(row.get(key_of(None, one)) for row in rows for one in known)


PAIRS = [
    ("case", "town", "none", CITY),
    ("case", "severity", "town", COUNTY),
    ("signal", "month", "town", TOWN),
    ("case", "division", "none", CITY),
    ("case", "division", "kind", COUNTY),
    ("case", "division", "severity", TOWN),
    ("case", "category", "week", CITY),
    ("case", "campaign", "severity", CITY),
    ("case", "kind", "day", COUNTY),
    ("case", "severity", "kind", VILLAGE),
    ("signal", "kind", "severity", COUNTY),
    ("signal", "division", "category", CITY),
    ("dispute", "channel", "severity", CITY),
    ("dispute", "category", "none", COUNTY),
    ("camera_alert", "category", "week", CITY),
    ("risk_lead", "category", "severity", CITY),
]


@pytest.mark.parametrize(("of", "rows", "columns", "scope"), PAIRS)
def test_rows_and_columns_add_up(
    shown: Shown, of: str, rows: str, columns: str, scope: int
) -> None:
    for measures in in_pieces(measures_of(of)):
        given = {"of": of, "rows": rows, "columns": columns, "measures": measures}
        table = shown.table(scope, **given)
        *inner, last = table.records()
        assert inner
        for column in table.columns:
            if column.form == "count" and column.name:
                values = [row[column.key] for row in inner]
                assert sum(values) == last[column.key], column.key
                for row in (*inner, last):
                    parts = [
                        row[one.key]
                        for one in table.columns
                        if one.part_of == column.key
                    ]
                    assert not parts or sum(parts) == row[column.key]


def opened(shown: Shown, scope: int, given: dict[str, str]) -> list[tuple[str, Row]]:
    """Cells that say something: the query of the list of each, and what it says."""
    picture = shown.picture("statistics", scope, **given)
    queries = {one["key"]: one["query"] for one in across(picture)}
    found = []
    for row in shown.table(scope, **given).records():
        for key, query in queries.items():
            told = {
                name.removeprefix(key): value
                for name, value in row.items()
                if name == key or name.startswith(f"{key}_")
            }
            if told[""] or told.get("_denominator"):
                merged = dict(parse_qsl(query)) | dict(parse_qsl(str(row["to"])))
                text = "&".join(f"{name}={said}" for name, said in merged.items())
                found.append((text, told))
    return found


@pytest.mark.parametrize(("of", "rows", "columns", "scope"), PAIRS)
def test_a_cell_opens_exactly_the_items_that_it_counts(
    shown: Shown, of: str, rows: str, columns: str, scope: int
) -> None:
    """Some cells of every measure, sums among them."""
    given = {"of": of, "rows": rows, "columns": columns}
    cells = [
        one
        for measures in in_pieces(measures_of(of))
        for one in opened(shown, scope, given | {"measures": measures})
    ]
    assert cells
    for query, told in cells[:: max(1, len(cells) // LISTED)]:
        total, counted = shown.listed(query, scope)
        if "_denominator" in told:
            assert (counted, total) == (
                told["_numerator"],
                told["_denominator"],
            ), query
        else:
            assert total == told[""], query


def test_every_ready_made_table_is_made_and_drawn(shown: Shown) -> None:
    for name, one in statistics().items():
        made = shown.part(CITY, statistic=name)
        said = STATISTICS.says(shown.picture("statistics", CITY, statistic=name))
        assert said["statistic"] == made.title, name
        assert len(made.tables[0].rows) > 1, name
        assert made.charts, name
        assert {column.key for column in made.tables[0].columns} >= {
            key_of(None, measure) for measure in one.measures
        }


def test_a_choice_beside_a_ready_made_table_makes_one_of_ones_own(
    shown: Shown,
) -> None:
    asked = {"statistic": "categories_monthly", "columns": "severity"}
    said = STATISTICS.says(shown.picture("statistics", CITY, **asked))
    assert "statistic" not in said
    assert shown.part(CITY, **asked).title == "事项统计表（类别 × 严重程度）"


def test_what_there_is_not_is_the_usual(shown: Shown) -> None:
    usual = shown.part(CITY)
    odd = {
        "statistic": "x",
        "of": "both",
        "rows": "';--",
        "columns": "town",
        "measures": "population,x",
        "period": "2999-99",
        "against": "x",
        "sort": "-nothing",
    }
    found = shown.part(CITY, **odd)
    assert (found.title, found.tables) == (usual.title, usual.tables)


def test_counts_of_now_have_no_days_and_that_is_said(shown: Shown) -> None:
    made = shown.part(CITY, rows="week", columns="none", measures="received,open")
    keys = {column.key for column in made.tables[0].columns}
    assert "t_received" in keys
    assert "t_open" not in keys
    assert "在办" in made.notices["left_out"].text


def test_too_many_columns_are_summed_and_that_is_said(shown: Shown) -> None:
    made = shown.part(CITY, rows="town", columns="category", measures="received,due")
    assert "列" in made.notices["too_many"].text
    named = [one.key for one in made.tables[0].columns if one.name]
    assert named == ["name", "t_received", "t_due"]


def test_too_many_rows_leave_the_sums_and_that_is_said(shown: Shown) -> None:
    days = {"period": "range", "from": "2024-01-01", "until": "2026-03-18"}
    made = shown.part(CITY, rows="day", columns="none", measures="received", **days)
    [total] = made.tables[0].records()
    assert total["t_received"]
    assert "行" in made.notices["too_many"].text


def test_rows_are_sorted_by_a_column_and_empty_ones_hidden(shown: Shown) -> None:
    given = {"rows": "category", "columns": "none", "measures": "received,close_rate"}
    every = [row["t_received"] for row in shown.table(CITY, **given).records()][:-1]
    assert 0 in every
    sorted_down = shown.table(CITY, **given, sort="-t_received", empty="hide")
    *inner, last = sorted_down.records()
    found = [row["t_received"] for row in inner]
    assert found == sorted((one for one in every if one), reverse=True)
    assert last["key"] == TOTAL
    up = [
        row["t_close_rate"]
        for row in shown.table(CITY, **given, sort="t_close_rate").records()
    ][:-1]
    known = [one for one in up if one is not None]
    assert known == sorted(known)
    assert up[len(known) :] == [None] * (len(up) - len(known))


def test_a_comparison_is_of_days_that_are_over(shown: Shown) -> None:
    given = {"rows": "severity", "columns": "none", "measures": "received,close_rate"}
    over = {"period": "range", "from": "2026-03-01", "until": "2026-03-17"}
    before = {"period": "range", "from": "2026-02-12", "until": "2026-02-28"}
    now, then = (shown.total(CITY, **given, **days) for days in (over, before))
    last = shown.total(CITY, **given, **over, against="before")
    assert last["t_received_changed_counted"] == now["t_received"]
    assert last["t_received_changed_base"] == then["t_received"]
    assert last["t_close_rate_changed"] == pytest.approx(
        now["t_close_rate"] - then["t_close_rate"]
    )
    year = shown.total(CITY, **given, **over, against="year")
    assert (year["t_received_changed"], year["t_received_changed_base"]) == (None, 0)


def test_alerts_that_are_not_kept_have_no_count(shown: Shown) -> None:
    given = {"rows": "kind", "columns": "none", "measures": "signals_received"}
    made = shown.part(CITY, of="signal", period="year", **given)
    found = {row["key"]: row["t_signals_received"] for row in made.tables[0].records()}
    assert found["camera_alert"] is None
    assert found["risk_lead"]
    assert found[TOTAL] is None
    assert "30天" in made.notices["unkept"].text


def test_months_of_which_nothing_is_known_have_no_count(shown: Shown) -> None:
    given = {"rows": "month", "columns": "kind", "measures": "received"}
    made = shown.part(COUNTY, of="case", period="year", **given)
    *months, total = made.tables[0].records()
    keys = [one.key for one in made.tables[0].columns if one.form == "count"]
    unknown = [row for row in months if row["t_received"] is None]
    known = months[len(unknown) :]
    assert unknown
    assert known
    assert all(row[key] is None for row in unknown for key in keys)
    assert all(row[key] is not None for row in known for key in keys)
    assert total["t_received"] >= sum(row["t_received"] for row in known) > 0
    assert "不是零" in made.notices["unheard"].text
    recent = shown.part(COUNTY, of="case", period="week", rows="day")
    assert "unheard" not in recent.notices


def test_what_lies_right_in_a_county_has_a_row_and_a_list_of_its_own() -> None:
    city = City(ready_store(), seed=5)
    city.run_topics(NOW)
    places = (COUNTY, COUNTY, CITY, TOWN, VILLAGE, VILLAGE)
    for number, place in enumerate(places):
        event = city.event(
            NOW - timedelta(days=1),
            kind="dispute",
            division_code=place,
            item_id=f"right-{number}",
        )
        city.write(event, at=NOW - timedelta(days=1))
        city.move(event, "accept", at=NOW - timedelta(hours=20))
    maker = PictureMaker(
        Reads(city.store), ask_health=lambda: None, ask_progress=lambda: None
    )
    maker.tick(NOW)
    own = Shown(city, maker.snapshot)
    for scope, rows in ((CITY, "town"), (CITY, "division"), (COUNTY, "division")):
        given = {"rows": rows, "columns": "none", "measures": "received,open"}
        told = {row["key"]: row for row in own.table(scope, **given).records()}
        for query, cell in opened(own, scope, given):
            assert own.listed(query, scope)[0] == cell[""], query
        assert told[TOTAL]["t_received"] == sum(
            row["t_received"] for key, row in told.items() if key != TOTAL
        )
    assert told[str(COUNTY)]["name"].endswith("本级")
    assert told[str(COUNTY)]["t_received"] == 2


def test_outside_no_small_count_and_no_change_is_told(shown: Shown) -> None:
    given = {"rows": "town", "columns": "kind", "measures": "received,close_rate"}
    made = shown.part(CITY, **given, against="before")
    told = outside(made)
    columns = made.tables[0].columns
    assert any(
        is_small(value) for row in made.tables[0].records() for value in row.values()
    )
    for row in told.tables[0].records():
        for column in columns:
            assert not is_small(row[column.key]), column.key
            if "_changed" in column.key:
                assert row[column.key] is None
    *_, last = told.tables[0].records()
    assert last["t_received"]


def is_small(value: object) -> bool:
    return isinstance(value, int) and 0 < value < LEAST


def test_a_table_that_is_too_large_offers_what_makes_it_fit(shown: Shown) -> None:
    days = {"period": "range", "from": "2024-01-01", "until": "2026-03-18"}
    long = shown.picture(
        "statistics", CITY, rows="day", columns="none", measures="received", **days
    )
    ways = narrowings(long)
    assert list(ways) == ["by_week", "by_month"]
    weeks = narrowings(
        shown.picture(
            "statistics", CITY, measures="received", **days, **ways["by_week"]
        )
    )
    assert weeks == {}
    wide = {"rows": "category", "columns": "town", "measures": "received,due"}
    found = narrowings(shown.picture("statistics", CITY, **wide))
    assert list(found) == ["by_division", "one_measure", "no_columns"]
    for way in ("by_division", "no_columns"):
        assert narrowings(shown.picture("statistics", CITY, **wide | found[way])) == {}
    few = {"rows": "severity", "columns": "town", "measures": "received,due"}
    assert "swapped" in narrowings(shown.picture("statistics", CITY, **few))
    assert narrowings(shown.picture("statistics", CITY)) == {}
