"""What is asked of a playback: which window, in which steps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import DAY, day_start
from board.look.formats import Value, written
from board.picture.filters import MOST_ROWS, ROWS
from board.reads.rounds import asked
from board.viewer.scope import moment_from, one_of
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Picture
    from sql.questions import Question

HOURS, UNTIL = "hours", "until"
CHOICES = (HOURS, UNTIL)
STEPS = {
    "24": timedelta(minutes=5),
    "8": timedelta(minutes=2),
    "2": timedelta(minutes=1),
}
"""How long a window may be, in hours, and its steps: 300 at most."""
COUNTS, GRAVE = "played_counts", "played_grave"
WHOLE = {ROWS: "all"}
SHOWN = 600


class Window(Struct, frozen=True):
    """From when until when, and how long each step is."""

    from_at: datetime
    until_at: datetime
    step: timedelta

    @property
    def moments(self) -> tuple[datetime, ...]:
        """The end of each step; the first is the beginning of the window."""
        count = (self.until_at - self.from_at) // self.step
        return tuple(self.from_at + number * self.step for number in range(count + 1))

    @property
    def midnight(self) -> datetime:
        """Where its second day begins, which it may not reach."""
        return day_start(self.from_at) + DAY

    @property
    def midnight_no(self) -> int:
        """The first step that ends on its second day; -1 where none does."""
        ends = [number for number, at in enumerate(self.moments) if at >= self.midnight]
        return next(iter(ends), -1)


def hours_of(picture: Picture) -> str:
    return one_of(picture.choices.get(HOURS, ""), tuple(STEPS))


def window_of(picture: Picture) -> Window:
    """The window that is asked for: up to the last whole step where nothing is said, or
    what is said is still to come.
    """
    hours = hours_of(picture)
    step = STEPS[hours]
    said = moment_from(picture.choices.get(UNTIL, ""))
    until = said if said and said <= picture.now else _whole(picture.now, step)
    return Window(until - timedelta(hours=int(hours)), until, step)


def _whole(moment: datetime, step: timedelta) -> datetime:
    begun = datetime(1970, 1, 1, tzinfo=UTC)
    return begun + (moment - begun) // step * step


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    window = window_of(picture)
    division = picture.snapshot.geography.divisions[picture.scope]
    given = {
        "from_at": window.from_at,
        "until_at": window.until_at,
        "step_s": window.step // timedelta(seconds=1),
        "day_at": day_start(window.from_at),
        "low": division.low,
        "high": division.high,
    }
    most = MOST_ROWS if picture.choices.get(ROWS) else SHOWN
    return {
        COUNTS: asked(COUNTS, **given),
        GRAVE: asked(GRAVE, **given, row_limit=most),
    }


def said(picture: Picture) -> dict[str, str]:
    """The window in words."""
    window = window_of(picture)
    ends = [
        written(Value(epoch_ms(at), "moment"), picture.words, picture.now)
        for at in (window.from_at, window.until_at)
    ]
    return {HOURS: " – ".join(ends)}
