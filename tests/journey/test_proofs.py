"""A file proves itself on any hub that read the same records, and on no other."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from kafka import KafkaAdminClient
from kafka.structs import TopicPartition

from board.commands import BAD, TRUE, main
from board.exports.files import read
from streams.broker.topics import ensure_topics
from streams.events import STREAMS
from tests.support.messages import event
from tests.support.stack import Stack, held, producing
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streams.local.broker import LocalBroker

ROUNDS = 40
DROPPED = TopicPartition(STREAMS[0].topic, 0)


@pytest.fixture
def stack(broker: LocalBroker, tmp_path: Path) -> Iterator[Stack]:
    first = Stack(broker, tmp_path / "first")
    first.home.mkdir()
    ensure_topics(first.connection, partitions=1, timestamp_type="LogAppendTime")
    first.start_hub()
    yield first
    first.end()


@pytest.fixture
def second(stack: Stack, tmp_path: Path) -> Iterator[Stack]:
    other = Stack(stack.broker, tmp_path / "second")
    other.home.mkdir()
    yield other
    other.end()


def send(stack: Stack, rounds: range) -> None:
    with producing(stack) as outbox:
        for number in rounds:
            for stream in STREAMS:
                said = json.dumps(event(stream.kind, number)).encode()
                outbox.queue(stream.topic, b"k", said)
        outbox.flush()


def wait_held(stack: Stack, rounds: int) -> None:
    expected = len(STREAMS) * rounds
    wait_for(lambda: held(stack.flight_port)[0] == expected, f"{expected} messages")


def built_anew(stack: Stack) -> None:
    """Forget the store and read everything once more."""
    stack.processes["hub"].stop()
    for part in stack.home.glob("**/board.duckdb*"):
        part.unlink()
    stack.start_hub()


def test_a_file_is_true_on_a_second_hub_and_after_a_rebuild_but_not_with_a_hole(
    stack: Stack,
    second: Stack,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    send(stack, range(ROUNDS))
    wait_held(stack, ROUNDS)
    out, again = tmp_path / "page.xlsx", tmp_path / "again.parquet.zip"
    given = ["snapshot", "--page", "district", "--format", "xlsx", "--out", str(out)]
    assert main(given, stack.environment) == TRUE
    send(stack, range(ROUNDS, 2 * ROUNDS))
    second.start_hub()
    wait_held(second, 2 * ROUNDS)
    assert main(["verify", str(out)], second.environment) == TRUE
    built_anew(stack)
    wait_held(stack, 2 * ROUNDS)
    assert main(["verify", str(out)], stack.environment) == TRUE
    taken_at = float(str(read(out).manifest.facts["at"])) / 1_000
    at = datetime.fromtimestamp(taken_at, UTC).isoformat()
    then = ["snapshot", "--page", "district", "--at", at, "--format"]
    taken = {}
    for one in (stack, second):
        told = [*then, "parquet", "--out", str(again)]
        assert main(told, one.environment) == TRUE
        taken[one.home.name] = read(again).manifest.checksum
    assert taken["first"] == taken["second"]
    admin = KafkaAdminClient(bootstrap_servers=stack.broker.bootstrap)
    admin.delete_records({DROPPED: 7})
    admin.close()
    built_anew(stack)
    wait_for(lambda: held(stack.flight_port)[0] == 2 * ROUNDS * 4 - 7, "what is left")
    capsys.readouterr()
    assert main(["verify", str(out)], stack.environment) == BAD
    assert f"{DROPPED.topic}[0] offsets 0 to 6" in capsys.readouterr().err
    assert main([*then, "csv", "--out", str(again)], stack.environment) == BAD
    assert "were dropped by Kafka" in capsys.readouterr().err
