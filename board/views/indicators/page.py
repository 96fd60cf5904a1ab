"""What all parts of the indicator page stand on: the choice, its counts, its places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from board.look.definitions import definitions
from board.picture.indicators import Choice, chosen, compared, period_of
from board.views.indicators.measuring import Counts

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.definitions import Definition
    from board.look.formats import Value
    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.picture.periods import Period
    from board.viewer.page import Picture


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
        """Where it is counted: what is of a period down to the town."""
        division = self.geography.divisions.get(scope)
        is_below = division is not None and division.tier == "village"
        if division is None or not (is_below and definition.is_of_period):
            return scope
        return division.town_code

    def value(self, definition: Definition, scope: int | None = None) -> Value:
        """What it is in the period; here, or in another division."""
        place = self.place(definition, self.scope if scope is None else scope)
        return self.counts.shown(definition, self.period, place)

    def a_year_ago(self, definition: Definition, scope: int | None = None) -> Value:
        """What it was on the same dates a year ago."""
        place = self.place(definition, self.scope if scope is None else scope)
        return self.counts.value(definition, self.period.year, place)

    def until_today(self, definition: Definition, scope: int | None = None) -> Value:
        """What it is in those days of the period that are over: what is compared."""
        place = self.place(definition, self.scope if scope is None else scope)
        return self.counts.value(definition, self.period.over, place)


def sheet_of(picture: Picture) -> Sheet:
    """Raises ValueError for a picture that was not asked for."""
    if picture.answers is None:
        raise ValueError("this page is made of answers, and nothing was asked")
    geography = picture.snapshot.geography
    choice = chosen(picture.choices, geography, picture.now)
    return Sheet(
        choice=choice,
        counts=Counts(picture.answers, geography),
        period=period_of(choice, picture.now),
        other=compared(choice, picture.now),
        geography=geography,
        scope=picture.scope,
        words=picture.words,
        now=picture.now,
    )
