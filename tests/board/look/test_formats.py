"""Values are written by one set of rules, in Python and in the browser alike."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.components.panel import BROWSER_FAMILIES
from board.look.definitions import definitions
from board.look.formats import (
    NUMBERS,
    Form,
    Scalar,
    Sentence,
    Value,
    rounded,
    spoken,
    written,
)
from board.look.texts import CATALOGUE, LANGUAGES, texts

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOW = datetime(2025, 12, 31, 16, tzinfo=UTC)
"""The first moment of 2026 in Shanghai."""
BOARD = CATALOGUE.parents[1]
FORMATTER = BOARD / "static" / "format.js"
NUMBERS_OF_ALL_SIZES = st.integers(-(2**63), 2**63 - 1) | st.floats() | st.floats(-1, 1)
PYTHON_FORMATS = re.compile(r":\+?,\}|:,?\.\d[f%]\}|:g\}|strftime")
BROWSER_FORMATS = re.compile(r"toLocale|Intl\b|toPrecision")
IN_BROWSER = """async ([source, cases, words, now]) => {
  const file = new Blob([source], {type: "text/javascript"})
  const {written} = await import(URL.createObjectURL(file))
  return cases.map((one) => written(one, words, now))
}"""


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def ago(**span: float) -> Value:
    return Value(ms(NOW - timedelta(**span)), "age")


CASES = [
    (Value("<b>", "text"), "<b>", "<b>"),
    (Value("", "text"), "", ""),
    (Value(None, "text"), "—", "—"),
    (Value("421300000000", "code"), "421300000000", "421300000000"),
    (Value(3, "code"), "3", "3"),
    (Value(1, "flag"), "是", "yes"),
    (Value(0, "flag"), "否", "no"),
    (Value(0, "count"), "0", "0"),
    (Value(999, "count"), "999", "999"),
    (Value(1_000, "count"), "1,000", "1,000"),
    (Value(12_345_678, "count"), "12,345,678", "12,345,678"),
    (Value(-1_234, "count"), "-1,234", "-1,234"),
    (Value(None, "count"), "—", "—"),
    (Value(1_234.56, "decimal"), "1,234.6", "1,234.6"),
    (Value(0.25, "decimal"), "0.3", "0.3"),
    (Value(-0.25, "decimal"), "-0.3", "-0.3"),
    (Value(-0.04, "decimal"), "0.0", "0.0"),
    (Value(0.75, "share", 45, 60), "75.0%", "75.0%"),
    (Value(0.0, "share", 0, 20), "0.0%", "0.0%"),
    (Value(1.0, "share", 20, 20), "100.0%", "100.0%"),
    (Value(1_000 / 405_000, "share"), "0.2%", "0.2%"),
    (Value(None, "share", 3, 7), "3/7", "3/7"),
    (Value(None, "share", 1_003, 2_000), "1,003/2,000", "1,003/2,000"),
    (Value(None, "share", 0, 0), "—", "—"),
    (Value(None, "share", 3, 0), "—", "—"),
    (Value(None, "share", None, 100), "—", "—"),
    (Value(None, "change", None, 100), "—", "—"),
    (Value(None, "share"), "—", "—"),
    (Value(1_000 / 405_000, "per_1000"), "2.47", "2.47"),
    (Value(12, "rank"), "12", "12"),
    (Value(1_000 / 405_000, "per_10000"), "24.7", "24.7"),
    (Value(113.312345678, "degrees"), "113.31235", "113.31235"),
    (Value(0.1, "change", 110, 100), "▲10.0%", "▲10.0%"),
    (Value(-0.1, "change", 90, 100), "▼10.0%", "▼10.0%"),
    (Value(0.0, "change", 100, 100), "＝0.0%", "＝0.0%"),
    (Value(12.5, "change", 13_500, 1_000), "▲1,250.0%", "▲1,250.0%"),
    (Value(None, "change", 7, 4), "4→7件", "4→7"),
    (Value(None, "change", 3, 4), "4→3件", "4→3"),
    (Value(None, "change", 4, 4), "4→4件", "4→4"),
    (Value(None, "change", 1_234, 4), "4→1,234件", "4→1,234"),
    (Value(None, "change", 7, 0), "—", "—"),
    (Value(0.0325, "points"), "+3.3个百分点", "+3.3 pp"),
    (Value(-0.125, "points"), "-12.5个百分点", "-12.5 pp"),
    (Value(0.0004, "points"), "0.0个百分点", "0.0 pp"),
    (Value(-0.0004, "points"), "0.0个百分点", "0.0 pp"),
    (Value(12.5, "points"), "+1,250.0个百分点", "+1,250.0 pp"),
    (Value(None, "points"), "—", "—"),
    (Value(0, "places"), "–", "–"),
    (Value(12, "places"), "↑12", "↑12"),
    (Value(-3, "places"), "↓3", "↓3"),
    (Value(None, "places"), "—", "—"),
    (Value(ms(NOW), "moment"), "01-01 00:00:00", "01-01 00:00:00"),
    (Value(ms(NOW) + 999, "moment"), "01-01 00:00:00", "01-01 00:00:00"),
    (Value(ms(NOW) - 1, "moment"), "2025-12-31 23:59", "2025-12-31 23:59"),
    (Value(None, "moment"), "—", "—"),
    (Value(ms(NOW) + 52_425_000, "time"), "14:33:45", "14:33:45"),
    (Value(None, "time"), "—", "—"),
    (Value(ms(NOW), "today"), "2026年1月1日星期四", "Thursday, 1 January 2026"),
    (
        Value(ms(NOW) - 1, "today"),
        "2025年12月31日星期三",
        "Wednesday, 31 December 2025",
    ),
    (
        Value(ms(NOW + timedelta(days=3)), "today"),
        "2026年1月4日星期日",
        "Sunday, 4 January 2026",
    ),
    (Value("2026-03-18", "day"), "03-18", "03-18"),
    (Value("2026-03-18", "date"), "2026-03-18", "2026-03-18"),
    (Value(7, "hour"), "07", "07"),
    (Value(23, "hour"), "23", "23"),
    (ago(seconds=-5), "0秒前", "0 s ago"),
    (ago(seconds=59.9), "59秒前", "59 s ago"),
    (ago(seconds=60), "1分钟前", "1 min ago"),
    (ago(seconds=3599), "59分钟前", "59 min ago"),
    (ago(hours=2), "2小时前", "2 h ago"),
    (ago(seconds=200_000), "2天前", "2 d ago"),
    (ago(days=1_234), "1,234天前", "1,234 d ago"),
    (Value(None, "age"), "—", "—"),
    (Value(45, "duration"), "45.0秒", "45.0 s"),
    (Value(750, "duration"), "12.5分钟", "12.5 min"),
    (Value(5_400, "duration"), "1.5小时", "1.5 h"),
    (Value(129_600, "duration"), "1.5天", "1.5 d"),
]


@pytest.mark.parametrize(("value", "zh", "en"), CASES)
def test_a_value_is_written_as_the_reader_expects(
    value: Value, zh: str, en: str
) -> None:
    assert written(value, texts("zh"), NOW) == zh
    assert written(value, texts("en"), NOW) == en


def test_the_browser_writes_every_value_alike(page: Page) -> None:
    every = [value for value, *_ in CASES] + rounding()
    cases = msgspec.to_builtins(every)
    for language in LANGUAGES:
        words = texts(language)
        given = [
            FORMATTER.read_text(encoding="utf-8"),
            cases,
            {
                key: text
                for key, text in words.words.items()
                if key.startswith(BROWSER_FAMILIES)
            },
            ms(NOW),
        ]
        shown = page.evaluate(IN_BROWSER, given)
        assert shown == [written(value, words, NOW) for value in every]


def test_nothing_else_formats_values() -> None:
    """Views write no numbers and times, scripts leave them to the one module."""
    for path in (BOARD / "views").rglob("*.py"):
        assert PYTHON_FORMATS.findall(path.read_text(encoding="utf-8")) == [], path
    for path in (BOARD / "static").glob("*.js"):
        assert BROWSER_FORMATS.findall(path.read_text(encoding="utf-8")) == [], path


def rounding() -> list[Value]:
    """Halves of a step, on both sides of zero and of a thousand."""
    halves = [step / 40 for step in (*range(-90, 91), *range(39_960, 40_041))]
    return [Value(half, form) for half in halves for form in (*NUMBERS, "points")]


def test_every_form_has_its_case() -> None:
    assert {value.form for value, *_ in CASES} == set(get_args(Form))


def test_every_unit_of_the_dictionary_has_a_form() -> None:
    forms = {one.form for one in definitions().values()}
    assert forms <= set(get_args(Form))


def test_a_sentence_is_filled_with_written_values() -> None:
    said = Sentence("{n} · {age}", {"n": Value(1_234, "count"), "age": ago(hours=2)})
    assert spoken(said, texts("zh"), NOW) == "1,234 · 2小时前"


def test_a_number_that_is_none_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError):
        written(Value("7", "count"), texts("zh"), NOW)


@given(value=NUMBERS_OF_ALL_SIZES)
@pytest.mark.parametrize("form", ["share", "points", "decimal", "degrees", "per_1000"])
def test_a_rounded_value_is_written_as_the_value_itself(
    value: Scalar, form: Form
) -> None:
    if not isinstance(value, float) or abs(value) < 1e12:
        said = [
            written(Value(one, form), texts("zh"), NOW)
            for one in (value, rounded(value, form))
        ]
        assert said[0] == said[1]


@given(value=NUMBERS_OF_ALL_SIZES)
@pytest.mark.parametrize("form", ["share", "decimal", "degrees", "count", "duration"])
def test_rounding_twice_changes_nothing(value: Scalar, form: Form) -> None:
    once = rounded(value, form)
    assert repr(rounded(once, form)) == repr(once)
