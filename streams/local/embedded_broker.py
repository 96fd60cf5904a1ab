"""A Kafka stand-in for machines without Java: librdkafka's mock broker on a fixed port.

It is real TCP and takes any number of clients, holds 5 MiB a partition, and forgets
all when it stops. The mock picks its own port; a relay gives it one that a restart
keeps, so every client follows by itself.
"""

import argparse
import asyncio
import ctypes
import signal
from contextlib import suppress

from confluent_kafka import cimpl

from streams.events import ORDERED_TOPICS, TOPICS

LOOPBACK = "127.0.0.1"
ONLY_BROKER = 1
PRODUCER = 0
TEXT_BYTES = 512
ERRORS_ONLY = b"3"
CHUNK_BYTES = 65_536
EVENT_PARTITIONS = 6


class EmbeddedBrokerError(Exception):
    """librdkafka refused; the text is its own reason."""


class MockCluster:
    """Mock brokers, numbered from 1, that live as long as this object's process.

    confluent-kafka has no Python call for what is needed here (partitions by topic, the
    address that clients are told), the C library that it brings has.
    """

    def __init__(self, brokers: int = ONLY_BROKER) -> None:
        self._library = _declared(ctypes.CDLL(cimpl.__file__))
        reason = ctypes.create_string_buffer(TEXT_BYTES)
        settings = self._library.rd_kafka_conf_new()
        self._library.rd_kafka_conf_set(
            settings, b"log_level", ERRORS_ONLY, reason, TEXT_BYTES
        )
        client = self._library.rd_kafka_new(PRODUCER, settings, reason, TEXT_BYTES)
        if not client:
            raise EmbeddedBrokerError(reason.value.decode())
        self._cluster = self._library.rd_kafka_mock_cluster_new(client, brokers)

    @property
    def addresses(self) -> list[str]:
        """Where the brokers listen, at ports that the mock chose for itself."""
        found = self._library.rd_kafka_mock_cluster_bootstraps(self._cluster)
        return str(found.decode()).split(",")

    @property
    def port(self) -> int:
        """The port of the first broker."""
        return int(self.addresses[0].rpartition(":")[2])

    def advertise(self, port: int) -> None:
        """Tell clients to come to that port of this machine."""
        self._library.rd_kafka_mock_broker_set_host_port(
            self._cluster, ONLY_BROKER, LOOPBACK.encode(), port
        )

    def create_topic(self, name: str, *, partitions: int) -> None:
        code = self._library.rd_kafka_mock_topic_create(
            self._cluster, name.encode(), partitions, 1
        )
        if code:
            raise EmbeddedBrokerError(f"{name}: librdkafka error {code}")


def _declared(library: ctypes.CDLL) -> ctypes.CDLL:
    """Name the C types: without them ctypes cuts pointers to 32 bits."""
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    library.rd_kafka_conf_new.restype = pointer
    library.rd_kafka_conf_set.argtypes = [pointer, text, text, text, ctypes.c_size_t]
    library.rd_kafka_new.restype = pointer
    library.rd_kafka_new.argtypes = [number, pointer, text, ctypes.c_size_t]
    library.rd_kafka_mock_cluster_new.restype = pointer
    library.rd_kafka_mock_cluster_new.argtypes = [pointer, number]
    library.rd_kafka_mock_cluster_bootstraps.restype = text
    library.rd_kafka_mock_cluster_bootstraps.argtypes = [pointer]
    library.rd_kafka_mock_topic_create.argtypes = [pointer, text, number, number]
    library.rd_kafka_mock_broker_set_host_port.restype = None
    library.rd_kafka_mock_broker_set_host_port.argtypes = [
        pointer,
        ctypes.c_int32,
        text,
        number,
    ]
    return library


def new_cluster(*, advertised_port: int) -> MockCluster:
    """Return a mock cluster that holds the board's topics and nothing in them."""
    cluster = MockCluster()
    for topic in TOPICS:
        partitions = 1 if topic in ORDERED_TOPICS else EVENT_PARTITIONS
        cluster.create_topic(topic, partitions=partitions)
    cluster.advertise(advertised_port)
    return cluster


async def serve(port: int) -> None:
    """Answer on that port until SIGTERM or SIGINT."""
    cluster = new_cluster(advertised_port=port)
    relay = Relay(cluster.port)
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    server = await asyncio.start_server(relay.connect, LOOPBACK, port)
    await stopped.wait()
    server.close()


class Relay:
    """Passes bytes both ways between each client and the port behind."""

    def __init__(self, behind: int) -> None:
        self._behind = behind

    async def connect(
        self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter
    ) -> None:
        # Who is still connected at the stop is cancelled, which Python 3.11 reports as
        # an error of ours.
        with suppress(asyncio.CancelledError):
            broker, to_broker = await asyncio.open_connection(LOOPBACK, self._behind)
            await asyncio.gather(_pass(client, to_broker), _pass(broker, to_client))


async def _pass(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Pass bytes until one side hangs up, which is how every client leaves."""
    try:
        while chunk := await source.read(CHUNK_BYTES):
            target.write(chunk)
            await target.drain()
    except ConnectionError:
        return
    finally:
        target.close()


def main() -> None:
    """Run until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    asyncio.run(serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
