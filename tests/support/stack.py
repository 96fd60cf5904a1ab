"""A whole board of a test's own: broker, hub and screen, without the demo feed."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sql.errors import StoreError
from sql.flight import FlightStore
from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox
from streams.broker.topics import ensure_topics
from streams.local.probe import is_healthy
from tests.support.ports import free_port
from tests.support.processes import Process, python
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streams.local.broker import LocalBroker


@dataclass
class Stack:
    """The programs of one board, each to be killed and started again by name."""

    broker: LocalBroker
    home: Path
    board_port: int = field(default_factory=free_port)
    hub_port: int = field(default_factory=free_port)
    flight_port: int = field(default_factory=free_port)
    processes: dict[str, Process] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "KAFKA_BOOTSTRAP_SERVERS": self.broker.bootstrap,
            "CGC_HOME": str(self.home),
            "CGC_BOARD_PORT": str(self.board_port),
            "CGC_HUB_PORT": str(self.hub_port),
            "CGC_FLIGHT_PORT": str(self.flight_port),
            "CGC_DEMO": "1",
            "CGC_BROKER_KIND": "local",
        }

    @property
    def connection(self) -> dict[str, Any]:
        return connection_from(self.environment)

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.board_port}{path}"

    def start_hub(self) -> None:
        self._start("hub", "-m", "streams")
        wait_for(lambda: is_healthy(self.hub_port, "/health"), "the hub")

    def start_board(self) -> None:
        place = ("--server.address", "127.0.0.1", "--server.port", str(self.board_port))
        self._start("board", "-m", "streamlit", "run", "board/app.py", *place)
        wait_for(lambda: is_healthy(self.board_port, "/api/health"), "the board")

    def kill(self, name: str) -> None:
        """End a program like a power cut."""
        self.processes[name].kill()

    def end(self) -> None:
        for process in self.processes.values():
            process.stop()

    def _start(self, name: str, *arguments: str) -> None:
        log = self.home / f"{name}.log"
        self.processes[name] = Process(python(*arguments), log, self.environment)
        self.processes[name].start()


@contextmanager
def running(broker: LocalBroker, home: Path) -> Iterator[Stack]:
    """Start everything on a broker without topics, which stamps the records itself."""
    home.mkdir(parents=True, exist_ok=True)
    stack = Stack(broker, home)
    try:
        ensure_topics(stack.connection, partitions=6, timestamp_type="LogAppendTime")
        stack.start_hub()
        stack.start_board()
        yield stack
    finally:
        stack.end()


def held(flight_port: int) -> tuple[int, int]:
    """Messages in a hub's store, and how many of them stand at a place of their own;
    nothing while it does not answer.
    """
    store = FlightStore(f"127.0.0.1:{flight_port}")
    try:
        rows = store.query("message_counts").to_pylist()
    except StoreError:
        return 0, 0
    finally:
        store.close()
    messages = sum(row["messages"] for row in rows)
    return messages, sum(row["distinct_messages"] for row in rows)


@contextmanager
def producing(stack: Stack) -> Iterator[Outbox]:
    outbox = Outbox(stack.connection, bulk=True)
    try:
        yield outbox
    finally:
        outbox.close()
