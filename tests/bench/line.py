"""The whole line of a benchmark: broker, hub and, for a soak, the board."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sql.flight import FlightStore
from streams.local.probe import LOOPBACK, is_healthy
from tests.bench.place import broker
from tests.support.programs import health
from tests.support.stack import Stack
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHIPPED = ""
PATIENCE_S = 600.0


@dataclass
class Line(Stack):
    """A stack whose hub may have another checkpoint threshold than the shipped one."""

    checkpoint: str = SHIPPED

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "CGC_BENCH_CHECKPOINT": self.checkpoint}

    @property
    def bootstrap(self) -> str:
        return self.broker.bootstrap

    @property
    def flight(self) -> str:
        return f"{LOOPBACK}:{self.flight_port}"

    def launch_hub(self) -> None:
        """Start the hub and do not wait."""
        self._start("hub", "-m", "tests.bench.hub" if self.checkpoint else "streams")

    def start_hub(self) -> None:
        self.launch_hub()
        wait_for(lambda: is_healthy(self.hub_port, "/health"), "the hub", PATIENCE_S)

    def pid(self, name: str) -> int:
        return self.processes[name].pid

    def health(self) -> dict[str, Any]:
        """What the hub says of itself; nothing while it does not answer."""
        return health(self.hub_port)

    def is_drained(self) -> bool:
        """Whether all that the broker holds is in the store."""
        return self.health().get("lag_records") == 0

    def reader(self) -> FlightStore:
        return FlightStore(self.flight)


@contextmanager
def line(folder: Path, *, checkpoint: str = SHIPPED) -> Iterator[Line]:
    """A broker with our topics, and a line whose programs are not started yet."""
    home = folder / "home"
    home.mkdir()
    with broker(folder) as started:
        made = Line(started, home, checkpoint=checkpoint)
        try:
            yield made
        finally:
            made.end()
