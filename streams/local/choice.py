"""Which broker: a cluster that is given, a local Apache Kafka, or the embedded mock."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from streams.local.jars import KafkaUnavailableError, kafka_library
from streams.local.node import Node, node_command
from streams.local.probe import LOOPBACK
from streams.local.settings import LocalSettings

BACK_DATED = "CreateTime"
BROKER_CLOCK = "LogAppendTime"
LOCAL = "local"


@dataclass(frozen=True, kw_only=True)
class BrokerChoice:
    """The broker of this run.

    `kind` is cluster, local or embedded; `command` starts it and is empty for a
    cluster; `ports` are those it takes here; `timestamp_type` is that of topics to
    make, empty where none are to be made; `line` tells all that to a reader.
    """

    kind: str
    bootstrap: str
    line: str
    command: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    timestamp_type: str = ""

    @property
    def is_ours(self) -> bool:
        return bool(self.command)


def choose_broker(settings: LocalSettings, say: Callable[[str], None]) -> BrokerChoice:
    """Return the first broker that this machine can have."""
    if settings.cluster:
        return _cluster(settings)
    folder = settings.home / "kafka"
    try:
        library = kafka_library(folder, say)
    except KafkaUnavailableError as lacking:
        return _embedded(settings, lacking)
    return _local(
        Node(
            library=library,
            folder=folder,
            port=settings.broker_port,
            timestamp_type=_timestamp_type(settings),
        )
    )


def _timestamp_type(settings: LocalSettings) -> str:
    """Demo history carries its own, older times; else the broker's clock counts."""
    return BACK_DATED if settings.demo else BROKER_CLOCK


def _cluster(settings: LocalSettings) -> BrokerChoice:
    feed = {
        True: "DEMO=1 sends the synthetic demo feed there",
        False: "nothing is produced to it, DEMO=1 would send the demo feed there",
    }
    return BrokerChoice(
        kind="cluster",
        bootstrap=settings.cluster,
        line=f"Broker: the Kafka cluster at {settings.cluster} "
        f"(KAFKA_BOOTSTRAP_SERVERS); {feed[settings.demo]}.",
        timestamp_type=BACK_DATED if settings.demo else "",
    )


def _local(node: Node) -> BrokerChoice:
    bootstrap = f"{LOOPBACK}:{node.port}"
    return BrokerChoice(
        kind=LOCAL,
        bootstrap=bootstrap,
        line=f"Broker: Apache Kafka 4.3.1 on {bootstrap}, data in {node.folder}; "
        "for a cluster of yours set KAFKA_BOOTSTRAP_SERVERS.",
        command=(sys.executable, *node_command(node)),
        ports=(node.port, node.port + 1),
        timestamp_type=node.timestamp_type,
    )


def _embedded(settings: LocalSettings, lacking: KafkaUnavailableError) -> BrokerChoice:
    bootstrap = f"{LOOPBACK}:{settings.broker_port}"
    program = (
        "-m",
        "streams.local.embedded_broker",
        "--port",
        str(settings.broker_port),
    )
    return BrokerChoice(
        kind="embedded",
        bootstrap=bootstrap,
        line=f"Broker: the mock inside confluent-kafka on {bootstrap}, which forgets "
        f"all when it stops, because {lacking.reason}; "
        f"for a real Kafka: {lacking.remedy}",
        command=(sys.executable, *program),
        ports=(settings.broker_port,),
    )
