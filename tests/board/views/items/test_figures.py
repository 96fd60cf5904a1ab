"""A figure of the wall or of a district opens exactly the items that it counts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from msgspec import structs

from board.look.definitions import definitions
from board.look.texts import texts
from board.pages.list import PAGES
from board.pages.workings import ITEMS
from board.picture.filters import listable
from board.picture.indicators import BEHIND, Choice, behind_of
from board.picture.listing import COUNTS
from board.picture.maker import PictureMaker
from board.reads.reads import Reads
from board.reads.rows import Behind
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.views.indicators.page import sheet_of
from board.views.items import listing
from board.views.items.wanting import questions_of
from board.views.situation import breakdown, indicators, tiles
from streams.events import STREAMS
from tests.board.conftest import NOW
from tests.sql import drawn
from tests.sql.state import put
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from datetime import datetime

    from board.picture.snapshot import Snapshot
    from sql.questions import Question
    from sql.store import Store
    from tests.support.city import City

CITY, COUNTY, TOWN = 421300000000, 421303000000, 421303001000
VILLAGE = 421303001001
SCOPES = (CITY, COUNTY, TOWN, VILLAGE)
WORDS = texts("zh")
PAGE = next(one for one in PAGES if one.name == "items")
SHEET = next(one for one in PAGES if one.name == "indicators")
KINDS = [stream.kind for stream in STREAMS]


def counted(picture: Picture) -> dict[str, Question]:
    """Of what the list asks its counts alone."""
    return {COUNTS: questions_of(picture)[COUNTS]}


COUNTED = structs.replace(PAGE, working=structs.replace(ITEMS, asks=counted))
TODAY = "today"


class Seen(NamedTuple):
    """A store, the picture that was made of it, and when."""

    store: Store
    snapshot: Snapshot
    now: datetime

    def listed(self, scope: int, **choices: str) -> dict[str, Any]:
        """The figures of the list for an address."""
        asked = Picture(
            snapshot=self.snapshot,
            page="items",
            scope=scope,
            language="zh",
            now=self.now,
            choices=choices,
        )
        found = listing.counts(answered(COUNTED, asked, Reads(self.store)))
        return {one.key: one.value for one in found.figures}


def is_past(item: drawn.Item) -> bool:
    """Nothing in a store is stamped later than now."""
    stamps = (item["closed_at"], item["confirmed_at"], item["round_started_at"])
    return all(at is None or at <= drawn.NOW for at in stamps)


def with_last_day(one: drawn.Item) -> drawn.Item:
    """Every item says until when it is to be rectified: of leads that counts."""
    last = one["received_at"] + timedelta(days=5)
    return one | {"details": f'{{"rectify_by": "{last:%Y-%m-%d}"}}'}


@pytest.fixture(scope="module")
def drawn_city() -> Seen:
    store = ready_store()
    items = map(with_last_day, drawn.random_items(seed=11, size=6000))
    put(store, filter(is_past, items))
    maker = PictureMaker(
        Reads(store), ask_health=lambda: None, ask_progress=lambda: None
    )
    maker.tick(drawn.NOW)
    return Seen(store, maker.snapshot, drawn.NOW)


@pytest.fixture(params=["drawn", "city"])
def seen(
    request: pytest.FixtureRequest, drawn_city: Seen, city: City, snapshot: Snapshot
) -> Seen:
    both = {"drawn": drawn_city, "city": Seen(city.store, snapshot, NOW)}
    return both[request.param]


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_figures_of_a_tile(seen: Seen, scope: int, kind: str) -> None:
    made = tiles.tiles(seen.snapshot, scope=scope, words=WORDS, now=seen.now)
    tile = next(one for one in made.table("tiles").records() if one["kind"] == kind)
    for count in ("received", "open", "ended"):
        key = str(tile[f"{count}_indicator"])
        found = seen.listed(scope, indicator=key, period=TODAY, kind=kind)
        assert found["total"] == tile[count], key
    for key in ("dismissed", "confirmed"):
        if tile[key] is not None:
            found = seen.listed(scope, indicator=key, period=TODAY, kind=kind)
            assert found["total"] == tile[key], key
    for severity in ("01", "04"):
        key = str(tile["received_indicator"])
        asked = {"period": TODAY, "kind": kind, "severity": severity}
        found = seen.listed(scope, indicator=key, **asked)
        assert found["total"] == tile[f"severity-{severity}"]


@pytest.mark.parametrize("scope", SCOPES)
def test_the_figures_of_the_strip(seen: Seen, scope: int) -> None:
    for figure in indicators.indicators(seen.snapshot, scope, WORDS).figures:
        place = int(figure.counted_in or scope)
        found = seen.listed(place, indicator=figure.key, period="days30")
        if definitions()[figure.key].denominator:
            assert found["total"] == figure.denominator, figure.key
            assert found["counted"] == figure.numerator, figure.key
        else:
            assert found["total"] == figure.value, figure.key


@pytest.mark.parametrize("scope", [CITY, TOWN])
def test_the_steps_and_the_commonest_categories(seen: Seen, scope: int) -> None:
    for table in breakdown.steps(seen.snapshot, scope, WORDS).tables:
        key = table.columns[-1].indicator
        for row in table.records():
            found = seen.listed(scope, indicator=key, status=str(row["status"]))
            assert found["total"] == row["count"], row
    for table in breakdown.categories(seen.snapshot, scope, WORDS).tables:
        key = table.columns[-1].indicator
        for row in table.records():
            asked = {"kind": str(row["kind"]), "category": str(row["category"])}
            found = seen.listed(scope, indicator=key, period=TODAY, **asked)
            assert found["total"] == row["count"], row


@pytest.mark.parametrize("scope", [CITY, TOWN])
def test_the_figures_of_the_dictionary(drawn_city: Seen, scope: int) -> None:
    land = drawn_city.snapshot.geography
    asked = Picture(
        snapshot=drawn_city.snapshot,
        page="indicators",
        scope=scope,
        language="zh",
        now=drawn_city.now,
        choices={"period": "days30"},
    )
    sheet = sheet_of(answered(SHEET, asked, Reads(drawn_city.store)))
    for key in listable():
        one = definitions()[key]
        value = sheet.counted(one, sheet.period.shown)
        is_of = one.is_percentile or one.base == one.denominator != ""
        number = value.denominator if is_of and one.form != "change" else None
        number = number if number is not None else value.numerator or value.value
        found = drawn_city.listed(scope, indicator=key, period="days30")
        assert found["total"] == number, key
        choice = Choice(key, "days30", has_items=True)
        first = behind_of(choice, land.divisions[scope], drawn_city.now)
        assert first
        rows = Reads(drawn_city.store).round({BEHIND: first}, NOW).rows(BEHIND, Behind)
        assert (rows[0].total if rows else 0) == number, key
        if one.has_misses and not one.is_percentile:
            assert found["counted"] == value.numerator, key


def test_every_figure_that_can_be_listed_has_a_list(drawn_city: Seen) -> None:
    empty = {
        key
        for key in listable()
        if not drawn_city.listed(CITY, indicator=key, period="year")["total"]
    }
    assert empty == {"on_ledger"}
