"""Looks at the cluster from the side, so that the reading thread never waits for it."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from streams.source import ClusterFacts, SourceError, describe

if TYPE_CHECKING:
    from collections.abc import Mapping

LOG = logging.getLogger(__name__)
EVERY_S = 2.0


class Watch:
    """Describes the cluster every two seconds; the newest answer is `facts`.

    `problem` is the broker's last refusal in words, or None while it answers.
    """

    def __init__(self, connection: Mapping[str, Any]) -> None:
        self._connection = {**connection, "bootstrap_timeout_ms": 4_000}
        self._stopping = threading.Event()
        self.facts: ClusterFacts | None = None
        self.problem: str | None = None

    def start(self) -> None:
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.wait(EVERY_S):
            self._look()

    def _look(self) -> None:
        try:
            self.facts = describe(self._connection)
        except SourceError as error:
            if self.problem is None:
                LOG.warning("the broker does not answer: %s", error)
            self.problem = str(error)
        else:
            self.problem = None
