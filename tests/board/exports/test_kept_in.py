"""What of a page people outside are told nothing of: a file says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from board.exports.asking import asked_document
from board.exports.pages import Wish, document, moments_in
from board.pages.list import PAGES
from board.picture.past import all_of, picture_of
from board.reads.reads import Reads
from board.viewer.seat import Seat
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.exports.document import Document
    from board.picture.snapshot import Snapshot
    from tests.support.city import City

CITY = 421300000000
WIDE = {"area": "circle:113.30000,31.90000,5000", "days": "year"}
BY_NAME = {page.name: page for page in PAGES}


def wish(page: str, **given: bool) -> Wish:
    usual = Wish(
        page=page,
        scope=CITY,
        language="zh",
        address=f"/{page}",
        seat=Seat("staff", CITY),
        made_at=NOW,
        reason="核对",
        edition="e",
        row_cap=10_000,
    )
    return structs.replace(usual, **given)


def made(
    page: str, choices: dict[str, str], city: City, snapshot: Snapshot, **given: bool
) -> Document:
    wanted, reads = wish(page, **given), Reads(city.store)
    return asked_document(wanted, BY_NAME[page], choices, known=snapshot, reads=reads)


def test_a_file_of_an_area_has_the_tables_of_its_division_of_the_same_moment(
    city: City, snapshot: Snapshot
) -> None:
    told = made("area", WIDE, city, snapshot)
    stood_on = moments_in({one.key: one.value.value for one in told.facts}).pulse
    assert stood_on
    then = picture_of(all_of(stood_on), snapshot, Reads(city.store))
    alone = document(wish("district"), BY_NAME["district"], then).sections
    besides, own = told.sections[: len(alone)], told.sections[len(alone) :]
    for one, other in zip(besides, alone, strict=True):
        assert one.name == other.name
        assert one.contents.tables == other.contents.tables
        assert one.contents.figures == other.contents.figures
        assert one.contents.title == f"{other.contents.title}（随州市）"
    assert {one.name for one in own} >= {"area_cases", "area_sites"}
    assert all("5000 米内" in one.contents.title for one in own)


@pytest.mark.parametrize("page", ["area", "items"])
def test_an_area_is_not_told_outside_and_the_file_says_why(
    page: str, city: City, snapshot: Snapshot
) -> None:
    inside = made(page, WIDE, city, snapshot)
    assert any(one.contents.tables for one in inside.sections)
    told = made(page, WIDE, city, snapshot, outside=True)
    *besides, only = told.sections
    # Of the division that it stands beside what suppression leaves is told.
    assert bool(besides) == (page == "area")
    assert all(one.contents.figures or one.contents.tables for one in besides)
    assert not only.contents.tables
    assert not only.contents.figures
    assert not only.contents.notices
    [why] = [one.value.value for one in told.facts if one.key == "kept_in"]
    assert why == only.contents.note
    assert "圈选" in str(why)


def test_without_an_area_a_list_tells_outside_what_suppression_leaves(
    city: City, snapshot: Snapshot
) -> None:
    told = made("items", {}, city, snapshot, outside=True)
    assert any(one.contents.figures for one in told.sections)
    assert "kept_in" not in {one.key for one in told.facts}


@pytest.mark.parametrize(("days", "is_known"), [("days7", True), ("days30", False)])
def test_an_area_is_not_compared_with_days_whose_places_were_deleted(
    city: City, snapshot: Snapshot, days: str, *, is_known: bool
) -> None:
    told = made("area", WIDE | {"days": days}, city, snapshot)
    figures = [one for part in told.sections for one in part.contents.figures]
    before = {one.key: one.value for one in figures if "received_before" in one.key}
    assert before.keys() == {"case_received_before", "signal_received_before"}
    assert before["case_received_before"] is not None
    assert (before["signal_received_before"] is not None) == is_known
    notes = [part.contents.note for part in told.sections]
    assert any("30 天" in note for note in notes) == (not is_known)
