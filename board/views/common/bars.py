"""Counts by name, the largest first, drawn as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, structs

from board.views.common.contents import Chart, Column, Contents, Series, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.look.texts import Texts


class Bar(Struct, frozen=True):
    """One count; `kind` is the stream that gives it its hue, `note` names it."""

    name: str
    note: str
    kind: str
    count: int


def bars(counted: Iterable[Bar], words: Texts, *, title: str, note: str) -> Contents:
    columns = (
        Column(key="kind", form="code"),
        Column(key="name", name=words("column.name")),
        Column(key="note", name=words("column.kind")),
        Column(
            key="count",
            form="count",
            name=words("column.count"),
            unit=words("tile.unit"),
        ),
    )
    rows = (structs.asdict(one) for one in counted)
    count = Series(column="count", colour="accent")
    return Contents(
        title=title,
        note=note,
        tables=(table("bars", columns, rows),),
        charts=(Chart(name="bars", table="bars", x=("name",), series=(count,)),),
    )


def largest(bars: Iterable[Bar], top: int) -> list[Bar]:
    """The first so many; equal counts by name."""
    return sorted(bars, key=lambda bar: (-bar.count, bar.name, bar.note, bar.kind))[
        :top
    ]
