"""What a measure of the dictionary comes to in a cell, a row, a column and in all."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from board.look.clock import day_of
from board.look.formats import Value
from board.look.statistics import COUNTED, is_of_signals, kinds_of
from board.views.common.heard import Heard
from board.views.common.rates import rate
from board.views.statistics.asking import (
    DAYS_HEARD,
    chosen,
    counted_on,
    key_of,
    source_of,
    spans_of,
)
from board.views.statistics.members import key_in, members
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from board.look.definitions import Definition
    from board.picture.periods import Span
    from board.viewer.page import Picture
    from board.views.statistics.members import Member

ALL = ""
"""The key of what is not told apart."""
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 400, 62, 9_000
"""More nobody reads, and no browser likes."""


class Counted:
    """One answered picture of the page, read."""

    def __init__(self, picture: Picture) -> None:
        self.picture, self.choice = picture, chosen(picture)
        self._told: dict[str, list[dict[str, Any]]] = {}
        days = self._answer(DAYS_HEARD) if self.choice.step else ()
        self._heard = Heard(row["business_day"] for row in days)
        self._row_of = key_in(self.choice.rows, picture)
        self._column_of = key_in(self.choice.columns, picture)
        self._sums: dict[tuple[str, str], Sums] = {
            (span, one.indicator): self._added(one, span)
            for span in spans_of(self.choice)
            for one in self.choice.defined
            if span == "shown" or one.is_of_period
        }
        rows = self._members(self.choice.rows, 0)
        columns = self._members(self.choice.columns, 1) if self.choice.columns else ()
        self.too_many = _beyond(len(rows), len(columns), len(self.choice.measures))
        is_rows, is_columns = self.too_many == "rows", bool(self.too_many)
        self.rows: tuple[Member, ...] = () if is_rows else rows
        self.columns: tuple[Member, ...] = () if is_columns else columns

    def value(
        self,
        one: Definition,
        row: Member | None = None,
        column: Member | None = None,
        span: str = "shown",
    ) -> Value:
        """What it is; nothing where not all is kept of what it counts."""
        if not self._is_kept(one, row, column, span):
            return Value(None, one.form)
        key = (row.key if row else ALL, column.key if column else ALL)
        found = self._sums.get((span, one.indicator))
        over, under = found.of(key) if found else (0, 0)
        if not one.denominator:
            return Value(over, one.form)
        return rate(over, under, one.form, minimum_n=one.minimum_n)

    def is_heard(self, member: Member) -> bool:
        """Whether anything is known of its days, if it has some."""
        return member.span is None or self._heard.reaches(member.span)

    def _members(self, dimension: str, side: int) -> tuple[Member, ...]:
        keys = {
            key[side]
            for (span, _), sums in self._sums.items()
            if span == "shown"
            for key in sums.told()
        }
        return members(dimension, self.choice, self.picture, keys - {ALL})

    def _added(self, one: Definition, span: str) -> Sums:
        """By row and column, each row and column, and in all."""
        sums, kinds = Sums(), kinds_of(self.choice.of)
        column, value = one.only
        for row in self._rows(one, span):
            if row["kind"] in kinds and (not column or row[column] == value):
                over = row[one.numerator]
                under = row[one.denominator] if one.denominator else 0
                sums.add(self._row_of(row), self._column_of(row), over, under)
        return sums

    def _rows(self, one: Definition, span: str) -> Iterator[dict[str, Any]]:
        """The rows of the answers that have it, on its axis."""
        source = source_of(one)
        if one.statement not in COUNTED:
            yield from self._answer(key_of(source, span))
            return
        for axis in counted_on(self.choice, self.picture):
            if axis in ("", one.axis):
                rows = self._answer(key_of(source, span, axis))
                yield from (row for row in rows if row["axis"] == one.axis)

    def _answer(self, name: str) -> list[dict[str, Any]]:
        if name not in self._told:
            self._told[name] = self.picture.answered[name].to_pylist()
        return self._told[name]

    def _is_kept(
        self, one: Definition, row: Member | None, column: Member | None, span: str
    ) -> bool:
        """Alerts of which nothing came are not kept for long, and a count of the rest
        would say something else. Of days before the first that was heard of nothing is
        known.
        """
        asked = [each for each in (row, column) if each]
        if not all(map(self.is_heard, asked)):
            return False
        if not (is_of_signals(one) and one.is_of_period):
            return True
        kinds = {each.kind for each in asked if each.kind} or {one.kind} - {""}
        days = kept_days(kinds or kinds_of(self.choice.of))
        days_of_cell = next((each.span for each in asked if each.span), None)
        first = (days_of_cell or self._days(span)).first
        return days is None or first >= day_of(self.picture.now) - timedelta(days=days)

    def _days(self, span: str) -> Span:
        return spans_of(self.choice).get(span, self.choice.period.shown)


class Sums:
    """Numerators and denominators by row and column; '' is all of them."""

    def __init__(self) -> None:
        self._over: Counter[tuple[str, str]] = Counter()
        self._under: Counter[tuple[str, str]] = Counter()

    def add(self, row: str, column: str, over: int, under: int) -> None:
        for key in {(row, column), (row, ALL), (ALL, column), (ALL, ALL)}:
            self._over[key] += over
            self._under[key] += under

    def of(self, key: tuple[str, str]) -> tuple[int, int]:
        return self._over[key], self._under[key]

    def told(self) -> Iterator[tuple[str, str]]:
        """Where anything is counted."""
        return (key for key in self._over if self._over[key] or self._under[key])


def kept_days(kinds: Iterable[str]) -> int | None:
    """How long all signals of these streams are kept; None for always."""
    days = {one.kind: one.kept_days for one in STREAMS}
    return min((found for kind in kinds if (found := days[kind])), default=None)


def _beyond(rows: int, columns: int, measures: int) -> str:
    """Which side is too long to be shown; '' for none."""
    if rows > MOST_ROWS:
        return "rows"
    is_wide = columns * measures > MOST_COLUMNS
    return "columns" if is_wide or rows * columns * measures > MOST_CELLS else ""
