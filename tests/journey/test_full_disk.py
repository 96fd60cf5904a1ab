"""A disk fills up under a hub, the hub is killed on it, and gets room again.

The disk is a small tmpfs; without the right to mount one, a limit on the size of the
hub's files stands in, and the test says so.
"""

from __future__ import annotations

import resource
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox
from streams.broker.topics import ensure_topics
from tests.support.messages import TOPICS, encoded, event
from tests.support.processes import ended
from tests.support.programs import Program
from tests.support.stack import held
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from streams.local.broker import LocalBroker

ROOM = 40 * 1_024 * 1_024
RESERVE_MB = 16
STEP, MOST = 10_000, 300_000
PATIENCE_S = 90.0
TO_BE_STARTED_ANEW = 1


class SmallDisk:
    """A folder with room for so many bytes; `grow` makes room for the rest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        mounting = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
        self.is_mounted = subprocess.run(mounting, check=False).returncode == 0

    def limit(self) -> Callable[[], None] | None:
        """What a process has to do before it starts, where no disk could be made."""
        if self.is_mounted:
            return None
        return lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY)
        )

    def grow(self, program: Program) -> None:
        if self.is_mounted:
            command = ["mount", "-o", f"remount,size={ROOM * 20}", str(self.folder)]
            subprocess.run(command, check=True)
        else:
            unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(program.pid, resource.RLIMIT_FSIZE, unlimited)

    def end(self) -> None:
        if self.is_mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    folder.mkdir()
    disk = SmallDisk(folder)
    try:
        yield disk
    finally:
        disk.end()


def produce(broker: LocalBroker, first: int) -> int:
    """Send one step of messages and return how many that makes."""
    outbox = Outbox(connection(broker), bulk=True)
    for number in range(first, first + STEP):
        value = encoded(event("incident", number))
        outbox.queue(TOPICS["incident"], str(number).encode(), value)
    outbox.flush()
    outbox.close()
    return first + STEP


def connection(broker: LocalBroker) -> dict[str, object]:
    return connection_from({"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap})


def fill(broker: LocalBroker, program: Program) -> int:
    sent = 0
    while not is_full_said(program):
        assert sent < MOST, "the disk is larger than meant"
        sent = produce(broker, sent)
        wait_for(
            lambda sent=sent: (
                program.health().get("rows", 0) >= sent or is_full_said(program)
            ),
            "the rows or the alarm",
            PATIENCE_S,
        )
    return sent


def is_full_said(program: Program) -> bool:
    """Whether it runs and raises the alarm, or ended: a disk that fills up within a
    checkpoint takes the database with it.
    """
    ended = program.wait_or_none(0)
    return ended is not None or program.health().get("status") == "store_failing"


def supervised(program: Program, *, before: Callable[[], None] | None = None) -> bool:
    """Start it anew if it asked for that, as a supervisor does."""
    status = program.wait_or_none(0)
    if status is not None:
        assert status == TO_BE_STARTED_ANEW
        program.start(before=before)
    return status is None


@pytest.mark.parametrize(
    ("reserve_mb", "is_killed"),
    [(RESERVE_MB, False), (0, False), (0, True)],
    ids=["reserve", "running", "killed"],
)
def test_a_full_disk_costs_time_and_nothing_else(
    broker: LocalBroker,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    reserve_mb: int,
    is_killed: bool,
) -> None:
    ensure_topics(connection(broker), partitions=3, timestamp_type="CreateTime")
    home = tmp_path / "disk" / "home"
    with (
        small_disk(home.parent) as disk,
        ended(Program(home, broker.bootstrap)) as program,
    ):
        program.settings = {"CGC_DISK_RESERVE_MB": str(reserve_mb)}
        program.log_folder = tmp_path
        program.start(before=disk.limit())
        wait_for(lambda: program.health().get("status") == "ok", "the hub")
        sent = fill(broker, program)
        before = held(program.flight_port)
        if reserve_mb and disk.is_mounted:
            assert program.wait_or_none(0) is None
            assert 0 < before[0] < sent
        if is_killed:
            program.kill()
            program.start(before=disk.limit())
            wait_for(lambda: is_full_said(program), "the alarm", PATIENCE_S)
        supervised(program, before=disk.limit())
        disk.grow(program)
        started = time.monotonic()
        wait_for(
            lambda: supervised(program) and held(program.flight_port) == (sent, sent),
            "every message",
            PATIENCE_S,
        )
        seconds = time.monotonic() - started
        restarts = program.log.count("to be started anew")
    with capsys.disabled():
        kind = "tmpfs" if disk.is_mounted else "limit (no right to mount)"
        case = f"{reserve_mb} MB kept free, {'killed' if is_killed else 'running'}"
        print(  # noqa: T201 - the figure that the acceptance asks for
            f"\nfull {kind}, {case}: {before[0]} of {sent} held, {restarts} restarts, "
            f"all {seconds:.1f} s after there was room",
        )
