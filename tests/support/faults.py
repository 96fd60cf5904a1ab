"""A mock cluster that breaks on demand: what confluent-kafka offers to C alone."""

import ctypes
from collections.abc import Iterable

from streams.events import ORDERED_TOPICS, TOPICS
from streams.local.embedded_broker import EmbeddedBrokerError, MockCluster

EVERY_BROKER = -1
FETCH, LIST_OFFSETS, METADATA = 1, 2, 3
"""Kafka's numbers of the requests that a reader makes."""
PARTITIONS = 3


class FaultyCluster(MockCluster):
    """The board's topics on some brokers that can be hidden, slowed and taken down."""

    def __init__(self, brokers: int) -> None:
        super().__init__(brokers)
        self.brokers = range(1, brokers + 1)
        for topic in TOPICS:
            self.create_topic(topic, partitions=partitions_of(topic))

    @property
    def environment(self) -> dict[str, str]:
        """What tells a hub to come here."""
        return {
            "KAFKA_BOOTSTRAP_SERVERS": ",".join(self.addresses),
            "CGC_BROKER_KIND": "embedded",
            "CGC_DEMO": "1",
        }

    def lead(self, topic: str, partition: int, broker: int) -> None:
        """Make a broker the leader, even one that the metadata does not name."""
        self._do(
            "partition_set_leader",
            topic.encode(),
            ctypes.c_int32(partition),
            ctypes.c_int32(broker),
        )

    def lead_all(self, broker: int) -> None:
        for topic in TOPICS:
            for partition in range(partitions_of(topic)):
                self.lead(topic, partition, broker)

    def hide(self, broker: int) -> None:
        """Leave a broker out of the metadata; it goes on listening."""
        self._do("broker_remove_from_metadata", ctypes.c_int32(broker))

    def renew(self, broker: int) -> None:
        """Take a broker out and put a new one of that number in: it is known again."""
        self._do("broker_decommission", ctypes.c_int32(broker))
        self._do("broker_add", ctypes.c_int32(broker))

    def take_down(self, broker: int) -> None:
        self._do("broker_set_down", ctypes.c_int32(broker))

    def bring_up(self, broker: int) -> None:
        self._do("broker_set_up", ctypes.c_int32(broker))

    def slow(self, milliseconds: int) -> None:
        """Let every broker answer that much later."""
        rtt = ctypes.c_int(milliseconds)
        self._do("broker_set_rtt", ctypes.c_int32(EVERY_BROKER), rtt)

    def refuse_partition(self, topic: str, partition: int, errors: list[int]) -> None:
        """Answer the next fetches of a partition with these errors."""
        self._do(
            "partition_push_request_errors",
            topic.encode(),
            ctypes.c_int32(partition),
            ctypes.c_int16(FETCH),
            ctypes.c_size_t(len(errors)),
            *(ctypes.c_int(error) for error in errors),
        )

    def refuse(self, request: int, errors: Iterable[int]) -> None:
        """Answer the next requests of a kind with these errors as a whole."""
        numbers = [ctypes.c_int(error) for error in errors]
        push = self._library.rd_kafka_mock_push_request_errors
        push.restype = None
        push(
            ctypes.c_void_p(self._cluster),
            ctypes.c_int16(request),
            ctypes.c_size_t(len(numbers)),
            *numbers,
        )

    def end(self) -> None:
        """Close all brokers, as when the machines are gone."""
        destroy = self._library.rd_kafka_mock_cluster_destroy
        destroy.restype = None
        destroy(ctypes.c_void_p(self._cluster))

    def _do(self, what: str, *values: object) -> None:
        call = getattr(self._library, f"rd_kafka_mock_{what}")
        code = call(ctypes.c_void_p(self._cluster), *values)
        if code:
            raise EmbeddedBrokerError(f"{what}: librdkafka error {code}")


def partitions_of(topic: str) -> int:
    return 1 if topic in ORDERED_TOPICS else PARTITIONS
