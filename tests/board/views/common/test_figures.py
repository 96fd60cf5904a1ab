from __future__ import annotations

from board.look.formats import Value
from board.views.common.figures import change


def test_no_base_has_no_change_and_never_infinity() -> None:
    assert change(7, 0) == Value(None, "change", 7, 0)


def test_a_base_below_ten_keeps_the_counts_instead_of_a_rate() -> None:
    assert change(7, 4) == Value(None, "change", 7, 4)
    assert change(4, 4) == Value(None, "change", 4, 4)


def test_a_count_below_ten_keeps_the_counts_whatever_its_base() -> None:
    assert change(9, 1000) == Value(None, "change", 9, 1000)
    assert change(10, 1000) == Value(-0.99, "change", 10, 1000)


def test_a_base_that_is_not_known_has_no_change() -> None:
    assert change(7, None) == Value(None, "change", 7, None)


def test_a_larger_base_gives_a_share_of_it_with_its_sign() -> None:
    assert change(90, 100) == Value(-0.1, "change", 90, 100)
    assert change(110, 100) == Value(0.1, "change", 110, 100)
