"""What the rows of a campaign or a channel come to: as a whole, by day, by division."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from board.look.clock import DAY
from board.reads.campaign_rows import MarkCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from board.picture.periods import Span
    from board.viewer.page import Picture

MEASURES = ("cases", "signals", "closed", "on_time", "settled", "closed_or_overdue")
WHOLE = (None, None, None)
"""What a row has that is of no day, division or category."""


class Marked:
    """The rows of one answer, by what they tell apart."""

    def __init__(self, picture: Picture, question: str) -> None:
        self.rows = picture.answered.rows(question, MarkCount)
        self._wholes: dict[str, Counter[str]] = defaultdict(Counter)
        for one in self.rows:
            if (one.business_day, one.division_code, one.kind) == WHOLE:
                self._wholes[one.mark].update(measures(one))

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(self._wholes)

    def whole(self, *marks: str) -> Counter[str]:
        """What these come to together; nothing of one that has no rows."""
        found: Counter[str] = Counter()
        for one in marks:
            found.update(self._wholes.get(one, {}))
        return found

    def within(self, span: Span, *marks: str) -> Counter[str]:
        """The same in some of the days that were asked for."""
        found: Counter[str] = Counter()
        for one in self.rows:
            day = one.business_day
            if one.mark in marks and day and span.first <= day < span.until:
                found.update(measures(one))
        return found

    def of_divisions(self, *marks: str) -> Iterator[tuple[int, Counter[str]]]:
        for one in self.rows:
            if one.mark in marks and one.division_code is not None:
                yield one.division_code, measures(one)


def measures(one: MarkCount) -> Counter[str]:
    return Counter({name: getattr(one, name) for name in MEASURES})


def days_of(span: Span) -> Iterator[date]:
    for number in range(span.days):
        yield span.first + number * DAY


def below(
    picture: Picture, counts: Iterable[tuple[int, Mapping[str, int]]]
) -> dict[int, Counter[str]]:
    """Counts of divisions, added up for what lies right below the scope; what lies in
    none of these stays with the scope itself.
    """
    geography = picture.snapshot.geography
    codes = geography.children.get(picture.scope, ())
    found: dict[int, Counter[str]] = {one: Counter() for one in codes}
    for code, counted in counts:
        here = next((one for one in geography.line(code) if one in found), None)
        found.setdefault(here or picture.scope, Counter()).update(counted)
    return found
