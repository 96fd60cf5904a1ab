"""How many cases went from which tier to which, from the rows of the read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from board.look.definitions import definitions
from board.picture.indicators import key
from board.reads.containment_rows import Contained
from board.views.common.rates import rate
from board.views.containment.asking import COUNTED, LADDER, RATES, chosen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.look.formats import Value
    from board.picture.periods import Span
    from board.viewer.page import Picture


class Flows:
    """Cases by expected and resolved tier, and how many of them stayed within."""

    def __init__(self, rows: Iterable[Contained]) -> None:
        self.closed: Counter[tuple[str, str]] = Counter()
        self.contained: Counter[str] = Counter()
        for one in rows:
            self.closed[one.expected_tier, one.resolved_tier] += one.closed
            self.contained[one.expected_tier] += one.contained

    def expected(self, *tiers: str) -> int:
        """Cases that were expected to be settled by one of these tiers."""
        return sum(self.closed[one, other] for one in tiers for other in LADDER)

    def rate(self, *tiers: str) -> Value:
        """The share of them that went no higher, with its guard."""
        within = sum(self.contained[one] for one in tiers)
        known = definitions()[RATES[LADDER.index(tiers[0])]]
        return rate(within, self.expected(*tiers), minimum_n=known.minimum_n)


def rows_of(picture: Picture, span: Span) -> list[Contained]:
    """The rows of a span, of the chosen kind."""
    kind = chosen(picture).kind
    rows = picture.answered.rows(key(COUNTED, span), Contained)
    return [one for one in rows if kind in {"", one.kind}]


def flows_in(picture: Picture, rows: Iterable[Contained], place: int) -> Flows:
    """Of a division; what lies in none counts for the city alone."""
    known = picture.snapshot.geography
    return Flows(one for one in rows if known.contains(place, one.division_code))


def flows_of(picture: Picture, span: Span | None = None) -> Flows:
    """Of the page's own division, in the chosen period or another span."""
    choice = chosen(picture)
    rows = rows_of(picture, span or choice.period.shown)
    return flows_in(picture, rows, choice.place)
