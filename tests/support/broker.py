"""A real broker that many tests share: each finds it running, and without topics."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kafka import KafkaAdminClient

from streams.local.broker import LocalBroker
from streams.local.jars import fetch_jars
from streams.local.node import Node
from streams.local.probe import answers_kafka
from tests.support.ports import free_port
from tests.support.processes import ROOT
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator


def library() -> Path:
    """The folder of the broker's jars, fetched once for all runs."""
    folder = os.environ.get("CGC_TEST_KAFKA_DIR", str(ROOT / "var" / "kafka"))
    return fetch_jars(Path(folder), print)


@contextmanager
def broker_in(folder: Path, jars: Path) -> Iterator[LocalBroker]:
    """A broker that is not started yet, and gone afterwards."""
    broker = LocalBroker(Node(library=jars, folder=folder, port=free_port()))
    try:
        yield broker
    finally:
        broker.kill()


def port_of(broker: LocalBroker) -> int:
    return int(broker.bootstrap.rpartition(":")[2])


def empty(broker: LocalBroker) -> None:
    """Start it if a test left it dead, and delete what tests made."""
    if not answers_kafka(port_of(broker)):
        broker.kill()
        broker.start()
    admin = KafkaAdminClient(bootstrap_servers=[broker.bootstrap])

    def topics() -> list[str]:
        return [name for name in admin.list_topics() if not name.startswith("__")]

    try:
        if found := topics():
            admin.delete_topics(found)
            wait_for(lambda: not topics(), "the topics of another test to go")
    finally:
        admin.close()
