"""A receipt says its number in letters and as a code, and the same bytes twice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from board.exports.typeset.receipts import receipt_pdf, squares
from board.look.texts import texts
from board.reads.rows_registration import ItemNow
from board.viewer.seat import Seat
from board.views.registration.receipt import receipt
from tests.board.exports.typeset.reading import text_of

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

AT = datetime(2026, 3, 18, 7, 30, 5, 123, tzinfo=UTC)
FINDER = 7
"""A code of this kind has a square of so many squares in three of its corners."""
ITEM = ItemNow(
    kind="dispute",
    item_id="center-1",
    case_number="C62A-C4F3-F578",
    version=1,
    division_code=421321101001,
    occurred_at=AT,
    reported_at=AT,
    received_at=AT,
    category="17",
    severity="04",
    scale="01",
    status="registered",
    title="王**（138****5678）与邻居争吵 #x *y* $z$",
    description="说明",
    longitude=None,
    latitude=None,
    source="center",
    source_ref="",
    tags=[],
    campaign=None,
    party_hash="a" * 32,
    details="{}",
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_receipt_says_what_where_when_and_who_took_it(
    snapshot: Snapshot, language: str
) -> None:
    words = texts(language)
    seat = Seat("staff", 421300000000)
    said = receipt(ITEM, snapshot.geography, seat, words)
    made = receipt_pdf(said, words, AT, is_synthetic=True)
    told = text_of(made)
    for part in (
        ITEM.case_number,
        "2026-03-18",
        "厉山镇",
        snapshot.geography.centers[seat.center_code].name,
        "#x*y*$z$",
        words("label.synthetic").replace(" ", ""),
    ):
        assert part in told
    assert ITEM.party_hash not in told
    assert made == receipt_pdf(said, words, AT, is_synthetic=True)


def test_a_code_is_a_square_with_a_mark_in_three_corners() -> None:
    rows = squares(ITEM.case_number)
    assert {len(row) for row in rows} == {len(rows)}
    corner = [row[:FINDER] for row in rows[:FINDER]]
    assert corner == [row[-FINDER:] for row in rows[:FINDER]]
    assert corner == [row[:FINDER] for row in rows[-FINDER:]]
    assert corner[0] == [1] * FINDER
