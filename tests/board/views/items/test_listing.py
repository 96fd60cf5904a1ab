"""The list as contents: what was asked in words, counts to filter by, one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.pages.list import PAGES
from board.picture.filters import ITEMS_A_PAGE, TITLES, WHOLE
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.views.common.suppression import outside
from board.views.items import listing
from board.views.items.wanting import said
from streams.events import STREAMS
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from tests.support.city import City

CITY, TOWN = 421300000000, 421321101000
PAGE = next(one for one in PAGES if one.name == "items")
READER = {TITLES: "1"}


@pytest.fixture
def reads(city: City) -> Reads:
    return Reads(city.store)


def asked(snapshot: Snapshot, reads: Reads, scope: int = CITY, **given: str) -> Picture:
    picture = Picture(
        snapshot=snapshot,
        page="items",
        scope=scope,
        language="zh",
        now=NOW,
        choices=given,
    )
    return answered(PAGE, picture, reads)


@pytest.mark.parametrize("stream", STREAMS, ids=lambda one: one.kind)
def test_a_count_is_what_filtering_by_it_leaves(
    snapshot: Snapshot, reads: Reads, stream: object
) -> None:
    kind = stream.kind  # type: ignore[attr-defined] # one of the streams
    every = {"state": "all", "period": "any"}
    counts = listing.counts(asked(snapshot, reads, **every))
    by_kind = {row["code"]: row["items"] for row in counts.table("by_kind").records()}
    only = listing.counts(asked(snapshot, reads, kind=kind, **every))
    assert only.figure("total").value == by_kind[kind]
    assert only.table("by_kind").values("code") == [kind]
    total = counts.figure("total").value
    for name in ("by_kind", "by_status"):
        assert sum(counts.table(name).values("items")) == total  # type: ignore[arg-type] # counts


def test_pages_follow_each_other_and_end(snapshot: Snapshot, reads: Reads) -> None:
    every = {"state": "all", "period": "any"}
    first = listing.items(asked(snapshot, reads, **every))
    last = int(first.figure("last").value or 0)
    end = listing.items(asked(snapshot, reads, no="1999", **every))
    total = int(first.notices["more"].values["all"].value or 0)
    assert last == -(-total // ITEMS_A_PAGE) > 1
    assert (first.figure("here").value, end.figure("here").value) == (1, last)
    assert len(first.table("page").rows) == ITEMS_A_PAGE
    assert len(end.table("page").rows) == total - (last - 1) * ITEMS_A_PAGE
    whole = listing.items(asked(snapshot, reads, **every, **WHOLE))
    assert len(whole.table("page").rows) == total
    assert whole.table("page").rows[:ITEMS_A_PAGE] == first.table("page").rows


def test_nothing_found_is_one_page_of_nothing(snapshot: Snapshot, reads: Reads) -> None:
    found = listing.items(asked(snapshot, reads, number="none has this"))
    assert found.table("page").rows == ()
    assert (found.figure("here").value, found.figure("last").value) == (1, 1)


def test_titles_are_there_for_who_may_read_them(
    snapshot: Snapshot, reads: Reads
) -> None:
    told = listing.items(asked(snapshot, reads, **READER)).table("page")
    assert any(told.values("title"))
    hidden = listing.items(asked(snapshot, reads)).table("page")
    assert "title" not in {column.key for column in hidden.columns}
    assert not any("演示数据" in str(cell) for row in hidden.rows for cell in row)
    assert len(hidden.rows) == len(told.rows)


def test_a_title_is_searched_for_its_reader_alone(
    snapshot: Snapshot, reads: Reads
) -> None:
    every = {"state": "all", "period": "any", "text": "no such title"}
    for granted, total in ((READER, 0), ({}, 1)):
        found = listing.counts(asked(snapshot, reads, **every, **granted))
        assert min(1, int(found.figure("total").value or 0)) == total


def test_every_choice_is_said_in_words(snapshot: Snapshot, reads: Reads) -> None:
    picture = asked(
        snapshot, reads, kind="dispute", category="17", marks="overdue", tag="<b>"
    )
    words = said(picture)
    assert words["kind"] == "矛盾纠纷"
    assert words["category"] == "邻里关系"
    assert words["marks"] == "超期"
    assert words["tag"] == "<b>"
    assert {f"fact.chosen.{key}" for key in words} <= picture.words.words.keys()
    note = listing.items(picture).note
    assert "矛盾纠纷" in note
    assert "最新受理在前" not in note
    assert "标签：<b>" in note


def test_one_day_is_said_once(snapshot: Snapshot, reads: Reads) -> None:
    assert said(asked(snapshot, reads, period="today"))["period"] == "2026-03-18 受理"


def test_a_figure_says_its_days_and_which_items_miss(
    snapshot: Snapshot, reads: Reads
) -> None:
    found = asked(snapshot, reads, indicator="timely_rate", period="days30")
    assert listing.items(found).note == "及时率 · 2026-02-17 至 2026-03-18"
    table = listing.items(found).table("page")
    counted = table.values("is_counted")
    assert counted == sorted(counted)  # type: ignore[type-var] # flags
    late = [row for row in table.records() if row["level"] == "overdue"]
    assert late
    assert not any(row["is_counted"] for row in late)


def test_due_dates_have_their_level_in_words(snapshot: Snapshot, reads: Reads) -> None:
    marked = {"overdue": "超期", "due_soon": "临期"}
    for mark, name in marked.items():
        found = listing.items(asked(snapshot, reads, marks=mark)).table("page")
        assert set(found.values("level")) <= {mark}
        assert set(found.values("limit")) <= {name}


def test_a_town_lists_its_own_alone(snapshot: Snapshot, reads: Reads) -> None:
    found = listing.items(asked(snapshot, reads, TOWN, state="all", period="any"))
    name = snapshot.geography.place(TOWN)
    places = found.table("page").values("place")
    assert places
    assert all(str(place).startswith(name) for place in places)


def test_for_people_outside_no_item_is_told(snapshot: Snapshot, reads: Reads) -> None:
    picture = asked(snapshot, reads, state="all", period="any")
    assert outside(listing.items(picture)).tables == ()
    assert len(outside(listing.counts(picture)).tables) == 2
