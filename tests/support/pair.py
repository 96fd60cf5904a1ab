"""Two hubs of one city: two stores behind two Flight doors, and a way to both."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from board.reads.hubs import Hubs
from sql.flight import FlightServer, FlightStore
from tests.support.intake import Intake
from tests.support.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT_S = 5.0


class OneHub:
    """A store and its door; what it says of itself can be set."""

    def __init__(self) -> None:
        self.intake = Intake()
        self.status = "ok"
        self.port = free_port()
        self._server: FlightServer | None = None
        self.open()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def open(self) -> None:
        self._server = FlightServer(
            self.intake.store, host="127.0.0.1", port=self.port, health=self._health
        )

    def shut(self) -> None:
        """Nobody answers at its address any more."""
        if self._server is not None:
            self._server.shutdown()
            self._server = None

    def _health(self) -> bytes:
        return msgspec.json.encode({"status": self.status})


class Pair:
    """The preferred hub, the standby, and the door of a board that knows both; time
    goes on by `later` alone.
    """

    def __init__(self) -> None:
        self.first, self.second = OneHub(), OneHub()
        self.at = 0.0
        addresses = [one.address for one in (self.first, self.second)]
        doors, lookers = (
            [FlightStore(one, timeout_s=TIMEOUT_S) for one in addresses]
            for _ in range(2)
        )
        self.hubs = Hubs(doors, lookers, timer=lambda: self.at)

    @property
    def both(self) -> tuple[Intake, Intake]:
        return self.first.intake, self.second.intake

    def event(self, number: int, **fields: Any) -> None:
        """One that both have read."""
        for one in self.both:
            one.event("incident", number, **fields)

    def later(self, seconds: float = 1.0) -> None:
        """Look at both once more, when so much time has gone by."""
        self.at += seconds
        self.hubs.step()

    @property
    def asked(self) -> str:
        """Whose turn it is."""
        seen = self.hubs.seen()
        return {0: "first", 1: "second"}[seen.asked]


@contextmanager
def pair() -> Iterator[Pair]:
    found = Pair()
    try:
        yield found
    finally:
        found.hubs.stop()
        found.first.shut()
        found.second.shut()
