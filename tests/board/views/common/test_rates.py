from __future__ import annotations

from board.look.formats import Value
from board.views.common.rates import rate


def test_a_rate_without_a_base_is_none_and_never_zero_or_infinity() -> None:
    assert rate(0, 0) == Value(None, "share", 0, 0)
    assert rate(3, 0) == Value(None, "share", 3, 0)


def test_below_ten_the_counts_stand_instead_of_a_rate() -> None:
    assert rate(3, 9) == Value(None, "share", 3, 9)
    assert rate(3, 10) == Value(0.3, "share", 3, 10)


def test_an_indicator_may_ask_for_another_least_base() -> None:
    assert rate(1, 2, minimum_n=1).value == 0.5
    assert rate(50, 99, minimum_n=100).value is None


def test_a_rate_is_said_per_what_the_dictionary_says() -> None:
    assert rate(1, 100, "per_1000") == Value(0.01, "per_1000", 1, 100)


def test_nothing_of_a_real_base_is_a_rate_of_nothing() -> None:
    assert rate(0, 20).value == 0.0
    assert rate(20, 20).value == 1.0
