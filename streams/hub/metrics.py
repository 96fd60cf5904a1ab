"""What the hub shows at `/metrics`, by Prometheus' official client."""

from __future__ import annotations

from collections import Counter as Tally
from typing import TYPE_CHECKING

from msgspec import Struct
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from streams.events import DESK_TOPIC, HANDLING_TOPIC
from streams.landing.place import TOPIC
from streams.status import (
    CONNECTING,
    FAILING,
    HALTED,
    OK,
    REFUSING,
    STORE_FAILING,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from prometheus_client.metrics_core import Metric

    from streams.landing.batches import Batch
    from streams.landing.retention import Deleted
    from streams.landing.writer import Written
    from streams.status import Health, PartitionStatus

BATCH_SIZES = (1, 10, 50, 100, 500, 1_000, 2_500, 5_000, 10_000, 20_000)
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
STATUSES = (OK, CONNECTING, REFUSING, HALTED, STORE_FAILING, FAILING)


class Timing(Struct, frozen=True):
    """What one batch took: seconds to decode it and to write it down."""

    decode_s: float
    commit_s: float


class Metrics:
    """Counters of one hub in a registry of their own, so that two never add up."""

    def __init__(self, health: Callable[[], Health]) -> None:
        registry = self.registry = CollectorRegistry()
        self._rows = Counter(
            "cgc_rows", "Messages accepted.", ("topic",), registry=registry
        )
        self._rejects = Counter(
            "cgc_rejects", "Messages refused.", ("topic", "reason"), registry=registry
        )
        self._signed = Counter(
            "cgc_signed",
            "Messages of topics of which signatures are looked at.",
            ("topic", "state"),
            registry=registry,
        )
        self.rebuilds = Counter(
            "cgc_consumer_rebuilds", "Consumers thrown away.", registry=registry
        )
        self.store_errors = Counter(
            "cgc_store_errors", "Writes that the store refused.", registry=registry
        )
        self._future = Counter(
            "cgc_future_records", "Records ahead of our clock.", registry=registry
        )
        self._afterwards = Counter(
            "cgc_moves_entered_afterwards",
            "Moves far from their record's time.",
            registry=registry,
        )
        self._deleted = Counter(
            "cgc_deleted",
            "Items and refused messages past their retention that were deleted.",
            ("record",),
            registry=registry,
        )
        self._batch = Histogram(
            "cgc_batch_records",
            "Messages in a transaction.",
            buckets=BATCH_SIZES,
            registry=registry,
        )
        self._decode = Histogram(
            "cgc_decode_seconds",
            "Decoding of a batch.",
            buckets=SECONDS,
            registry=registry,
        )
        self._commit = Histogram(
            "cgc_commit_seconds",
            "Folding and transaction of a batch.",
            buckets=SECONDS,
            registry=registry,
        )
        ProcessCollector(registry=registry)
        registry.register(_Present(health))

    def committed(self, batch: Batch, written: Written, timing: Timing) -> None:
        """Count what a transaction held and what it took."""
        for topic, rows in Tally(map(TOPIC, batch.events)).items():
            self._rows.labels(topic).inc(rows)
        self._rows.labels(HANDLING_TOPIC).inc(len(batch.moves))
        self._rows.labels(DESK_TOPIC).inc(len(batch.desk_entries))
        for place, reject in batch.rejects:
            self._rejects.labels(place.topic, reject.reason).inc()
        self._future.inc(written.future_records)
        self._afterwards.inc(written.entered_afterwards)
        self._batch.observe(written.rows + written.rejects)
        self._decode.observe(timing.decode_s)
        self._commit.observe(timing.commit_s)

    def signed(self, states: Mapping[tuple[str, str], int]) -> None:
        """Count how signed and unsigned messages fared, by topic and state."""
        for labels, number in states.items():
            self._signed.labels(*labels).inc(number)

    def deleted(self, deleted: Deleted) -> None:
        """Count what was deleted of a record: items, or messages if it has none."""
        self._deleted.labels(deleted.record).inc(deleted.count)


class _Present(Collector):
    """What `/health` says, as gauges: asked when they are scraped."""

    def __init__(self, health: Callable[[], Health]) -> None:
        self._health = health

    def describe(self) -> list[Metric]:
        """Nothing in advance: asking the hub while it is being built would fail."""
        return []

    def collect(self) -> Iterator[Metric]:
        health = self._health()
        yield from _partitions(health.partitions)
        if health.last_commit_age_s is not None:
            yield GaugeMetricFamily(
                "cgc_last_commit_age_seconds",
                "Age of the last transaction.",
                health.last_commit_age_s,
            )
        yield GaugeMetricFamily(
            "cgc_rows_per_second", "Messages read, over ten seconds.", health.rows_per_s
        )
        yield from _backup(health)
        yield _labelled(
            "cgc_topic_epoch", "How often a topic was made.", "topic", health.epochs
        )
        yield _labelled(
            "cgc_alarm",
            "Alarms that stand.",
            "alarm",
            {alarm.code: 1 for alarm in health.alarms},
        )
        yield _labelled(
            "cgc_status",
            "1 at the present status.",
            "status",
            {status: status == health.status for status in STATUSES},
        )


def _backup(health: Health) -> Iterator[Metric]:
    """Nothing while there is none: an age of nothing would be a lie."""
    found = health.backup
    if found is None or found.made_at is None:
        return
    age_s = (health.as_of - found.made_at).total_seconds()
    for name, text, value in (
        ("cgc_backup_age_seconds", "Age of the newest good backup.", age_s),
        ("cgc_backup_seconds", "What it took.", found.took_s),
        ("cgc_backup_held_seconds", "How long commits waited for it.", found.held_s),
        ("cgc_backup_bytes", "Its size.", found.size),
    ):
        yield GaugeMetricFamily(name, text, value)


def _partitions(partitions: list[PartitionStatus]) -> Iterator[Metric]:
    labels = ("topic", "partition")
    lag = GaugeMetricFamily(
        "kafka_consumer_records_lag", "Records not read yet.", labels=labels
    )
    seconds = GaugeMetricFamily(
        "kafka_consumer_lag_seconds",
        "Age of the newest record that was read, while there are more.",
        labels=labels,
    )
    offset = GaugeMetricFamily(
        "kafka_consumer_position", "Next offset to read.", labels=labels
    )
    for one in partitions:
        place = (one.topic, str(one.partition))
        lag.add_metric(place, one.lag)
        seconds.add_metric(place, one.lag_s)
        offset.add_metric(place, one.position)
    yield from (lag, seconds, offset)


def _labelled(
    name: str, text: str, label: str, values: dict[str, int] | dict[str, bool]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=(label,))
    for value, number in values.items():
        family.add_metric((value,), number)
    return family
