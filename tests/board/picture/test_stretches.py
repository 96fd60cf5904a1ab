"""The periods of a statistical table: their days, and those before them."""

from __future__ import annotations

from datetime import date

import pytest

from board.look.clock import DAY
from board.picture.periods import Span
from board.picture.stretches import names, stretch

TODAY = date(2026, 3, 18)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("name", "shown", "before"),
    [
        ("2026-03", ("2026-03-01", "2026-03-18"), ("2026-02-01", "2026-02-17")),
        ("today", ("2026-03-18", "2026-03-18"), None),
        ("week", ("2026-03-16", "2026-03-18"), ("2026-03-09", "2026-03-10")),
        ("2026-Q1", ("2026-01-01", "2026-03-18"), ("2025-10-01", "2025-12-15")),
        ("2025-Q4", ("2025-10-01", "2025-12-31"), ("2025-07-01", "2025-09-30")),
        ("year", ("2026-01-01", "2026-03-18"), ("2025-01-01", "2025-03-17")),
        ("range", ("2026-02-10", "2026-02-12"), ("2026-02-07", "2026-02-09")),
    ],
)
def test_a_period_and_as_many_days_before_it(
    name: str, shown: tuple[str, str], before: tuple[str, str] | None
) -> None:
    """Today is not over: it is shown, and held against nothing."""
    given = {"from": "2026-02-10", "until": "2026-02-12"}
    found = stretch(name, given, TODAY)
    assert name in names(TODAY)
    assert found.name == name
    assert said(found.shown) == shown
    if before is None:
        assert not found.over.days
        assert not found.before.days
    else:
        assert said(found.before) == before


def test_days_to_come_are_none_of_a_period() -> None:
    given = {"from": "2027-01-01", "until": "2027-02-01"}
    assert said(stretch("range", given, TODAY).shown) == ("2026-03-18", "2026-03-18")


def said(span: Span) -> tuple[str, str]:
    return str(span.first), str(span.until - DAY)
