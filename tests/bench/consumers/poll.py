"""The client alone: `poll` of kafka-python as it comes, records are only counted."""

from __future__ import annotations

from kafka import KafkaConsumer, TopicPartition

from tests.bench.consumers.run import BATCH, Task, measure, task


def consume(told: Task) -> int:
    consumer = KafkaConsumer(
        bootstrap_servers=told.bootstrap,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=100,
    )
    consumer.assign(
        [TopicPartition(told.topic, number) for number in range(told.partitions)]
    )
    taken = 0
    while taken < told.events:
        polled = consumer.poll(500, max_records=BATCH)
        taken += sum(len(records) for records in polled.values())
    consumer.close()
    return taken


if __name__ == "__main__":
    told = task()
    measure(lambda: consume(told), told)
