"""What a brief's figures come to, in any division and in any of its spans."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from board.look.formats import Value
from board.views.briefs.asking import (
    STOCK,
    definition_of,
    is_kept,
    issue_on,
    moments_of,
    spans_of,
)
from board.views.common.figures import change
from board.views.common.valued import difference
from board.views.indicators.measuring import Counts, by_scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.picture.periods import Span
    from board.viewer.page import Picture
    from board.views.indicators.measuring import Rows

NOTHING = Value(None)


class Reckoning:
    """The answers of one picture, read as figures."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.issue = issue_on(picture)
        self.spans = spans_of(self.issue)
        self.geography = picture.snapshot.geography
        self.counts = Counts(picture.answered, self.geography)

    def value(self, name: str, when: str = "shown", scope: int | None = None) -> Value:
        """An indicator in one of the spans; at its end, where it is of now. Nothing
        where it is not counted so deep, or was not kept for so long.
        """
        place = self.picture.scope if scope is None else scope
        tier = self.geography.divisions[place].tier
        one, span = definition_of(name, tier), self.spans.get(when)
        if one is None or span is None or not self._is_known(name, span):
            return NOTHING
        if one.is_of_period:
            return self.counts.value(one, span, place)
        return Value(self._standing(one.numerator, when, place), "count")

    def changed(self, name: str, base: str) -> Value:
        """How an indicator changed against the days before, or those a year ago: of a
        count its share of the base, of a rate the difference.
        """
        now, then = self.value(name, "over"), self.value(name, base)
        if now.form == "share":
            return Value(difference(now.value, then.value), "points")
        if not isinstance(now.value, int) or not isinstance(then.value, int):
            return Value(None, "change")
        return change(now.value, then.value)

    def _is_known(self, name: str, span: Span) -> bool:
        one = definition_of(name, "city")
        is_there = one is not None and is_kept(one, span, self.picture.now)
        return is_there and bool(span.days) and self._has_history(span)

    def _has_history(self, span: Span) -> bool:
        """Where nothing is known of a year ago, it is not that there was none."""
        if span is not self.spans.get("year"):
            return True
        return self._history

    @cached_property
    def _history(self) -> bool:
        at = moments_of(self.issue, self.picture.now)["year"]
        reads = (
            self.picture.answered[name]
            for name in self.picture.answered.tables
            if name.endswith(f" {self.spans['year'].name}")
        )
        everywhere = self._stock.get(self.geography.city, [])
        stood = any(row["counted_at"] == at for row in everywhere)
        return stood or any(one.num_rows for one in reads)

    def _standing(self, column: str, when: str, place: int) -> int:
        at = moments_of(self.issue, self.picture.now)[when]
        found = self._stock.get(place, [])
        return sum(row[column] for row in found if row["counted_at"] == at)

    @cached_property
    def _stock(self) -> Mapping[int, Rows]:
        return by_scope(self.picture.answered[STOCK], self.geography)
