"""What a run writes down: state for a restart, truth, status for the board."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from msgspec.structs import replace

from streams.clock import now
from streams.simulate.parts import joined
from streams.simulate.status import FULL_PERCENT, Reporter, Status, percent_of
from streams.simulate.storage import write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streams.simulate.parts import Part
    from streams.simulate.planned import Planned
    from streams.simulate.settings import SimulateSettings
    from streams.simulate.start import Beginning


class Books:
    """The books of one run; `history_total` is an estimate of records to catch up."""

    def __init__(
        self,
        settings: SimulateSettings,
        beginning: Beginning,
        *,
        began_ms: int,
        history_total: int,
        say: Callable[[str], None],
    ) -> None:
        self.say = say
        self._settings = settings
        self._state = beginning.state
        self._truth = beginning.truth
        self._began_ms = began_ms
        self._total = history_total
        self._produced = self._live_produced = 0
        self._since = now()
        self._reporter = Reporter(settings.status_path, say)

    def take(self, record: Planned) -> None:
        """Take down a record that was sent."""
        self._truth.take(record)
        if record.at_ms < self._began_ms:
            self._produced += 1
        else:
            self._live_produced += 1

    def report(self, parts: Sequence[Part]) -> None:
        """Tell how far it is, if it is time to."""
        now_s = time.monotonic()
        if self._reporter.is_due(now_s):
            self._reporter.report(self._status(parts), now_s)

    def write(self, parts: Sequence[Part]) -> None:
        """Write state and truth; only when all of it is confirmed by the broker."""
        write_json(self._settings.truth_path, self._truth)
        state = replace(self._state, parts=joined(list(parts)))
        write_json(self._settings.state_path, state)

    def close(self, parts: Sequence[Part]) -> None:
        """Say for the last time how far it is, and that it has stopped."""
        status = replace(self._status(parts), phase="stopped")
        self._reporter.report(status, float("inf"))

    def _status(self, parts: Sequence[Part]) -> Status:
        is_behind = any(part.produced_until < self._began_ms - 1 for part in parts)
        return Status(
            phase="history" if is_behind else "live",
            produced=self._produced,
            total=self._total if is_behind else self._produced,
            percent=percent_of(self._produced, self._total)
            if is_behind
            else FULL_PERCENT,
            live_produced=self._live_produced,
            rate=self._settings.rate,
            reduced=self._settings.reduced,
            since=self._since,
            updated_at=now(),
        )
