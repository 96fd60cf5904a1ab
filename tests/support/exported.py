"""Documents for tests of files, made by hand: small, and with all that is awkward."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from board.exports.cells import KINDS
from board.exports.document import Document, Fact, Section, Term
from board.look.formats import Value
from board.views.common.contents import (
    Column,
    Contents,
    Figure,
    MapLayer,
    Notice,
    Table,
)

AT = datetime(2026, 3, 18, 7, 30, 5, tzinfo=UTC)
"""15:30:05 in Shanghai."""
MOMENT = 1_773_819_005_000
NASTY = (
    "=1+1",
    "'=1+1",
    "''@x",
    "'quoted",
    "＝SUM(A1)",
    "+86 139",
    "-",
    "@cmd|' /C calc'!A0",
    "\t=1",
    "a\r\nb\rc\nd",
    "\x00\x1b[31m\x7f",
    "\x85\u2028",
    "_x0041_ _x005F_",
    "𠮷野家 👩‍👩‍👧 龘㛃𬱖",
    "  blanks  ",
    " \n ",
    '"quotes", <b>&amp;</b>;',
    "\ud800\ufffe",
    "﻿mark",
    "长" * 40_000,
    "😀" * 20_000,
    "007",
    "1e5",
    "true",
    "#N/A",
    "",
)
COLUMNS = (
    Column(key="code", form="code"),
    Column(key="title", name="标题"),
    Column(key="cases", form="count", name="案件", unit="件"),
    Column(key="rate", form="share", name="办结率"),
    Column(key="took", form="duration", name="用时"),
    Column(key="at", form="moment", name="时间"),
    Column(key="day", form="day", name="日期"),
    Column(key="late", form="flag", name="逾期"),
    Column(key="longitude", form="degrees"),
    Column(key="latitude", form="degrees"),
)
NOTHING = (None,) * len(COLUMNS)


def row(number: int, title: str = "邻里纠纷") -> tuple[Any, ...]:
    return (
        f"4213{number:08d}",
        title,
        number * 1234,
        0.123456 * (number % 9 - 4),
        number * 61.04,
        MOMENT + number * 1_001,
        "2026-03-18",
        number % 2,
        113.3712345 + number / 100,
        31.7112345,
    )


FIGURES = (
    Figure(key="received", name="受理量", value=12_345, form="count", unit="件"),
    Figure(
        key="close_rate",
        name="办结率",
        value=0.98765,
        form="share",
        numerator=80,
        denominator=81,
    ),
    Figure(key="few", name="=少", value=None, form="share", numerator=1, denominator=3),
    Figure(key="newest", name="最新", value=MOMENT, form="moment"),
    Figure(key="word", name="话", value="=cmd()", form="text"),
)
LAYERS = (
    MapLayer(
        name="dots",
        table="items",
        mark="dots",
        longitude="longitude",
        latitude="latitude",
    ),
    MapLayer(name="areas", table="areas", mark="areas", division="code"),
)
AREAS = Table(
    "areas",
    (Column(key="code", form="code"), Column(key="cases", form="count", name="案件")),
    ((421300000000, 7), ("421303000000", 0), ("none", None)),
)
OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[113, 31], [114, 31], [113, 32], [113, 31]]],
}


def contents(rows: tuple[tuple[Any, ...], ...]) -> Contents:
    return Contents(
        title="案件",
        notices={"some": Notice("另有 {n} 件", {"n": Value(3, "count")})},
        figures=FIGURES,
        tables=(Table("items", COLUMNS, rows), AREAS, Table("none", (), ())),
        layers=LAYERS,
    )


def document(
    *rows: tuple[Any, ...],
    row_cap: int = 1000,
    title: str = "随州市综治中心态势大屏",
    sections: tuple[Section, ...] = (),
    **changed: Any,
) -> Document:
    facts = (
        Fact("scope", "范围", Value("随州市")),
        Fact("moment", "截至", Value(MOMENT, "moment")),
        Fact("why", "事由", Value('=HYPERLINK("http://x")\x07')),
        Fact("query", "条件", Value("kind=case&severity=01")),
        Fact("rows", "行数", Value(1_234, "count")),
    )
    term = Term("close_rate", "办结率", "已办结 ÷ 已到期", "closed", "cases", 10)
    made = {
        "page": "wall",
        "scope": 421300000000,
        "language": "zh",
        "at": AT,
        "facts": facts,
        "terms": (term,),
        "watermark": "演示身份 · 2026-03-18 15:30 · 随州市 & 各县",
    }
    return Document(
        title=title,
        row_cap=row_cap,
        sections=sections or (Section("items", contents(rows)),),
        **(made | changed),
    )


def ordinary() -> Document:
    """Every nasty text once, and a row of nothing in the middle and at the end."""
    nasty = [row(number, title) for number, title in enumerate(NASTY)]
    return document(*nasty[:3], NOTHING, *nasty[3:], NOTHING, NOTHING)


texts = st.one_of(
    st.sampled_from(NASTY), st.text(), st.text("=+-@'\t\r\n ＝a\x00_x0D", max_size=8)
)
milliseconds = st.integers(-2_100_000_000_000, 32_000_000_000_000)
numbers = st.one_of(
    st.integers(-(2**63), 2**63 - 1), st.floats(), st.floats(-1, 1), st.integers(-9, 9)
)
days = st.dates(date(1, 1, 1)).map(date.isoformat)
VALUES = {
    "text": texts,
    "flag": st.integers(0, 1),
    "whole": numbers,
    "number": numbers,
    "moment": milliseconds,
    "date": days,
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    forms = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=5))
    columns = tuple(Column(key=f"c{n}", form=form) for n, form in enumerate(forms))
    cells = [st.none() | VALUES[KINDS[form]] for form in forms]
    return Table("drawn", columns, tuple(draw(st.lists(st.tuples(*cells), max_size=6))))


documents = tables().map(
    lambda one: document(sections=(Section("any", Contents(tables=(one,))),))
)
