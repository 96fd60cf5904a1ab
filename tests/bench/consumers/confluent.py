"""The floor: confluent-kafka (librdkafka) into the same decoder and transaction."""

from __future__ import annotations

from typing import Any

from confluent_kafka import Consumer, KafkaException, TopicPartition

from tests.bench.consumers.durable import DurableRows
from tests.bench.consumers.run import BATCH, COLLECT_S, Task, measure, task


def consume(told: Task, rows: DurableRows) -> int:
    consumer = Consumer(
        {
            "bootstrap.servers": told.bootstrap,
            "group.id": "bench",
            "enable.auto.commit": False,
            "fetch.wait.max.ms": 100,
        }
    )
    consumer.assign(
        [TopicPartition(told.topic, number, 0) for number in range(told.partitions)]
    )
    while rows.rows < told.events:
        if messages := consumer.consume(BATCH, COLLECT_S):
            rows.take([_record(message) for message in messages])
    consumer.close()
    return rows.rows


def _record(message: Any) -> tuple[Any, ...]:
    """What our decoder reads, at the places where it looks."""
    if message.error():
        raise KafkaException(message.error())
    return (
        message.topic(),
        message.partition(),
        None,
        message.offset(),
        message.timestamp()[1],
        None,
        None,
        message.value(),
        message.headers() or (),
    )


if __name__ == "__main__":
    told = task()
    rows = DurableRows(told.store)
    measure(lambda: consume(told, rows), told)
