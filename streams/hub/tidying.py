"""When the store is to be tidied: when nobody waits for what is newest."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from streams.logs import line

if TYPE_CHECKING:
    from datetime import datetime

    from sql.store import Store

LOG = logging.getLogger(__name__)
QUIET_HOURS: Final = range(2, 5)
AGAIN_AFTER: Final = timedelta(hours=20)
AFTER_START: Final = timedelta(hours=1)
"""Whoever starts a hub at night waits for its first commits."""
TRIED_AGAIN_AFTER: Final = timedelta(hours=1)
MOST_MESSAGES = 2_000_000
"""So many messages of a backlog take two minutes, and tidying up after them 10 seconds:
a hub that keeps up puts that off until the night.
"""


def tidy(store: Store, *, overwrite: bool) -> None:
    """Close the holes that changed items leave, and overwrite what was in them;
    StoreUnavailableError puts it off.
    """
    started = time.monotonic()
    store.tidy(overwrite=overwrite)
    LOG.info(line("tidied", seconds=round(time.monotonic() - started, 1)))


class Tidying:
    """Keeps when the store was tidied, and how much was written since."""

    def __init__(self, started_at: datetime) -> None:
        self._not_before = started_at + AFTER_START
        self._messages = 0

    def wrote(self, messages: int) -> None:
        """So many more messages were written."""
        self._messages += messages

    def is_due(self, now: datetime, *, is_behind: bool) -> bool:
        """Whether to tidy now; `now` is in the city's time."""
        if is_behind:
            return self._messages >= MOST_MESSAGES
        return now.hour in QUIET_HOURS and now >= self._not_before

    def done(self, now: datetime) -> None:
        """The store is being tidied, whether it can be or not: not again soon."""
        self._not_before, self._messages = now + AGAIN_AFTER, 0


class Nights:
    """When the backup of a night is to be taken: once the store was tidied up, which
    overwrites what was deleted, or at the end of the quiet hours; after a failure
    again an hour later.
    """

    def __init__(self) -> None:
        self._not_before: datetime | None = None

    def is_due(self, now: datetime, *, is_tidied: bool) -> bool:
        """Whether to take one now, unless there is one; `now` is in the city's time."""
        if now.hour not in QUIET_HOURS or (self._not_before or now) > now:
            return False
        return is_tidied or now.hour == QUIET_HOURS[-1]

    def tried(self, now: datetime) -> None:
        """One is being taken, whether it can be or not."""
        self._not_before = now + TRIED_AGAIN_AFTER
