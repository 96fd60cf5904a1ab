"""An accepted move as its effects see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from streams.handling.tasks import local

if TYPE_CHECKING:
    from datetime import date, datetime

    from streams.events import Move
    from streams.handling.rules import Rules


class Deed(Struct, frozen=True):
    """An accepted move and what it is done by: `at` is the moment that counts, and
    `day` says which lines of the tables are in force.
    """

    move: Move
    at: datetime
    day: date
    rules: Rules

    @property
    def center(self) -> int:
        """Who acts."""
        return int(self.move.acting_center)

    @property
    def end(self) -> Any:
        """When what begins with it ends by itself."""
        return local(self.rules.moves[self.move.move].end(self.move.due_at, self.at))
