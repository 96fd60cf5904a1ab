"""A statistical table says what 指标 says, and each of its cells is a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest

from board.look.definitions import definitions
from board.look.statistics import measures_of
from board.pages.list import ITEMS, PAGES, STATISTICS
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.common.contents import Contents
from board.views.indicators.page import sheet_of
from board.views.statistics.crossed import TOTAL, across, key_of
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Table
    from tests.support.city import City

CITY, COUNTY, TOWN, VILLAGE = 421300000000, 421321000000, 421321101000, 421321101201
BY_NAME = {page.name: page for page in PAGES}
MONTH = "2026-03"
LISTED = 7
"""So many cells of a table are opened: each list asks the store anew."""
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
    for measures in in_pieces(measures_of(of)):
        given = {"of": of, "rows": rows, "columns": columns, "measures": measures}
        cells = opened(shown, scope, given)
        step = max(1, len(cells) // LISTED)
        for query, told in cells[::step][: LISTED + 1]:
            total, counted = shown.listed(query, scope)
            if "_denominator" in told:
                assert (counted, total) == (
                    told["_numerator"],
                    told["_denominator"],
                ), query
            else:
                assert total == told[""], query
