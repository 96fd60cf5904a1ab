"""On which days anything was heard at all: of others nothing is known."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from board.picture.periods import Span


class Heard:
    """The days on which any town received a case: where none is known to have come for
    so long, it is not that there was none.
    """

    def __init__(self, days: Iterable[date]) -> None:
        self._days = sorted(days)

    @property
    def first(self) -> date | None:
        return next(iter(self._days), None)

    def reaches(self, span: Span) -> bool:
        """Whether something came before these days, or on the first of them."""
        return bool(self._days) and self._days[0] <= span.first

    def holds(self, span: Span) -> bool:
        """Whether what was in these days is all there."""
        if not self.reaches(span):
            return False
        at = bisect_left(self._days, span.first)
        return at < len(self._days) and self._days[at] < span.until
