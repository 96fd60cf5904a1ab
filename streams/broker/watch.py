"""Looks at the cluster from the side, so that the reading thread never waits for it."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from streams.broker.cluster import ClusterFacts, SourceError, survey
from streams.broker.transactions import HoldUps
from streams.clock import now
from streams.logs import line

if TYPE_CHECKING:
    from collections.abc import Mapping

LOG = logging.getLogger(__name__)
EVERY_S = 2.0


class Watch:
    """Looks every two seconds, against what the reader was told of the cluster.

    `problem` is the broker's last refusal in words, or None while it answers; `ends`
    are the ends of the partitions, from a client that does not read; `hold_ups` knows
    of transactions that were left open.
    """

    def __init__(self, connection: Mapping[str, Any]) -> None:
        self._connection = {**connection, "bootstrap_timeout_ms": 4_000}
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._expected: ClusterFacts | None = None
        self.has_changed = False
        self.ends: Mapping[tuple[str, int], int] = {}
        self.problem: str | None = None
        self.hold_ups = HoldUps()

    def start(self) -> None:
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()

    def expect(self, facts: ClusterFacts) -> None:
        """From now on a change is what differs from these."""
        with self._lock:
            self._expected, self.has_changed, self.ends = facts, False, {}

    def _run(self) -> None:
        while not self._stopping.wait(EVERY_S):
            self._look()

    def _look(self) -> None:
        """An answer that was asked for before the last `expect` is out of date."""
        expected = self._expected
        try:
            found = survey(self._connection)
        except SourceError as error:
            self._complain(str(error))
            return
        with self._lock:
            self.problem = None
            if expected is self._expected is not None:
                self.has_changed = found.facts != expected
                self.ends = found.ends
        self.hold_ups.look(found.ends, found.written, now())

    def _complain(self, problem: str) -> None:
        if self.problem is None:
            LOG.warning(line("broker silent", problem=problem))
        self.problem = problem
