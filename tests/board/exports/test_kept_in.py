"""What of a page people outside are told nothing of: a file says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from board.exports.asking import asked_document
from board.exports.pages import Wish
from board.pages.list import PAGES
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


def made(
    page: str, choices: dict[str, str], city: City, snapshot: Snapshot, **given: bool
) -> Document:
    wish = Wish(
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
    wanted = structs.replace(wish, **given)
    reads = Reads(city.store)
    return asked_document(wanted, BY_NAME[page], choices, known=snapshot, reads=reads)


@pytest.mark.parametrize("page", ["area", "items"])
def test_an_area_is_not_told_outside_and_the_file_says_why(
    page: str, city: City, snapshot: Snapshot
) -> None:
    inside = made(page, WIDE, city, snapshot)
    assert any(one.contents.tables for one in inside.sections)
    told = made(page, WIDE, city, snapshot, outside=True)
    [only] = told.sections
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
