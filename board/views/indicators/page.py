"""What all parts of the indicator page stand on: the choice, its counts, its places."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from board.look.clock import day_of
from board.look.definitions import definitions
from board.look.formats import Value
from board.picture.indicators import (
    Choice,
    chosen,
    compared,
    counted_in,
    period_of,
)
from board.views.indicators.measuring import Counts
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from board.look.definitions import Definition
    from board.look.formats import Form
    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.picture.periods import Period, Span
    from board.viewer.page import Picture

SIGNALS = frozenset(
    {
        *("signals_by_town", "signals_judged_by_town"),
        *("device_faults_by_town", "lead_accuracy_by_town"),
    }
)
"""Reads that count signals, and so only what is still kept of them."""


class Sheet(NamedTuple):
    """One answered picture of the page, read."""

    choice: Choice
    counts: Counts
    period: Period
    other: Period | None
    geography: Geography
    scope: int
    words: Texts
    now: datetime

    @property
    def picked(self) -> Definition:
        return definitions()[self.choice.indicator]

    def place(self, definition: Definition, scope: int) -> int:
        """Where it is counted."""
        return counted_in(definition, scope, self.geography)

    def value(self, definition: Definition, scope: int | None = None) -> Value:
        """What it is in the period; here, or in another division."""
        if definition.form != "change":
            return self.counted(definition, self.period.shown, scope)
        place = self.place(definition, self.scope if scope is None else scope)
        return self.counts.changed(definition, self.period, place)

    def counted(
        self, definition: Definition, span: Span, scope: int | None = None
    ) -> Value:
        """What it is in these days; nothing where not all is kept of them."""
        place = self.place(definition, self.scope if scope is None else scope)
        return self._kept(self.counts.drawn, definition, span, place)

    def month(self, span: Span) -> Value:
        """What the chosen indicator was in these days of its trend."""
        place = self.place(self.picked, self.scope)
        return self._kept(self.counts.course, self.picked, span, place)

    def _kept(
        self,
        count: Callable[[Definition, Span, int, Form], Value],
        definition: Definition,
        span: Span,
        place: int,
    ) -> Value:
        form = "count" if definition.form == "change" else definition.form
        if not is_kept(definition, span, self.now):
            return Value(None, form)
        return count(definition, span, place, form)


def is_kept(definition: Definition, span: Span, now: datetime) -> bool:
    """Whether what it counts was all still kept of those days: alerts of which nothing
    came are not, and a count of the rest would say something else.
    """
    days = kept_days(definition)
    first = day_of(now) - timedelta(days=days or 0)
    return not (days and definition.is_of_period and span.first < first)


def kept_days(definition: Definition) -> int | None:
    """How long all is kept that an indicator of signals counts; None for always."""
    is_of_signals = definition.statement in SIGNALS
    return signals_kept_days(definition) if is_of_signals else None


def signals_kept_days(definition: Definition) -> int | None:
    """How long signals of its kinds are kept of which nothing came; None for always."""
    kinds = [one for one in STREAMS if definition.kind in {"", one.kind}]
    return min((one.kept_days for one in kinds if one.kept_days), default=None)


def sheet_of(picture: Picture) -> Sheet:
    """Raises ValueError for a picture that was not asked for."""
    geography = picture.snapshot.geography
    choice = chosen(picture.choices, geography, picture.now)
    return Sheet(
        choice=choice,
        counts=Counts(picture.answered, geography),
        period=period_of(choice, picture.now),
        other=compared(choice, picture.now),
        geography=geography,
        scope=picture.scope,
        words=picture.words,
        now=picture.now,
    )
