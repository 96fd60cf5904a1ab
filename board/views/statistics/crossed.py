"""The table: a row for each value of one dimension, a group of columns for each of the
other, and the sums of both; what it is drawn as.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from msgspec import structs

from board.look.formats import Value
from board.look.statistics import OPENS_AS, PLACES
from board.views.common.contents import Column, Contents, Notice, table
from board.views.common.valued import cells_of
from board.views.common.yearly import changed
from board.views.statistics.asking import days_of, subject_name
from board.views.statistics.columns import columns_of, groups_of, key_of
from board.views.statistics.counting import Counted
from board.views.statistics.drawn import charts
from board.views.statistics.members import days_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from board.look.definitions import Definition
    from board.viewer.page import Picture
    from board.views.common.contents import Table
    from board.views.statistics.members import Member

TABLE, TOTAL = "statistic", "total"
NOBODY = Value(None)
Cells = dict[str, Any]


def statistic(picture: Picture) -> Contents:
    """Table `statistic`; `to` are the filters of a list of what counts in a row."""
    counted = Counted(picture)
    made = _table(counted)
    return Contents(
        title=title_of(counted),
        note=_note(counted),
        notices=_notices(counted),
        tables=(made,),
        charts=charts(counted, made),
    )


def title_of(counted: Counted) -> str:
    """A ready-made one has a name; another says what it is of."""
    choice, words = counted.choice, counted.picture.words
    if choice.statistic:
        return words.known("statistic", choice.statistic)
    sides = [words(f"dimension.{one}") for one in (choice.rows, choice.columns) if one]
    of = subject_name(choice.of, counted.picture)
    return words("statistics.title", of=of, sides=" × ".join(sides))


def _note(counted: Counted) -> str:
    """What stands over every form: which unit fills it in, and for when."""
    picture, words = counted.picture, counted.picture.words
    geography = picture.snapshot.geography
    centers = geography.centers.values()
    own = (one.name for one in centers if one.division_code == picture.scope)
    unit = next(own, geography.name(picture.scope))
    days = days_of(counted.choice, picture)
    said = words("statistics.form", unit=unit, days=days)
    example = words("statistics.example") if counted.choice.statistic else ""
    return " · ".join(filter(None, (said, example)))


def _notices(counted: Counted) -> dict[str, Notice]:
    """What is not there, and why; what is no part of another count."""
    choice, words = counted.choice, counted.picture.words
    said: dict[str, str] = {}
    if counted.too_many:
        said["too_many"] = words(f"statistics.too_many.{counted.too_many}")
    if choice.left_out:
        names = words.listed(words.known("indicator", one) for one in choice.left_out)
        said["left_out"] = words("statistics.left_out", names=names)
    if choice.against and choice.step:
        said["no_base"] = words("statistics.no_base")
    if _has_unkept(counted):
        said["unkept"] = words("statistics.unkept")
    if not all(map(counted.is_heard, (*counted.rows, *counted.columns))):
        said["unheard"] = words("statistics.unheard")
    if {choice.rows, choice.columns} & set(PLACES) and _has_handed(counted):
        said["handed"] = words("statistics.handed")
    return {key: Notice(text=text, level="warn") for key, text in said.items()}


def _has_unkept(counted: Counted) -> bool:
    """A count is known wherever all is kept of what it counts."""
    spans = ("shown", "base") if counted.choice.is_compared else ("shown",)
    asked = product(counted.choice.defined, spans)
    values = (counted.value(one, span=span) for one, span in asked)
    return any(one.value is None and one.denominator is None for one in values)


def _has_handed(counted: Counted) -> bool:
    return any(one.axis == "handed" for one in counted.choice.defined)


def _table(counted: Counted) -> Table:
    choice = counted.choice
    rows = [_row(one, counted) for one in counted.rows]
    if choice.hides_empty:
        rows = [row for row in rows if any(_has_something(row, counted))]
    last = _row(None, counted)
    columns = tuple(columns_of(counted))
    made = table(TABLE, columns, [*_sorted(rows, choice.sort, columns), last])
    return structs.replace(made, is_crossed=True)


def _has_something(row: Mapping[str, Any], counted: Counted) -> Iterator[bool]:
    for one in counted.choice.measures:
        for place in (*range(len(counted.columns)), None):
            key = key_of(place, one)
            yield bool(row[key] or row[f"{key}_denominator"])


def _sorted(rows: list[Cells], sort: str, columns: tuple[Column, ...]) -> list[Cells]:
    """By a column, what has no value last; as they stand in their list otherwise."""
    key = sort.removeprefix("-")
    if key not in {one.key for one in columns if one.name} - {"name"}:
        return rows
    known = [row for row in rows if row[key] is not None]
    known.sort(key=lambda row: row[key], reverse=sort.startswith("-"))
    return known + [row for row in rows if row[key] is None]


def _row(row: Member | None, counted: Counted) -> Cells:
    words = counted.picture.words
    found: Cells = {
        "key": row.key if row else TOTAL,
        "to": urlencode(row.query) if row else "",
        "name": row.name if row else words("statistics.total"),
    }
    for one in counted.choice.defined:
        for place, column in groups_of(counted):
            value = counted.value(one, row, column)
            found |= cells_of(key_of(place, one.indicator), value)
        if counted.choice.is_compared:
            found |= _change(one, row, counted)
    return found


def _change(one: Definition, row: Member | None, counted: Counted) -> Cells:
    """Days that are over against as many before; what is of now has no base."""
    key = f"{key_of(None, one.indicator)}_changed"
    if not one.is_of_period:
        return {key: None, f"{key}_counted": None, f"{key}_base": None}
    has_days = bool(counted.choice.period.over.days)
    now, then = (
        counted.value(one, row, span=span) if has_days else NOBODY
        for span in ("over", "base")
    )
    found = changed(now, then) if now.form == one.form else NOBODY
    return {
        key: found.value,
        f"{key}_counted": found.numerator,
        f"{key}_base": found.denominator,
    }


def across(picture: Picture) -> list[dict[str, str]]:
    """What a screen has to know of each column of values: the group and the measure in
    its head, and the filters of a list of what counts there.
    """
    counted, words = Counted(picture), picture.words
    found = []
    for place, member in groups_of(counted):
        for one in counted.choice.defined:
            group = member.name if member else words("statistics.total")
            found.append(
                {
                    "key": key_of(place, one.indicator),
                    "group": group if counted.columns else "",
                    "name": words.known("indicator", one.indicator),
                    "query": urlencode(query_of(one, member, counted)),
                }
            )
    return found


def query_of(
    one: Definition, column: Member | None, counted: Counted
) -> dict[str, str]:
    """The filters of a list of all that counts in a column."""
    of = counted.choice.of
    days = days_query(counted.choice.period.shown) if one.is_of_period else {}
    return {
        "indicator": one.indicator,
        **days,
        **({"kind": of} if of in OPENS_AS else {}),
        **(column.query if column else {}),
    }
