"""A page of a picture is the same page when its moments are asked for again."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from board.exports.differences import differences
from board.exports.export import export
from board.exports.files import FORMATS, read
from board.exports.pages import Wish, document, moments_in
from board.pages.list import PAGES
from board.picture.past import picture_of
from board.reads.reads import Reads
from board.viewer.seat import Seat
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from pathlib import Path

    from board.viewer.page import Page

CITY = 421300000000
NOW = START + timedelta(hours=9)
WITH_PAST = [one for one in PAGES if one.has_past]


def wish(page: Page) -> Wish:
    return Wish(
        page=page.name,
        scope=CITY,
        language="zh",
        address=f"/{page.address}?scope={CITY}",
        seat=Seat("staff", CITY),
        made_at=NOW,
        reason="晨会通报",
        edition="0123456789abcdef",
        row_cap=10_000,
    )


@pytest.mark.parametrize("page", WITH_PAST, ids=lambda page: page.name)
def test_a_file_is_what_the_board_shows_for_its_vector_whatever_came_since(
    page: Page, tmp_path: Path
) -> None:
    intake = Intake()
    traffic = intake.traffic(seed=5, size=600)
    intake.take(*islice(traffic, 300))
    maker = maker_of(Shut(intake.store))
    for _ in range(3):
        maker.tick(NOW)
    then = export(document(wish(page), page, maker.snapshot))
    path = tmp_path / "page.xlsx"
    FORMATS["xlsx"].write(then, path)
    intake.take(*traffic)
    found = read(path)
    stood_on = moments_in(found.manifest.facts)
    past = picture_of(stood_on, maker.snapshot, Reads(intake.store))
    anew = export(document(wish(page), page, past))
    assert list(differences(found, anew)) == []
    assert anew.checksum == then.checksum
    maker.tick(NOW + timedelta(minutes=1))
    later = export(document(wish(page), page, maker.snapshot))
    assert later.checksum != then.checksum
