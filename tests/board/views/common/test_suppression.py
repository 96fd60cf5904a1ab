"""What is for people outside tells no small count, neither itself nor by a sum."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from board.look.formats import Value
from board.views.common.contents import (
    Chart,
    Column,
    Contents,
    Figure,
    MapLayer,
    Notice,
    Series,
    Table,
)
from board.views.common.suppression import LEAST, outside

NAME = Column(key="name")
COUNTS = st.one_of(st.none(), st.integers(0, 40))
PARTS = ("a", "b", "c")


def counted(*keys: str, whole: str = "") -> tuple[Column, ...]:
    return (NAME, *(Column(key=key, form="count", part_of=whole) for key in keys))


def left(columns: tuple[Column, ...], *rows: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    told = Contents(tables=(Table("t", columns, rows),))
    return list(outside(told).table("t").rows)


def test_a_small_count_goes_and_nought_and_five_stay() -> None:
    figures = [
        Figure(key=str(n), value=n, form="count") for n in (0, 1, LEAST - 1, LEAST)
    ]
    found = outside(Contents(figures=tuple(figures))).figures
    assert [one.value for one in found] == [0, None, None, LEAST]


def test_one_count_of_a_column_does_not_go_alone() -> None:
    rows = (("x", 3), ("y", 70), ("z", 20), ("none", 0))
    assert left(counted("n"), *rows) == [
        *(("x", None), ("y", 70), ("z", None), ("none", 0)),
    ]
    assert left(counted("n"), ("x", 3), ("y", 4), ("z", 20))[2] == ("z", 20)


def test_parts_of_a_row_that_add_up_do_not_tell_each_other() -> None:
    columns = counted("all") + counted(*PARTS, whole="all")[1:]
    found = left(columns, ("x", 105, 2, 100, 3), ("y", 60, 20, 30, 10))
    assert found[0][2:] == (None, 100, None)
    found = left(columns, ("x", 152, 2, 100, 50), ("y", 60, 20, 30, 10))
    assert found == [("x", 152, None, 100, None), ("y", 60, None, 30, None)]


def test_a_share_goes_with_what_it_stands_on() -> None:
    share = Column(key="rate", form="share", numerator="n", denominator="of")
    columns = (*counted("n", "of"), share)
    rows = (("few", 3, 100, 0.03), ("all but few", 98, 100, 0.98), ("ok", 50, 99, 0.5))
    found = left(columns, *rows)
    assert [row[1] for row in found[:2]] == [None, None]
    assert [row[3] for row in found] == [None, None, 0.5]
    for value in (Value(0.03, "share", 3, 100), Value(0.98, "share", 98, 100)):
        figure = Figure(
            key="r",
            value=value.value,
            form="share",
            numerator=value.numerator,
            denominator=value.denominator,
        )
        assert outside(Contents(figures=(figure,))).figure("r").value is None


def test_the_base_of_a_change_is_no_whole() -> None:
    change = Column(key="c", form="change", numerator="n", denominator="base")
    columns = (*counted("n", "base"), change)
    rows = (("a", 98, 100, -0.02), ("b", 70, 90, -0.2), ("c", 3, 60, -0.95))
    found = left(columns, *rows)
    assert found == [
        ("a", 98, 100, -0.02),
        ("b", None, 90, None),
        ("c", None, 60, None),
    ]


def test_items_are_not_told_nor_drawn() -> None:
    items = Table("items", (NAME,), (("x",),), of_items=True)
    areas = Table("areas", counted("n"), (("x", 9),))
    chart = Chart(name="c", table="items", x=("name",), series=())
    bars = structs.replace(
        chart, table="areas", series=(Series(column="n", colour=""),)
    )
    layers = [MapLayer(name=n, table=n, mark="dots") for n in ("items", "areas")]
    said = Contents(
        tables=(items, areas),
        charts=(chart, bars),
        layers=tuple(layers),
        notices={
            name: Notice("{n} of {m}", {"n": Value(3, "count")})
            for name in ("more", "left_out")
        },
    )
    found = outside(said)
    assert [one.name for one in found.tables] == ["areas"]
    assert found.charts == (bars,)
    assert found.layers == (layers[1],)
    assert set(found.notices) == {"left_out"}
    assert found.notices["left_out"].values["n"].value is None


@given(st.lists(st.tuples(*[COUNTS] * len(PARTS)), max_size=8))
def test_nothing_small_is_left_and_nothing_left_out_can_be_added_up(
    cells: list[tuple[int | None, ...]],
) -> None:
    rows = [(str(place), *row) for place, row in enumerate(cells)]
    found = left(counted(*PARTS, whole="all"), *rows)
    lines = [
        *[[(rows[r][c], found[r][c]) for r in range(len(rows))] for c in (1, 2, 3)],
        *[[(rows[r][c], found[r][c]) for c in (1, 2, 3)] for r in range(len(rows))],
    ]
    for line in lines:
        assert not any(now and now < LEAST for _, now in line)
        gone = [was for was, now in line if now is None and was is not None]
        told = [now for _, now in line if now]
        assert len(gone) != 1 or not told
