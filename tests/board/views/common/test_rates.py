from __future__ import annotations

import pytest

from board.views.common.rates import Rate, rate, rate_text


def test_a_rate_without_a_base_is_a_dash_and_never_zero_or_infinity() -> None:
    assert rate(0, 0) == Rate(0, 0, None, "none")
    assert rate_text(rate(0, 0)) == "—"
    assert rate_text(rate(3, 0)) == "—"


def test_below_ten_the_counts_stand_instead_of_a_rate() -> None:
    assert rate(3, 9).state == "few"
    assert rate_text(rate(3, 9)) == "3/9"
    assert rate_text(rate(3, 10)) == "30.0%"


def test_an_indicator_may_ask_for_another_least_base() -> None:
    assert rate_text(rate(1, 2, minimum_n=1)) == "50.0%"
    assert rate(50, 99, minimum_n=100).state == "few"


@pytest.mark.parametrize(
    ("unit", "text"),
    [("percent", "0.2%"), ("per_1000", "2.5"), ("per_10000", "24.7")],
)
def test_a_rate_is_said_per_what_the_dictionary_says(unit: str, text: str) -> None:
    assert rate_text(rate(1_000, 405_000), unit) == text


def test_nothing_of_a_real_base_is_a_rate_of_nothing() -> None:
    assert rate_text(rate(0, 20)) == "0.0%"
    assert rate_text(rate(20, 20)) == "100.0%"
