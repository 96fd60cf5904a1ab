"""What meets a target, and how many items would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.look.formats import Value
from board.look.targets import Target, targets
from board.views.common.rates import rate

LEAST = Target("timeliness", "close_rate", 0.95, "justice")
MOST = Target("quality", "return_rate", 0.05, "justice")
BOTH = pytest.mark.parametrize("target", [LEAST, MOST], ids=["least", "most"])


def after(target: Target, over: int, under: int, moved: int) -> str:
    """The state with so many more items on the right side."""
    there = over + moved if target.is_least else over - moved
    return target.state(rate(there, under))


@BOTH
@given(base=st.integers(10, 5000), part=st.floats(0, 1))
def test_as_many_items_as_it_is_short_of_meet_it_and_fewer_do_not(
    target: Target, base: int, part: float
) -> None:
    over = round(base * part)
    value = rate(over, base)
    short = target.short(value)
    assert short is not None
    assert (short == 0) == (target.state(value) == "met")
    assert after(target, over, base, short) == "met"
    if short:
        assert after(target, over, base, short - 1) == "missed"


@BOTH
def test_a_base_that_is_too_small_says_nothing(target: Target) -> None:
    for value in (rate(3, 9), rate(0, 0), Value(None, "share")):
        assert target.state(value) == "few"
        assert target.short(value) is None
        assert target.gap(value) is None


@pytest.mark.parametrize(
    ("target", "over", "gap"),
    [(LEAST, 900, -0.05), (MOST, 100, -0.05), (MOST, 20, 0.03)],
)
def test_a_gap_is_below_nought_where_the_target_is_missed(
    target: Target, over: int, gap: float
) -> None:
    assert target.gap(rate(over, 1000)) == pytest.approx(gap)


def test_what_is_exactly_the_target_meets_it() -> None:
    """0.95 of 20 and 0.15 of 20 are no whole numbers to a computer."""
    assert LEAST.state(rate(19, 20)) == "met"
    assert MOST.state(rate(1, 20)) == "met"


def test_every_target_that_ships_is_of_an_entry_of_the_dictionary() -> None:
    assert all(one.definition.form == "share" for one in targets().values())
