from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from board.exports.canonical import fitted, tagged
from board.exports.cells import KINDS, LONGEST_TEXT, Cell, cell, plain, shortened
from board.look.clock import SHANGHAI
from board.look.formats import Form, Scalar
from tests.support.exported import MOMENT, texts


def test_every_form_has_a_kind_of_cell() -> None:
    assert set(KINDS) == set(Form.__args__)


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (5, "count", 5),
        (4.5, "count", 5),
        (-4.5, "count", -5),
        (0.0125, "share", 0.013),
        (-0.0125, "change", -0.013),
        (-0.0325, "points", -3.3),
        (0.012345, "per_1000", 12.35),
        (0.012345, "per_10000", 123.5),
        (0.25, "decimal", 0.3),
        (-0.01, "decimal", 0.0),
        (113.123456, "degrees", 113.12346),
        (61.04, "duration", 61.0),
        (1, "share", 1.0),
        (3, "places", 3),
        (float("nan"), "decimal", None),
        (float("inf"), "count", None),
        (0, "flag", False),
        (421300000000, "code", "421300000000"),
        ("2026-03-18", "day", dt.date(2026, 3, 18)),
        (MOMENT + 999, "age", dt.datetime(2026, 3, 18, 15, 30, 5, tzinfo=SHANGHAI)),
        (None, "count", None),
        (" \n", "text", None),
    ],
)
def test_a_value_is_a_cell_of_its_form(
    value: Scalar, form: Form, expected: Cell
) -> None:
    found = cell(value, form)
    assert tagged(found) == tagged(expected)


def test_a_value_that_is_not_of_its_form_is_a_fault() -> None:
    with pytest.raises(TypeError):
        cell("many", "count")
    with pytest.raises(ValueError, match="soon"):
        cell("soon", "date")


@given(text=texts)
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    once = plain(text)
    assert once is None or plain(once) == once
    assert once is None or len(once.encode("utf-16-le")) <= 2 * LONGEST_TEXT


def test_control_characters_are_seen_and_what_no_file_may_hold_is_replaced() -> None:
    assert plain("a\x00\x1b\x7f\r\nb\rc\td") == "a␀␛␡\nb\nc\td"
    assert plain("x\ud800\uffffy") == "x\ufffd\ufffdy"


def test_a_text_is_never_cut_inside_a_letter() -> None:
    assert shortened("😀😀😀", 5, "…") == "😀😀…"
    assert shortened("😀😀", 4, "…") == "😀😀"
    assert shortened("😀😀", 3) == "😀"


@pytest.mark.parametrize(
    ("found", "form", "expected"),
    [
        (5.0, "count", 5),
        ("5", "count", 5),
        (5, "share", 5.0),
        ("-0.013", "share", -0.013),
        (1.0, "flag", True),
        ("TRUE", "flag", True),
        (dt.date(2026, 3, 18), "moment", dt.datetime(2026, 3, 18, tzinfo=SHANGHAI)),
        (dt.datetime(2026, 3, 18), "date", dt.date(2026, 3, 18)),  # noqa: DTZ001
        ("2026-03-18", "date", dt.date(2026, 3, 18)),
        ("a  ", "text", "a"),
        ("", "count", None),
    ],
)
def test_what_a_program_gives_back_is_the_cell_it_was(
    found: Cell, form: str, expected: Cell
) -> None:
    assert tagged(fitted(found, form)) == tagged(expected)


def test_a_moment_loses_neither_its_zone_nor_the_fraction_of_a_day() -> None:
    expected = cell(MOMENT, "moment")
    bare = dt.datetime(2026, 3, 18, 15, 30, 4, 999_990)  # noqa: DTZ001
    assert fitted(bare, "moment") == expected
    assert fitted(expected.astimezone(dt.UTC), "moment") == expected
    assert fitted("2026-03-18T07:30:05Z", "moment") == expected


@pytest.mark.parametrize(
    ("found", "form"),
    [
        ("many", "count"),
        ("1" * 5000, "count"),
        (5.5, "count"),
        (True, "count"),
        (True, "share"),
        ("soon", "moment"),
        (5.0, "date"),
        (7.0, "text"),
        (2, "flag"),
    ],
)
def test_what_does_not_fit_stays_as_it_stands(found: Cell, form: str) -> None:
    assert fitted(found, form) is found


def test_a_text_is_no_number() -> None:
    assert tagged("1") != tagged(1) != tagged(1.0) != tagged(True)
