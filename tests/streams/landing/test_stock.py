"""What stood open at the end of a month is what the board would have shown then."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from sql.questions import Question
from tests.support.intake import LINE, START, Intake

if TYPE_CHECKING:
    from datetime import datetime

SLOWER = 16
"""The traffic of ten days, spread over more than five months."""
NOW = START + timedelta(days=10) * SLOWER
CITY = {"low": 0, "high": 10**12}
STOCKS = {
    "open_by_village": ("open_cases", "open_signals"),
    "deadlines_by_village": (
        *("overdue", "due_soon", "unassigned_overdue", "unsigned_overdue"),
        *("unacknowledged_overdue", "on_ledger", "supervised"),
    ),
}
NAMES = [name for names in STOCKS.values() for name in names]


@pytest.fixture(scope="module")
def intake() -> Intake:
    intake = Intake()
    traffic = [
        (topic, message, START + (at - START) * SLOWER)
        for topic, message, at in intake.traffic(seed=9, size=1500)
    ]
    for place in range(0, len(traffic), 250):
        intake.take(*traffic[place : place + 250])
    seat = {"acting_center": LINE[-1], "role": "leader"}
    for number, moves in ((9001, ("accept", "assign")), (9002, ("accept", "handle"))):
        intake.event("dispute", number)
        for name in moves:
            intake.move("dispute", name, number, move_id=f"{name}-{number}", **seat)
    intake.move("dispute", "put_on_ledger", 9002, move_id="ledger-9002", **seat)
    return intake


def as_of(intake: Intake, at: datetime, offsets: str) -> Counter[tuple[str, str]]:
    given = {"now_at": at, "offsets": offsets}
    asked = [Question(f"{name}_as_of", given) for name in STOCKS]
    found: Counter[tuple[str, str]] = Counter()
    for names, table in zip(STOCKS.values(), intake.store.round(*asked), strict=True):
        for row in table.to_pylist():
            for name in names:
                found[row["kind"], name] += row[name]
    return found


def test_every_stock_at_the_end_of_a_month_is_that_of_then(intake: Intake) -> None:
    told = intake.store.query("stock_by_month", now_at=NOW, **CITY).to_pylist()
    ends = sorted({row["counted_at"] for row in told})
    assert len(ends) == 5
    seen: Counter[str] = Counter()
    for at in ends:
        offsets = str(intake.store.query("offsets_at", at=at).column(0)[0].as_py())
        found = Counter(
            {
                (row["kind"], name): row[name]
                for row in told
                if row["counted_at"] == at
                for name in NAMES
            }
        )
        expected = as_of(intake, at, offsets)
        assert +found == +expected, at
        for (_, name), number in expected.items():
            seen[name] += number
    assert set(+seen) == set(NAMES)


def test_as_of_a_moment_its_own_months_end_as_they_did(intake: Intake) -> None:
    at = NOW - timedelta(days=45)
    offsets = str(intake.store.query("offsets_at", at=at).column(0)[0].as_py())
    past = intake.store.query(
        "stock_by_month_as_of", now_at=at, offsets=offsets, **CITY
    ).to_pylist()
    told = intake.store.query("stock_by_month", now_at=NOW, **CITY).to_pylist()
    assert past == [row for row in told if row["counted_at"] <= at]
    assert len({row["counted_at"] for row in past}) == 3
