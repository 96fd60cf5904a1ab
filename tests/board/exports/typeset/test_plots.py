from __future__ import annotations

from typing import Any

import pytest

from board.exports.typeset.font import width
from board.exports.typeset.paper import Plot
from board.exports.typeset.plots import LYING_ROWS, Plotter
from board.look.texts import texts
from board.look.theme import LIGHT
from board.views.common.contents import Chart, Column, Series, Table
from tests.board.conftest import NOW

COLUMNS = (
    Column(key="hour", form="hour", name="时段"),
    Column(key="name", name="名称"),
    Column(key="a", form="count", name="甲", unit="件"),
    Column(key="b", form="count", name="乙"),
)
A = Series(column="a", colour="kind-incident")
B = Series(column="b", colour="severity-02")
LINE = Series(column="b", colour="accent", mark="line", axis="right")


def plot(
    *rows: tuple[Any, ...], x: str, series: tuple[Series, ...], **more: Any
) -> Plot:
    chart = Chart(name="chart", table="table", x=(x,), series=series, **more)
    plotter = Plotter(texts("zh"), NOW, letters=30)
    made = plotter.plot(chart, Table("table", COLUMNS, rows), title="")
    assert made
    return made


def test_a_flow_is_a_bar_of_the_colour_of_its_end() -> None:
    columns = (
        Column(key="flow", form="code"),
        *(Column(key=key, name=key) for key in ("from", "to")),
        Column(key="n", form="count", name="件数"),
    )
    rows = (("village.town", "村", "镇", 4), ("town.city", "镇", "市", 1))
    series = (Series(column="n", colour="tier", mark="flow"),)
    chart = Chart(name="flows", table="flows", x=("from", "to"), series=series)
    plotter = Plotter(texts("zh"), NOW, letters=30)
    made = plotter.plot(chart, Table("flows", columns, rows), title="")
    assert made
    assert [one.parts for one in made.rows] == [
        ((1.0, LIGHT.tier["town"]),),
        ((0.25, LIGHT.tier["city"]),),
    ]
    assert made.legend == ()


def test_bars_stand_on_each_other() -> None:
    made = plot((0, "", 1, 2), (1, "", 4, 0), x="hour", series=(A, B))
    lower, upper, single = made.boxes
    assert upper.y + upper.height == pytest.approx(lower.y)
    assert lower.y + lower.height == pytest.approx(1)
    assert upper.height == pytest.approx(2 * lower.height)
    assert single.height == pytest.approx(4 * lower.height)
    assert lower.colour == LIGHT.kind["incident"]


def test_bars_beside_each_other_are_told_without_colours() -> None:
    """Each as high as it is, on an axis up to the highest and not their sum."""
    hollow = Series(column="b", colour="ink", mark="hollow")
    rows = ((0, "", 4, 6), (1, "", None, 6))
    made = plot(*rows, x="name", series=(hollow, A), beside=True)
    last, this, alone = made.boxes
    assert last.x + last.width == pytest.approx(this.x)
    assert last.y == alone.y == pytest.approx(0)
    assert this.height == pytest.approx(4 / 6)
    assert [one.is_hollow for one in made.boxes] == [True, False, True]
    assert [one.mark for one in made.legend] == ["hollow", "bar"]
    assert made.left[0].text == "0"
    assert made.left[-1].text == "6"


def test_each_axis_has_ticks_of_its_own_from_nothing_to_the_highest() -> None:
    made = plot((0, "", 7, 230), (1, "", 3, 9), x="hour", series=(A, LINE))
    assert [one.text for one in made.left] == ["0", "2", "4", "6", "8"]
    assert [one.text for one in made.right] == ["0", "100", "200", "300"]
    assert (made.left[0].at, made.left[-1].at) == (1, 0)


def test_a_line_is_broken_where_nothing_is_known() -> None:
    rows = [(hour, "", 0, value) for hour, value in enumerate((1, 2, None, 4))]
    made = plot(*rows, x="hour", series=(LINE,))
    assert [len(one.points) for one in made.strokes] == [2, 1]


def test_names_under_the_axis_find_room() -> None:
    rows = [(hour % 24, "", 1, 1) for hour in range(100)]
    made = plot(*rows, x="hour", series=(A,), every=3)
    apart = (made.below[1].at - made.below[0].at) * 30
    assert len(made.below) > 5
    assert apart > width(made.below[0].text) + 1
    assert plot(*rows, x="hour", series=(A,), every=0).below == ()


def test_names_lie_with_their_bars_and_the_sum_beside_them() -> None:
    made = plot((0, "东城", 1, 2), (0, "西城", 1, 0), x="name", series=(A, B))
    assert [(one.name, one.value) for one in made.rows] == [
        ("东城", "3"),
        ("西城", "1"),
    ]
    assert [share for share, _ in made.rows[0].parts] == pytest.approx([1 / 3, 2 / 3])


def test_of_many_names_the_first_are_drawn_and_it_says_so() -> None:
    rows = [(0, f"镇{place}", 1, 1) for place in range(LYING_ROWS + 5)]
    made = plot(*rows, x="name", series=(A,))
    assert len(made.rows) == LYING_ROWS
    assert made.note == "所示 20 行，共 25 行"


def test_a_severity_keeps_its_shape_and_the_right_axis_is_named() -> None:
    made = plot((0, "", 1, 2), x="hour", series=(A, B, LINE))
    marks = [(one.mark, one.text) for one in made.legend]
    assert marks == [("bar", "甲 (件)"), ("▲", "乙"), ("line", "乙 （右轴）")]


def test_small_shares_have_an_axis_of_their_own_size() -> None:
    columns = (
        Column(key="hour", form="hour", name="时段"),
        Column(key="share", form="share", name="占比"),
    )
    series = Series(column="share", colour="accent", mark="line")
    chart = Chart(name="chart", table="table", x=("hour",), series=(series,))
    table = Table("table", columns, ((0, 0.01), (1, 0.035)))
    made = Plotter(texts("zh"), NOW, letters=30).plot(chart, table, title="")
    assert made
    assert [one.text for one in made.left] == ["0.0%", "1.0%", "2.0%", "3.0%", "4.0%"]
