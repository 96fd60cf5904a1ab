"""The one thread that asks the hub, once a second, for all viewers together; and one
beside it that speaks while an answer is waited for.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

import msgspec

from board.look import clock
from board.picture.questions import (
    ask_background,
    ask_deadlines,
    ask_pipeline,
    ask_pulse,
)
from board.picture.register import ask_register
from board.picture.snapshot import Pipeline, Snapshot
from board.picture.turns import NEVER, Turn, is_past, next_of
from board.picture.watched import Watched, store_of
from board.reads.health import holds_all
from board.reads.hubs_seen import HubsSeen
from board.reads.reads import HubGone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from board.picture.geography import Geography
    from board.reads.health import HubHealth, Progress
    from board.reads.reads import Reads

PERIOD_S = 0.25
"""How often the hub is asked for its newest batch; that costs it a millisecond."""
PICTURE_PERIOD_S = 1.0
"""How often a picture is published, news or not: it carries the age of what it has."""
SILENT_S = 1.5
"""So long after a picture another goes out although a question is still open."""
WATCH_PERIOD_S = 0.5
NO_WORD = "neither the open question nor the health page is answered"
PICTURES_KEPT = 30
"""So long after it was on a screen somebody may ask for the figures of a picture."""
ALWAYS_ASKED = frozenset({"as_of", "batch", "failure"})
"""What every round finds; anything else is news that must not be dropped."""
LOG = logging.getLogger(__name__)
START_ANEW = 1


class PictureMaker:
    """Keeps the present snapshot; it outlives the hub and finds it again by itself.

    `ask_health`, `ask_progress` and `ask_hubs` never raise. Listeners are called with
    every new snapshot, one at a time, in its own threads. What nobody foresaw is logged
    and ends the process by `end`: a board whose pictures stand still must not look
    well.
    """

    def __init__(
        self,
        reads: Reads,
        *,
        ask_health: Callable[[], HubHealth | None],
        ask_progress: Callable[[], Progress | None],
        ask_hubs: Callable[[], HubsSeen] = HubsSeen,
        watched: Watched | None = None,
        timer: Callable[[], float] = time.monotonic,
        end: Callable[[int], object] = os._exit,
    ) -> None:
        self._reads = reads
        self._watched = watched or Watched(reads)
        self._end = end
        self._timer = timer
        self._ask_health = ask_health
        self._ask_progress = ask_progress
        self._ask_hubs = ask_hubs
        self._store = ""
        self._listeners: list[Callable[[Snapshot], None]] = []
        self._stopping = threading.Event()
        self._threads = (
            self._repeating("snapshot", lambda: self.tick(clock.now()), PERIOD_S),
            self._repeating("watch", self.watch, WATCH_PERIOD_S),
        )
        self._publishing = threading.Lock()
        self._picture_at = NEVER
        self._published_at = timer()
        self._turns = (
            Turn(self._ask_pulse, period_s=10, follows_news=True),
            Turn(self._ask_deadlines, period_s=10, follows_news=True),
            Turn(self._ask_background, period_s=45, follows_news=False),
        )
        self.snapshot = Snapshot()
        self._recent: deque[Snapshot] = deque(maxlen=PICTURES_KEPT)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(timeout=5)

    @property
    def is_alive(self) -> bool:
        return all(thread.is_alive() for thread in self._threads)

    def picture(self, version: int) -> Snapshot | None:
        """A picture of the last seconds; None for one that is not kept any more."""
        return next((one for one in list(self._recent) if one.version == version), None)

    def listen(self, listener: Callable[[Snapshot], None]) -> None:
        self._listeners.append(listener)

    def tick(self, now: datetime) -> None:
        """One round: ask, and publish at once what is new, else once a second."""
        try:
            found = self._reads.of_one_hub(lambda: self._asked(now))
            changes = found | {"as_of": now, "failure": ""}
        except HubGone as gone:
            changes = {"failure": str(gone)}
            self._forget()
            self._log_first(str(gone))
        has_news = not changes.keys() <= ALWAYS_ASKED
        if has_news or is_past(self._picture_at, now, PICTURE_PERIOD_S):
            self._picture_at = now
            self._publish(
                changes if "health" in changes else changes | self._standing()
            )

    def watch(self) -> None:
        """Publish what is known while a question is open, so that nobody takes the
        board for silent; a hub that does not even say how it is has gone.
        """
        before = self.snapshot
        if self._timer() - self._published_at < SILENT_S:
            return
        health = self._ask_health()
        failure = before.failure if health else before.failure or NO_WORD
        changes = {
            "failure": failure,
            "health": health,
            "progress": self._ask_progress(),
        }
        if failure:
            self._log_first(failure)
        self._publish(changes, unless_after=before)

    def _asked(self, now: datetime) -> dict[str, Any]:
        batch = self._reads.last_batch()
        changes = ask_register(self._reads, self.snapshot, batch) | {"batch": batch}
        known: Geography = changes.get("geography", self.snapshot.geography)
        if store_of(batch) != self._store:
            self._forget()
        self._store = store_of(batch)
        if (touched := self._watched.news(batch, now)) is not None:
            changes["touched"] = touched
        for turn in next_of(self._turns, now, batch):
            started = self._timer()
            changes |= turn.ask(now, known)
            turn.note(now, batch, self._timer() - started)
        return changes

    def _forget(self) -> None:
        """What was found is lost, or of another store: all of it is asked anew, and no
        picture is half of one and half of another.
        """
        for turn in self._turns:
            turn.forget()

    def _ask_pulse(self, now: datetime, known: Geography) -> dict[str, Any]:
        before = self.snapshot
        is_same = before.pulse.store == self._store
        # Asked before the counts: what the store held then, they hold.
        standing = self._standing()
        return standing | {
            "pulse": ask_pulse(
                self._reads,
                geography=known,
                now=now,
                last_items=before.pulse.items if is_same else (),
                is_whole=holds_all(**standing, now=now),
                store=self._store,
            ),
            "pipeline": ask_pipeline(
                self._reads, now=now, before=before.pipeline if is_same else Pipeline()
            ),
        }

    def _ask_deadlines(self, now: datetime, known: Geography) -> dict[str, Any]:
        return {"deadlines": ask_deadlines(self._reads, geography=known, now=now)}

    def _ask_background(self, now: datetime, known: Geography) -> dict[str, Any]:
        return {"background": ask_background(self._reads, geography=known, now=now)}

    def _standing(self) -> dict[str, Any]:
        return {"health": self._ask_health(), "progress": self._ask_progress()}

    def _publish(
        self, changes: dict[str, Any], *, unless_after: Snapshot | None = None
    ) -> None:
        """Nothing happens where another picture has come since `unless_after`."""
        changes["hubs"] = self._ask_hubs()
        with self._publishing:
            if unless_after is not None and unless_after is not self.snapshot:
                return
            self.snapshot = msgspec.structs.replace(
                self.snapshot, version=self.snapshot.version + 1, **changes
            )
            self._recent.append(self.snapshot)
            self._published_at = self._timer()
            for listener in self._listeners:
                listener(self.snapshot)

    def _log_first(self, gone: str) -> None:
        if not self.snapshot.failure:
            LOG.warning("the hub does not answer, the last picture stays: %s", gone)

    def _repeating(
        self, name: str, once: Callable[[], None], period_s: float
    ) -> threading.Thread:
        return threading.Thread(
            target=self._run, args=(once, period_s), name=name, daemon=True
        )

    def _run(self, once: Callable[[], None], period_s: float) -> None:
        try:
            while not self._stopping.is_set():
                once()
                self._stopping.wait(period_s)
        except Exception:
            LOG.exception("no more pictures can be made: the board is started anew")
            self._end(START_ANEW)
            self._stopping.set()
