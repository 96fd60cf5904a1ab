"""The demo calendar: how long a history of months is."""

from __future__ import annotations

from datetime import datetime

import pytest

from streams.simulate.days import months_before


@pytest.mark.parametrize(
    ("until", "months", "since"),
    [
        ("2026-11-29T00:48:00+08:00", 0, "2026-11-29T00:48:00+08:00"),
        ("2026-10-31T08:00:00+08:00", 0, "2026-10-31T08:00:00+08:00"),
        ("2026-10-31T08:00:00+08:00", 1, "2026-09-30T08:00:00+08:00"),
        ("2026-03-30T08:00:00+08:00", 1, "2026-02-28T08:00:00+08:00"),
        ("2028-02-29T08:00:00+08:00", 24, "2026-02-28T08:00:00+08:00"),
        ("2026-01-15T08:00:00+08:00", 13, "2024-12-15T08:00:00+08:00"),
    ],
)
def test_months_back_end_on_the_same_day_or_the_last(
    until: str, months: int, since: str
) -> None:
    moment_ms = int(datetime.fromisoformat(until).timestamp() * 1_000)
    expected = int(datetime.fromisoformat(since).timestamp() * 1_000)
    assert months_before(moment_ms, months) == expected
