"""What a target's rate comes to, in any division, now and in the days before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import Value
from board.views.indicators.measuring import Counts
from board.views.indicators.page import is_kept
from board.views.targets.asking import place_of, spans_of

if TYPE_CHECKING:
    from board.look.targets import Target
    from board.picture.periods import Span
    from board.viewer.page import Picture


class Reckoning:
    """The answers of one picture, read as rates."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.geography = picture.snapshot.geography
        self.place = place_of(picture)
        self._counts = Counts(picture.answered, self.geography)
        self._shown, self._before = spans_of(picture)

    @property
    def below(self) -> tuple[int, ...]:
        """The divisions to hold against each other: those below, down to the towns."""
        tier = self.geography.divisions[self.place].tier
        is_deep = tier == "town"
        place = self.geography.line(self.place)[1] if is_deep else self.place
        return self.geography.children.get(place, ())

    def value(self, one: Target, scope: int | None = None) -> Value:
        """What it is in the period."""
        return self._of(one, self._shown, scope)

    def before(self, one: Target) -> Value:
        """What it was in as many days before."""
        return self._of(one, self._before)

    def _of(self, one: Target, span: Span, scope: int | None = None) -> Value:
        if not span.days or not is_kept(one.definition, span, self.picture.now):
            return Value(None, "share")
        place = self.place if scope is None else scope
        return self._counts.value(one.definition, span, place)
