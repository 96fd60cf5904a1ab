"""Counts by name, the largest first, drawn as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, structs

from board.views.common.contents import (
    Chart,
    Column,
    Contents,
    Series,
    Table,
    table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from board.look.texts import Texts

COUNT = Series(column="count", colour="accent")


class Bar(Struct, frozen=True):
    """One count; `kind` is the stream that gives it its hue, `note` names it, and
    `category` is the code of what it counts there, if it has one.
    """

    name: str
    note: str
    kind: str
    count: int
    category: str = ""


def bars(
    counted: Iterable[Bar], words: Texts, *, title: str, note: str, indicator: str = ""
) -> Contents:
    """One group; `indicator` is the entry of the dictionary that it counts."""
    groups = {"bars": (words("column.count"), counted)}
    return apart(groups, words, title, note, {"bars": indicator})


def apart(
    groups: Mapping[str, tuple[str, Iterable[Bar]]],
    words: Texts,
    title: str,
    note: str,
    indicators: Mapping[str, str],
) -> Contents:
    """Groups whose bars are not measured against each other: a table and a chart for
    each, with the name of what it counts, and what that is in the dictionary.
    """
    return Contents(
        title=title,
        note=note,
        tables=tuple(
            _table(key, _count(name, words, indicators[key]), counted, words)
            for key, (name, counted) in groups.items()
        ),
        charts=tuple(
            Chart(name=key, table=key, x=("name",), series=(COUNT,)) for key in groups
        ),
    )


def _count(name: str, words: Texts, indicator: str) -> Column:
    unit = words("tile.unit")
    return Column(key="count", form="count", name=name, unit=unit, indicator=indicator)


def _table(key: str, count: Column, counted: Iterable[Bar], words: Texts) -> Table:
    columns = (
        Column(key="kind", form="code"),
        Column(key="category", form="code"),
        Column(key="name", name=words("column.name")),
        Column(key="note", name=words("column.kind")),
        count,
    )
    return table(key, columns, (structs.asdict(one) for one in counted))


def largest(bars: Iterable[Bar], top: int) -> list[Bar]:
    """The first so many; equal counts by name."""
    return sorted(bars, key=lambda bar: (-bar.count, bar.name, bar.note, bar.kind))[
        :top
    ]
