from __future__ import annotations

from datetime import datetime

import pytest

from board.look.clock import SHANGHAI, day_start, year_before


@pytest.mark.parametrize(
    ("day", "base"),
    [
        ((2026, 3, 18), (2025, 3, 18)),
        ((2028, 2, 28), (2027, 2, 28)),
        ((2028, 2, 29), (2027, 2, 28)),
        ((2028, 3, 1), (2027, 3, 1)),
        ((2029, 2, 28), (2028, 2, 28)),
        ((2029, 3, 1), (2028, 3, 1)),
    ],
)
def test_a_year_ago_is_the_same_date(
    day: tuple[int, int, int], base: tuple[int, int, int]
) -> None:
    now = datetime(*day, 6, 30, tzinfo=SHANGHAI)
    assert year_before(now) == datetime(*base, 6, 30, tzinfo=SHANGHAI)
    assert year_before(day_start(now)) == datetime(*base, tzinfo=SHANGHAI)


def test_the_date_is_that_of_shanghai() -> None:
    now = datetime.fromisoformat("2028-02-29T17:00:00+00:00")
    assert year_before(now) == datetime(2027, 3, 1, 1, tzinfo=SHANGHAI)
