"""A file says who took it, and can be made anew for the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from board.exports.pages import document, seat_in
from board.pages.list import PAGES
from board.viewer.seat import Seat
from tests.board.exports.test_documents import wish

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

WALL = next(one for one in PAGES if one.name == "wall")
CITY = 421300000000


@pytest.mark.parametrize("person", ["", "k0231"])
def test_the_person_stands_in_cover_and_watermark(
    snapshot: Snapshot, person: str
) -> None:
    seat = Seat("staff", CITY, person=person)
    made = document(structs.replace(wish(WALL), seat=seat), WALL, snapshot)
    facts = {one.key: one.value.value for one in made.facts}
    assert seat_in(facts) == seat
    assert ("person" in str(facts["seat"])) is bool(person)
    who = " · ".join(filter(None, ("工作人员", "随州市综治中心", person)))
    assert facts["who"] == who
    assert who in made.watermark
