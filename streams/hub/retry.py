"""Keeps what has to be written until the store takes it; reading waits meanwhile."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from sql.errors import StoreMemoryError, StoreUnavailableError
from streams.hub.alarms import STORE
from streams.logs import line

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from streams.hub.gauge import Gauge

LOG = logging.getLogger(__name__)
FIRST_S, MOST_S = 1.0, 10.0
Result = TypeVar("Result")


class Retry:
    """Tries again after 1, 2, 4, 8, 10, 10 … s; `gauge` is told what goes wrong.

    Only a disk or memory that may be free again is waited for; any other error ends
    the hub, whose offsets are safe. `remember` gets the trouble that is over.
    """

    def __init__(
        self,
        gauge: Gauge,
        stopping: threading.Event,
        remember: Callable[[str], None],
    ) -> None:
        self._gauge = gauge
        self._stopping = stopping
        self._remember = remember

    def until_done(
        self,
        attempt: Callable[[], Result],
        *,
        before_again: Callable[[], None] | None = None,
        can_be_less: bool = False,
    ) -> Result | None:
        """What the attempt gives once it succeeds; None when told to stop before.

        With `can_be_less`, a second StoreMemoryError is raised: the caller has less to
        write at a time.
        """
        trouble = ""
        for wait_s in _waits():
            try:
                if trouble and before_again:
                    before_again()
                result = attempt()
            except StoreUnavailableError as error:
                if trouble and can_be_less and isinstance(error, StoreMemoryError):
                    raise
                trouble = str(error)
                self._gauge.store_failed(trouble)
                LOG.error(line("store failing", error=error, again_in_s=wait_s))  # noqa: TRY400 - a full disk needs no traceback
                if self._stopping.wait(wait_s):
                    return None
            else:
                self._gauge.keep(STORE, ())
                if trouble:
                    self._remember(trouble)
                return result
        return None


def _waits() -> Iterator[float]:
    wait_s = FIRST_S
    while True:
        yield wait_s
        wait_s = min(wait_s * 2, MOST_S)
