"""What several test folders share: one real Kafka broker for the whole session."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.local.broker import LocalBroker
from streams.local.jars import fetch_jars
from streams.local.node import Node
from streams.local.probe import free_port

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def kafka_library() -> Path:
    """Give the folder of the broker's jars, fetched once for all runs."""
    folder = os.environ.get("CGC_TEST_KAFKA_DIR", str(ROOT / "var" / "kafka"))
    return fetch_jars(Path(folder), print)


@pytest.fixture(scope="session")
def kafka_broker(
    kafka_library: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give the address of a broker that all tests share: take fresh topic names."""
    folder = tmp_path_factory.mktemp("kafka")
    broker = LocalBroker(Node(library=kafka_library, folder=folder, port=free_port()))
    broker.start()
    yield broker.bootstrap
    broker.stop()


@pytest.fixture
def own_broker(kafka_library: Path, tmp_path: Path) -> Iterator[LocalBroker]:
    """Give a broker of one test's own, not started, to stop, kill or empty."""
    node = Node(library=kafka_library, folder=tmp_path / "kafka", port=free_port())
    broker = LocalBroker(node)
    yield broker
    broker.kill()
