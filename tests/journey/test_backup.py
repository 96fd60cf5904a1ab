"""A disk is lost: the backup that was taken under load comes back, and the rest from
Kafka, once each; what Kafka no longer has is refused by name.
"""

from __future__ import annotations

import os
import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kafka import KafkaAdminClient, TopicPartition

from sql.store import Store
from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox
from streams.broker.topics import ensure_topics
from tests.journey.comparison import unequal
from tests.support.hubs import counts, running_in
from tests.support.intake import Intake
from tests.support.messages import TOPICS, encoded
from tests.support.processes import ROOT, ended, python
from tests.support.programs import Program
from tests.support.stored import stored
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streams.local.broker import LocalBroker

PART, PAUSE_S, MOST = 40, 0.05, 200_000
TORN = TOPICS["incident"]


class Feed:
    """Sends random traffic until it is told to stop; `sent` is how much."""

    def __init__(self, bootstrap: str) -> None:
        self._outbox = Outbox(
            connection_from({"KAFKA_BOOTSTRAP_SERVERS": bootstrap}), bulk=True
        )
        self._stopping = threading.Event()
        self.sent = 0

    def run(self) -> None:
        traffic = Intake().traffic(seed=29, size=MOST)
        while not self._stopping.wait(PAUSE_S):
            for _ in range(PART):
                topic, message, _at = next(traffic)
                self._outbox.queue(topic, str(self.sent).encode(), encoded(message))
                self.sent += 1
            self._outbox.flush()

    def stop(self) -> None:
        self._stopping.set()


@contextmanager
def feeding(bootstrap: str) -> Iterator[Feed]:
    feed = Feed(bootstrap)
    thread = threading.Thread(target=feed.run, daemon=True)
    thread.start()
    try:
        yield feed
    finally:
        feed.stop()
        thread.join()


def told(program: Program, *words: str) -> tuple[int, str]:
    """What a command at the hub's machine says."""
    done = subprocess.run(
        python("-m", "streams", *words),
        cwd=ROOT,
        env={**surroundings(), **program.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def surroundings() -> dict[str, str]:
    return dict(os.environ)


def read(program: Program) -> int:
    """How far the hub is, in offsets."""
    partitions = program.health().get("partitions", [])
    return sum(one["position"] for one in partitions)


def codes(program: Program) -> list[str]:
    """The alarms that stand."""
    return [alarm["code"] for alarm in program.health().get("alarms", [])]


def lost(program: Program) -> None:
    """The disk with the store is gone, in the middle of the work."""
    program.kill()
    for path in program.home.glob("board.duckdb*"):
        path.unlink()


def test_a_lost_disk_comes_back_from_a_backup_and_kafka_once_each(
    broker: LocalBroker, tmp_path: Path
) -> None:
    environ = {"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap, "CGC_DEMO": "1"}
    connection = connection_from(environ)
    ensure_topics(connection, partitions=2, timestamp_type="LogAppendTime")
    backups = tmp_path / "backups"
    backups.mkdir()
    settings = {"CGC_BACKUPS": str(backups)}
    with ended(Program(tmp_path / "home", broker.bootstrap, settings)) as program:
        program.home.mkdir()
        program.start()
        with feeding(broker.bootstrap) as feed:
            wait_for(lambda: read(program) > 4 * PART, "the feed to be read")
            wait_for(lambda: codes(program) == ["backup_late"], "what is amiss")
            status, said = told(program, "backup")
            assert (status, "is taken and checked" in said) == (0, True), said
            name = said.split()[0]
            wait_for(lambda: program.health()["backup"]["name"] == name, "its status")
            wait_for(lambda: codes(program) == [], "the end of the alarm")
            assert "cgc_backup_age_seconds" in program.get("/metrics")[1]
            status, said = told(program, "restore", name)
            assert (status, "a hub answers at port" in said) == (2, True)
            then = read(program)
            wait_for(lambda: read(program) > then + 4 * PART, "more to be read")
            lost(program)
            status, said = told(program, "restore", name)
            assert status == 0, said
            program.start()
            wait_for(lambda: read(program) > then + 8 * PART, "the rest to be read")
        total = feed.sent + 1
        wait_for(lambda: read(program) == total, "all to be read, and who asked")
        program.stop()
        assert told(program, "verify")[0] == 0
        undisturbed = Store(tmp_path / "undisturbed.duckdb")
        with running_in(undisturbed, environ):
            wait_for(lambda: counts(undisturbed)["messages"] == total, "all once more")
        undisturbed.close()
        database = program.home / "board.duckdb"
        assert unequal(stored(database), stored(undisturbed.path)) == []
        hole_is_refused(program, name, broker, total)


def hole_is_refused(
    program: Program, name: str, broker: LocalBroker, total: int
) -> None:
    """What Kafka dropped since the backup is missing for ever."""
    before = (program.home / "board.duckdb").read_bytes()
    end = {
        (row["topic"], row["partition_no"]): row["next_offset"]
        for row in stored(program.home / "board.duckdb")["offsets"]
    }[TORN, 0]
    admin = KafkaAdminClient(bootstrap_servers=[broker.bootstrap])
    admin.delete_records({TopicPartition(TORN, 0): end - 1})
    admin.close()
    status, said = told(program, "restore", name)
    assert status == 2
    assert f"{TORN}[0] lacks" in said
    assert f"to {end - 2}" in said
    assert (program.home / "board.duckdb").read_bytes() == before
    status, said = told(program, "restore", name, "--with-hole")
    assert (status, f"{TORN}[0] lacks" in said) == (0, True)
    program.start()
    wait_for(lambda: read(program) == total, "what there is to be read")
    assert "gap" in codes(program)
    program.stop()
    assert told(program, "verify")[0] == 0
