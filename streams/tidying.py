"""When the store is to be tidied: when nobody waits for what is newest."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

QUIET_HOURS: Final = range(2, 5)
AGAIN_AFTER: Final = timedelta(hours=20)
MOST_MESSAGES = 2_000_000
"""So many messages of a backlog take two minutes, and tidying up after them 10 seconds:
a hub that keeps up puts that off until the night.
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
        if is_behind:
            return self._messages >= MOST_MESSAGES
        is_new_night = self._done_at is None or now - self._done_at >= AGAIN_AFTER
        return now.hour in QUIET_HOURS and is_new_night

    def done(self, now: datetime) -> None:
        """The store was tidied, or could not be: not again soon."""
        self._done_at, self._messages = now, 0
