"""The columns of a table: a group for each value of a dimension, one of the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from board.views.common.contents import Column
from board.views.common.valued import valued

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.look.definitions import Definition
    from board.look.formats import Form
    from board.views.statistics.counting import Counted
    from board.views.statistics.members import Member


def key_of(place: int | None, measure: str) -> str:
    """The key of a column: of a group by its place, or of the sums."""
    return f"{'t' if place is None else f'c{place}'}_{measure}"


def groups_of(counted: Counted) -> Iterator[tuple[int | None, Member | None]]:
    yield from enumerate(counted.columns)
    yield None, None


def columns_of(counted: Counted) -> Iterator[Column]:
    words = counted.picture.words
    yield Column(key="key", form="code")
    yield Column(key="to", form="code")
    yield Column(key="name", name=words(f"dimension.{counted.choice.rows}"))
    for place, member in groups_of(counted):
        for one in counted.choice.defined:
            yield from _measured(one, place, member, counted)
            if place is None and counted.choice.is_compared:
                yield from _changes(one, counted)


def _measured(
    one: Definition, place: int | None, member: Member | None, counted: Counted
) -> Iterator[Column]:
    name = _named(one, member, counted)
    total = key_of(None, one.indicator)
    value, *counts = valued(
        key_of(place, one.indicator),
        one.form,
        name,
        better=one.better,
        indicator=one.indicator,
    )
    value = structs.replace(value, part_of="" if place is None else total)
    if one.form == "count":
        unit = counted.picture.words("unit.items")
        yield structs.replace(value, unit=unit, numerator="", denominator="")
    else:
        yield from (value, *counts)


def _named(one: Definition, member: Member | None, counted: Counted) -> str:
    """Of one measure the title says which it is; without groups nothing else is."""
    words = counted.picture.words
    measure = words.known("indicator", one.indicator)
    if not counted.columns:
        return measure
    group = member.name if member else words("statistics.total")
    is_one = len(counted.choice.measures) == 1
    return group if is_one else words("statistics.column", group=group, name=measure)


def _changes(one: Definition, counted: Counted) -> Iterator[Column]:
    words, key = counted.picture.words, f"{key_of(None, one.indicator)}_changed"
    form: Form = "change" if one.form == "count" else "points"
    against = words(f"against.{counted.choice.against}")
    measure = words.known("indicator", one.indicator)
    is_share = form == "points"
    yield Column(
        key=key,
        form=form,
        name=words("statistics.column", group=measure, name=against),
        numerator="" if is_share else f"{key}_counted",
        denominator="" if is_share else f"{key}_base",
    )
    yield Column(key=f"{key}_counted", form="count")
    yield Column(key=f"{key}_base", form="count")
