"""The one thread that asks the hub, once a second, for all viewers together."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from board import clock
from board.data import HubGone
from board.geography import geography
from board.pulse import (
    ask_comparison,
    ask_pipeline,
    ask_pulse,
    cameras_by_division,
)
from board.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from board.data import Reads
    from board.geography import Geography
    from board.health import HubHealth, Progress
    from board.rows import Batch

PERIOD_S = 0.25
"""How often the hub is asked for its newest batch; that costs it a millisecond."""
PICTURE_PERIOD_S = 1.0
"""A new batch is on the screens at once, the ones after it a second later."""
PICTURE_SHARE, PICTURE_MOST_S = 0.2, 3.0
"""Asking takes at most this share of the time: a hub that is behind has other work."""
WINDOW_PERIOD_S = 10.0
COMPARISON_PERIOD_S = 45.0
ALWAYS_ASKED = frozenset({"as_of", "batch", "failure"})
"""What every round finds; anything else is news that must not be dropped."""
LOG = logging.getLogger(__name__)


class Producer:
    """Keeps the present snapshot; it outlives the hub and finds it again by itself.

    `ask_health` and `ask_progress` never raise. Listeners are called in the
    producer's thread with every new snapshot.
    """

    def __init__(
        self,
        reads: Reads,
        *,
        ask_health: Callable[[], HubHealth | None],
        ask_progress: Callable[[], Progress | None],
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reads = reads
        self._timer = timer
        self._ask_health = ask_health
        self._ask_progress = ask_progress
        self._listeners: list[Callable[[Snapshot], None]] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="snapshot", daemon=True)
        self._picture_at: datetime | None = None
        self._pulse_at: datetime | None = None
        self._pulsed_batch: Batch | None = None
        self._pulse_s = 0.0
        self._comparison_at: datetime | None = None
        self.snapshot = Snapshot()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=5)

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def listen(self, listener: Callable[[Snapshot], None]) -> None:
        self._listeners.append(listener)

    def tick(self, now: datetime) -> None:
        """One round: ask, and publish at once what is new, else once a second."""
        try:
            changes = self._asked(now) | {"as_of": now, "failure": ""}
        except HubGone as gone:
            changes = {"failure": str(gone)}
            # What this round had found is lost with it, so all is asked anew.
            self._pulse_at = self._comparison_at = None
            self._log_first(gone)
        has_news = not changes.keys() <= ALWAYS_ASKED
        if has_news or _is_due(self._picture_at, now, PICTURE_PERIOD_S):
            changes |= {
                "health": self._ask_health(),
                "progress": self._ask_progress(),
            }
            self._picture_at = now
            self._publish(changes)

    def _asked(self, now: datetime) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        known = self.snapshot.geography
        if not known.divisions:
            known = geography(self._reads.divisions())
            cameras = cameras_by_division(self._reads, known)
            changes = {"geography": known, "cameras": cameras}
        batch = changes["batch"] = self._reads.last_batch()
        compares = _is_due(self._comparison_at, now, COMPARISON_PERIOD_S)
        # Only the first round waits for both: later the screens would for their sum.
        if self._pulse_at is None or (not compares and self._wants_pulse(batch, now)):
            changes |= self._asked_pulse(now, known, batch)
        if compares:
            changes["comparison"] = ask_comparison(
                self._reads, geography=known, now=now
            )
            self._comparison_at = now
        return changes

    def _wants_pulse(self, batch: Batch | None, now: datetime) -> bool:
        is_new = batch != self._pulsed_batch
        period_s = _period_s(self._pulse_s) if is_new else WINDOW_PERIOD_S
        return _is_due(self._pulse_at, now, period_s)

    def _asked_pulse(
        self, now: datetime, known: Geography, batch: Batch | None
    ) -> dict[str, Any]:
        started = self._timer()
        pulse = ask_pulse(
            self._reads,
            geography=known,
            now=now,
            last_items=self.snapshot.pulse.items,
        )
        pipeline = ask_pipeline(self._reads, now=now, before=self.snapshot.pipeline)
        self._pulse_s = self._timer() - started
        self._pulse_at, self._pulsed_batch = now, batch
        return {"pulse": pulse, "pipeline": pipeline}

    def _publish(self, changes: dict[str, Any]) -> None:
        self.snapshot = msgspec.structs.replace(
            self.snapshot, version=self.snapshot.version + 1, **changes
        )
        for listener in self._listeners:
            listener(self.snapshot)

    def _log_first(self, gone: HubGone) -> None:
        if not self.snapshot.failure:
            LOG.warning("the hub does not answer, the last picture stays: %s", gone)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.tick(clock.now())
            self._stopping.wait(PERIOD_S)


def _period_s(took_s: float) -> float:
    """How soon the hub may be asked for all of it again, when that took so long."""
    return min(max(PICTURE_PERIOD_S, took_s / PICTURE_SHARE), PICTURE_MOST_S)


def _is_due(last: datetime | None, now: datetime, period_s: float) -> bool:
    return last is None or (now - last).total_seconds() >= period_s
