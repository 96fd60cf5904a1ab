"""Items are found wherever they stand, by the range of their rows or by every row."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from sql.store import Store
from streams.hub.verify import Sample, Seen, first_difference
from streams.landing import items
from streams.landing.items import VECTOR_ROWS, are_scattered
from tests.support.intake import START, Intake
from tests.support.messages import TOPICS, event

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FAR = 10 * VECTOR_ROWS
"""So many items that an old and a new one are scattered."""
ALWAYS, NEVER = float("inf"), 0.0


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), False),
        ((FAR,), False),
        (range(FAR), False),
        ((0, 2 * VECTOR_ROWS), False),
        ((0, FAR), True),
        ((0, *range(FAR - 3 * VECTOR_ROWS, FAR)), False),
        ((FAR, *range(VECTOR_ROWS)), True),
    ],
)
def test_rows_are_scattered_when_most_vectors_between_them_hold_none(
    rows: Sequence[int], *, expected: bool
) -> None:
    assert are_scattered(rows) is expected


@pytest.mark.parametrize("share", [ALWAYS, NEVER])
def test_random_traffic_makes_what_a_recount_makes(
    monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    monkeypatch.setattr(items, "VECTOR_ROWS", 1)
    monkeypatch.setattr(items, "SCATTERED_SHARE", share)
    intake = Intake()
    traffic = intake.traffic(seed=11, size=700)
    while records := tuple(islice(traffic, 70)):
        intake.take(*records)
    seen = Seen()
    assert first_difference(intake.store, Sample(), seen) is None
    assert seen.items
    assert seen.moves


@pytest.mark.parametrize("share", [items.SCATTERED_SHARE, NEVER])
def test_the_oldest_and_the_newest_item_change_together(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, share: float
) -> None:
    monkeypatch.setattr(items, "SCATTERED_SHARE", share)
    intake = Intake(Store(tmp_path / "board.duckdb"))
    topic = TOPICS["incident"]
    intake.take(*((topic, event("incident", n), START) for n in range(FAR)))
    intake.store.tidy()
    ends = (0, FAR - 1)
    for status in ("accept", "handle", "close", "reopen"):
        moves = [intake.moved("incident", status, n) for n in ends]
        intake.take(*(("cgc.handling", move, START) for move in moves))
    intake.take(*((topic, event("incident", n, version=2), START) for n in ends))
    for number in ends:
        item = intake.item("incident", number)
        assert (item["version"], item["reopened_count"]) == (2, 1)
    listed = intake.store.query("item_list", low=0, high=10**12, row_limit=10**6)
    assert listed.num_rows == FAR
    assert first_difference(intake.store, Sample(64), Seen()) is None
