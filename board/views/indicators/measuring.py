"""What an indicator comes to in a division, from the rows of its read."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeAlias

from board.look.clock import DAY
from board.look.definitions import SHARES
from board.look.formats import Value
from board.picture.indicators import BY_DAY, key
from board.views.common.figures import change, epoch_ms
from board.views.common.heard import Heard
from board.views.common.rates import rate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    import pyarrow as pa

    from board.look.definitions import Definition
    from board.look.formats import Form
    from board.picture.geography import Geography
    from board.picture.periods import Period, Span
    from board.reads.rounds import Answers

Rows: TypeAlias = list[dict[str, Any]]
MINUTE_S = 60
DIVISION, HEARD = "division_code", "heard"


def heard(answer: pa.Table) -> Heard:
    """What a read that has every day says of the days that it has."""
    found = answer.select(["axis", "business_day"]).to_pylist()
    return Heard(one["business_day"] for one in found if one["axis"] == HEARD)


class Counts:
    """The answers of the page, read as indicators of any division."""

    def __init__(self, answers: Answers, geography: Geography) -> None:
        self._answers = answers
        self._geography = geography
        self._rows: dict[str, Mapping[int, Rows]] = {}
        self._days: dict[str, Mapping[date, Rows]] = {}
        self._heard: dict[str, Heard] = {}

    def value(self, definition: Definition, span: Span, scope: int) -> Value:
        """What it is in these days, of a division; a change has no value of its own."""
        return _value(definition, self._of(definition, span, scope))

    def drawn(
        self, definition: Definition, span: Span, scope: int, form: Form
    ) -> Value:
        """What it is in days that have come; of a change what changes."""
        if not span.days:
            return Value(None, form)
        return _drawn(definition, self._of(definition, span, scope), form)

    def course(
        self, definition: Definition, span: Span, scope: int, form: Form
    ) -> Value:
        """A point of the trend of the division that was asked for; nothing of days of
        which the store has none.
        """
        read = BY_DAY.get(definition.statement)
        if read is None or not span.days:
            return self.drawn(definition, span, scope, form)
        if not self.heard(read).holds(span):
            return Value(None, form)
        return self.on_days(definition, span, form)

    def on_days(self, definition: Definition, span: Span, form: Form) -> Value:
        """What it is in days of the division of which every day was asked for."""
        read = BY_DAY[definition.statement]
        return _drawn(definition, self._on(read, definition, span), form)

    def heard(self, read: str) -> Heard:
        """Of which days the store has anything."""
        if read not in self._heard:
            self._heard[read] = heard(self._answers[read])
        return self._heard[read]

    def changed(self, definition: Definition, period: Period, scope: int) -> Value:
        """What a change comes to: the days of a period that are over against others."""
        base = getattr(period, _BASES[definition.indicator])
        count, before = (
            _sum(definition, definition.numerator, self._of(definition, span, scope))
            for span in (period.over, base)
        )
        return change(count, before if base.days else None)

    def _on(self, read: str, definition: Definition, span: Span) -> Rows:
        """The rows of these days."""
        name = definition.indicator
        if name not in self._days:
            self._days[name] = _by_day(definition, self._answers[read])
        days = (span.first + DAY * n for n in range(span.days))
        return [row for day in days for row in self._days[name].get(day, ())]

    def _of(self, definition: Definition, span: Span, scope: int) -> Rows:
        """The rows of a division; what lies in none counts for the city alone."""
        name = key(definition, span)
        if name not in self._rows:
            self._rows[name] = by_scope(self._answers[name], self._geography)
        return self._rows[name].get(scope, [])


def _by_day(definition: Definition, answer: pa.Table) -> Mapping[date, Rows]:
    """Of so many rows only the columns that the indicator is made of."""
    told = (*("business_day", "axis"), definition.only[0], definition.numerator)
    wanted = dict.fromkeys(filter(None, (*told, definition.denominator)))
    found: defaultdict[date, Rows] = defaultdict(list)
    for row in answer.select(list(wanted)).to_pylist():
        found[row["business_day"]].append(row)
    return found


def by_scope(answer: pa.Table, geography: Geography) -> Mapping[int, Rows]:
    """Rows by each division that they lie in; by all where they lie in none."""
    rows = answer.to_pylist()
    if DIVISION not in answer.column_names:
        return dict.fromkeys(geography.divisions, rows)
    found: defaultdict[int, Rows] = defaultdict(list)
    for row in rows:
        for above in geography.line(row[DIVISION]):
            found[above].append(row)
    return found


_BASES = {"year_on_year": "year", "period_on_period": "before"}
"""Which span a change is a change against."""


def _drawn(definition: Definition, rows: Rows, form: Form) -> Value:
    if definition.form == "change":
        return Value(_sum(definition, definition.numerator, rows), form)
    return _value(definition, rows)


def _value(definition: Definition, rows: Rows) -> Value:
    return _OWN.get(definition.statement, _ratio)(definition, rows)


def _ratio(definition: Definition, rows: Rows) -> Value:
    numerator = _sum(definition, definition.numerator, rows)
    if not definition.denominator:
        return Value(numerator, definition.form)
    base = _sum(definition, definition.denominator, rows)
    return rate(numerator, base, definition.form, minimum_n=definition.minimum_n)


def _sum(definition: Definition, column: str, rows: Rows) -> int:
    return sum(row[column] for row in rows if _is_counted(definition, row))


def _is_counted(definition: Definition, row: Mapping[str, Any]) -> bool:
    only, value = definition.only
    is_on_axis = row.get("axis", definition.axis) == definition.axis
    return is_on_axis and (not only or row[only] == value)


def _percentile(definition: Definition, rows: Rows) -> Value:
    """The middle of the bucket that holds it, in seconds, as `duration_percentiles`."""
    counts: Counter[int] = Counter()
    for row in rows:
        if _is_counted(definition, row):
            counts[row["bucket"]] += row["cases"]
    buckets = sorted(counts)
    running = list(accumulate(counts[one] for one in buckets))
    total = running[-1] if running else 0
    if total < max(1, definition.minimum_n):
        return Value(None, "duration", denominator=total)
    place = bisect_left(running, SHARES[definition.numerator] * total)
    minutes = 2 ** ((buckets[place] + 0.5) / 4)
    return Value(minutes * MINUTE_S, "duration", denominator=total)


def _oldest(definition: Definition, rows: Rows) -> Value:
    """When the stream that is silent for longest was last heard."""
    heard = [row[definition.numerator] for row in rows if row[definition.numerator]]
    return Value(epoch_ms(min(heard, default=None)), "age")


_OWN: Mapping[str, Callable[[Definition, Rows], Value]] = {
    "duration_percentiles": _percentile,
    "feed_ages": _oldest,
}
