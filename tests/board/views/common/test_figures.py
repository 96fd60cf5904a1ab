from __future__ import annotations

from board.look.texts import texts
from board.views.common.figures import age_text, change

ZH = texts("zh")


def test_no_base_gives_a_dash_and_never_infinity() -> None:
    assert change(7, 0, ZH).text == "—"


def test_a_base_below_ten_gives_a_count_instead_of_a_rate() -> None:
    assert change(7, 4, ZH).text == "+3件"
    assert change(4, 4, ZH).text == "0件"


def test_a_larger_base_gives_a_percentage_with_a_direction() -> None:
    found = change(90, 100, ZH)
    assert (found.text, found.direction) == ("10.0%", "down")
    assert change(110, 100, ZH).direction == "up"


def test_ages_use_the_largest_unit_that_fits() -> None:
    ages = [age_text(seconds, ZH) for seconds in (None, 0, 59, 60, 7200, 200_000)]
    assert ages == ["—", "0秒前", "59秒前", "1分钟前", "2小时前", "2天前"]
