"""When the store is to be tidied: at night, or when too much was written since."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

QUIET_HOURS: Final = range(2, 5)
AGAIN_AFTER: Final = timedelta(hours=20)
MOST_MESSAGES = 2_000_000
"""Tidying takes seconds, and longer the longer it was put off; a city needs months for
so many messages, a backlog minutes.
"""


class Tidying:
    """Keeps when the store was tidied, and how much was written since."""

    def __init__(self) -> None:
        self._done_at: datetime | None = None
        self._messages = 0

    def wrote(self, messages: int) -> None:
        """So many more messages were written."""
        self._messages += messages

    def is_due(self, now: datetime, *, is_behind: bool) -> bool:
        """Whether to tidy now; `now` is in the city's time."""
        if self._messages >= MOST_MESSAGES:
            return True
        is_new_night = self._done_at is None or now - self._done_at >= AGAIN_AFTER
        return now.hour in QUIET_HOURS and is_new_night and not is_behind

    def done(self, now: datetime) -> None:
        """The store was tidied, or could not be: not again soon."""
        self._done_at, self._messages = now, 0
