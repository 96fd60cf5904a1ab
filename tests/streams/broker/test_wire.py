"""Batches read in one pass are the client's records, whatever stands in them.

Each test reads the same bytes twice: as kafka-python does, and as our `wire` does.
"""

import gc
import struct
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord, Fetcher
from kafka.record import MemoryRecords
from kafka.record.default_records import DefaultRecordBatchBuilder
from kafka.record.legacy_records import LegacyRecordBatchBuilder
from kafka.record.util import calc_crc32c

from streams.broker import fit, unreadable, wire
from streams.broker.connection import connection_from
from streams.broker.topics import ensure_topics
from streams.broker.unreadable import Halts, Passed
from streams.local.broker import LocalBroker

NONE, GZIP, SNAPPY, LZ4, ZSTD = range(5)
CODECS = (NONE, GZIP, SNAPPY, LZ4, ZSTD)
APPEND_TIME, TRANSACTIONAL, CONTROL = 0x08, 0x10, 0x20
ATTRIBUTES_AT, CRC_AT, EPOCH_AT, COUNT_AT = 21, 17, 12, 57
PLACE = TopicPartition("cgc.incidents", 3)
STOCK = Fetcher.PartitionRecords
RAW = {"key_deserializer": None, "value_deserializer": None, "isolation_level": 0}
Headers = list[tuple[str, bytes | None]]
ABORT, COMMIT = b"\x00\x00\x00\x00", b"\x00\x00\x00\x01"


class AbortedTransaction(NamedTuple):
    """As the answer to a fetch lists them."""

    producer_id: int
    first_offset: int


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record of a batch; `step` is its distance from the first offset."""

    step: int = 0
    at_ms: int = 1_790_000_000_000
    key: bytes | None = b"key"
    value: bytes | None = b"value"
    headers: Headers = field(default_factory=list)


def batch(
    records: Sequence[Record],
    *,
    base: int = 0,
    codec_number: int = NONE,
    flags: int = 0,
    leader_epoch: int = 0,
    last_step: int | None = None,
    producer: int = 7,
) -> bytes:
    """Lay a batch out as a broker keeps it."""
    builder = DefaultRecordBatchBuilder(
        2, codec_number, bool(flags & TRANSACTIONAL), producer, 0, 0, 2**30
    )
    for one in records:
        builder.append(one.step, one.at_ms, one.key, one.value, one.headers)
    data = bytearray(builder.build())
    struct.pack_into(">q", data, 0, base)
    struct.pack_into(">i", data, EPOCH_AT, leader_epoch)
    (attributes,) = struct.unpack_from(">h", data, ATTRIBUTES_AT)
    struct.pack_into(">h", data, ATTRIBUTES_AT, attributes | flags)
    if last_step is not None:
        struct.pack_into(">i", data, ATTRIBUTES_AT + 2, last_step)
    return signed(data)


def signed(data: bytearray) -> bytes:
    """Set the check sum that belongs to what the batch now says."""
    crc = calc_crc32c(memoryview(data)[ATTRIBUTES_AT:])
    struct.pack_into(">I", data, CRC_AT, crc)
    return bytes(data)


def read(
    make: Callable[..., Any],
    data: bytes,
    *,
    fetch_offset: int = 0,
    takes: Sequence[int] = (1, 2, 500),
    check_crcs: bool = True,
    isolation_level: int = 0,
    aborted: Sequence[AbortedTransaction] = (),
) -> Iterator[Any]:
    """Tell all that the client can see while it takes what was fetched."""
    drained: list[Any] = []
    part = make(
        fetch_offset,
        PLACE,
        MemoryRecords(data),
        **{**RAW, "isolation_level": isolation_level},
        check_crcs=check_crcs,
        aborted_transactions=aborted,
        metric_aggregator=None,
        on_drain=drained.append,
    )
    for most in (*takes, 10_000, 10_000):
        if not part:
            break
        try:
            yield part.take(most)
        except Exception as error:  # noqa: BLE001 (whatever it is, it must be equal)
            yield type(error), str(error), part.next_fetch_offset
        yield part.next_fetch_offset, part.leader_epoch, bool(part), len(drained)
    yield part.records_read if not part else None


class Raising:
    """In the place of `Halts`: what would halt a partition is the client's error."""

    def must_pass(self, *_: Any) -> bool:
        return False

    def halt(self, _place: Any, _offset: int, error: Exception) -> None:
        raise error


OURS = partial(wire._part, STOCK, Raising())  # noqa: SLF001


def assert_equal(data: bytes, **how: Any) -> list[Any]:
    ours = list(read(OURS, data, **how))
    assert ours == list(read(STOCK, data, **how))
    return [row for rows in ours if isinstance(rows, list) for row in rows]


def steps(count: int, *, each: int = 1) -> list[Record]:
    return [
        Record(
            step=number * each, at_ms=1_790_000_000_000 + number, value=b"v" * number
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("codec_number", CODECS)
def test_every_compression_is_read(codec_number: int) -> None:
    data = batch(steps(300), codec_number=codec_number) + batch(
        steps(300), base=300, codec_number=codec_number
    )
    assert [row[3] for row in assert_equal(data)] == list(range(600))


def test_headers_nulls_and_empty_texts_come_as_they_are() -> None:
    records = [
        Record(key=None, value=None),
        Record(step=1, key=b"", value=b""),
        Record(step=2, headers=[("a", b"1"), ("", None), ("名", b"")]),
        Record(step=3, value=b"x" * 100_000, key=b"y" * 5_000),
    ]
    rows = assert_equal(batch(records))
    assert [row[6:9] for row in rows[:3]] == [
        (None, None, []),
        (b"", b"", []),
        (b"key", b"value", [("a", b"1"), ("", None), ("名", b"")]),
    ]


def test_a_polled_row_has_its_fields_where_the_named_one_has_them() -> None:
    (row,) = assert_equal(batch([Record()], base=41, leader_epoch=6))
    assert row == ConsumerRecord(
        topic=PLACE.topic,
        partition=PLACE.partition,
        leader_epoch=6,
        offset=41,
        timestamp=1_790_000_000_000,
        timestamp_type=0,
        key=b"key",
        value=b"value",
        headers=[],
        checksum=None,
        serialized_key_size=3,
        serialized_value_size=5,
        serialized_header_size=-1,
    )


def test_the_brokers_time_counts_where_the_topic_says_so() -> None:
    rows = assert_equal(batch(steps(5), flags=APPEND_TIME))
    assert {row[4:6] for row in rows} == {(1_790_000_000_004, 1)}
    assert {row[5] for row in assert_equal(batch(steps(5)))} == {0}


def test_a_time_before_the_first_records_is_read() -> None:
    records = [Record(at_ms=2_000), Record(step=1, at_ms=0), Record(step=2, at_ms=-1)]
    assert [row[4] for row in assert_equal(batch(records))] == [2_000, 0, -1]


@pytest.mark.parametrize("fetch_offset", [0, 3, 7, 9, 10, 14, 25, 99])
def test_a_fetch_from_the_middle_of_a_batch_gives_nothing_before_it(
    fetch_offset: int,
) -> None:
    data = batch(steps(10)) + batch(steps(5), base=10) + batch(steps(9), base=20)
    rows = assert_equal(data, fetch_offset=fetch_offset)
    assert all(row[3] >= fetch_offset for row in rows)


def test_offsets_that_compaction_took_are_passed_over() -> None:
    data = batch(steps(5, each=3), last_step=17) + batch([], base=18, last_step=4)
    assert [row[3] for row in assert_equal(data)] == [0, 3, 6, 9, 12]
    assert list(read(OURS, data))[-2][0] == 23


def test_marks_of_transactions_are_no_records_and_what_was_aborted_is() -> None:
    data = (
        batch(steps(3), flags=TRANSACTIONAL)
        + mark(ABORT, base=3, producer=7)
        + batch(steps(2), base=4)
        + mark(ABORT, base=6, producer=7)
    )
    assert [row[3] for row in assert_equal(data)] == [0, 1, 2, 4, 5]
    assert_equal(data, isolation_level=1)


def mark(how: bytes, *, base: int, producer: int) -> bytes:
    record = Record(key=how, value=b"\x00" * 6)
    flags = TRANSACTIONAL | CONTROL
    return batch([record], base=base, flags=flags, producer=producer)


def test_what_was_aborted_is_left_out_where_only_the_committed_is_read() -> None:
    """Two senders at once: one takes back what it sent first and sends anew."""
    sent = partial(batch, flags=TRANSACTIONAL)
    data = (
        sent(steps(3), base=0, producer=7)
        + sent(steps(2), base=3, producer=8)
        + mark(ABORT, base=5, producer=7)
        + sent(steps(2), base=6, producer=7, codec_number=ZSTD)
        + batch(steps(1), base=8, producer=7)
        + mark(COMMIT, base=9, producer=8)
        + mark(COMMIT, base=10, producer=7)
        + sent(steps(3), base=11, producer=9)
        + mark(ABORT, base=14, producer=9)
    )
    aborted = [AbortedTransaction(9, 11), AbortedTransaction(7, 0)]
    rows = assert_equal(data, isolation_level=1, aborted=aborted)
    assert [row[3] for row in rows] == [3, 4, 6, 7, 8]
    assert list(read(OURS, data, isolation_level=1, aborted=aborted))[-2][0] == 15
    assert len(assert_equal(data)) == 11


def test_batches_of_an_older_format_are_left_to_the_client() -> None:
    builder = LegacyRecordBatchBuilder(1, NONE, 2**20)
    for step in range(3):
        builder.append(step, 1_790_000_000_000, b"key", b"value")
    data = bytes(builder.build()) + batch(steps(3), base=3)
    assert [row[3] for row in assert_equal(data)] == list(range(6))
    assert_equal(batch(steps(3)) + bytes(builder.build()))


@pytest.mark.parametrize("kept", [0, 5, 11, 12, 40, 61, 90, 399])
def test_a_last_batch_that_was_cut_off_is_fetched_again(kept: int) -> None:
    data = batch(steps(20)) + batch(steps(20), base=20)[:kept]
    assert [row[3] for row in assert_equal(data)] == list(range(20))


@pytest.mark.parametrize("takes", [(1,), (20,), (21,), (500,)])
def test_a_wrong_check_sum_is_named_after_what_came_before(takes: tuple[int]) -> None:
    broken = bytearray(batch(steps(20), base=20))
    broken[-1] ^= 1
    data = batch(steps(20)) + bytes(broken) + batch(steps(20), base=40)
    assert len(assert_equal(data, takes=takes)) == 20
    assert len(assert_equal(data, takes=takes, check_crcs=False)) in {20, 39, 60}


@pytest.mark.parametrize("count", [-1, 0, 4, 6, 2**31 - 1])
def test_a_count_that_is_not_that_of_the_records_is_found(count: int) -> None:
    data = bytearray(batch(steps(5)))
    struct.pack_into(">i", data, COUNT_AT, count)
    assert_equal(signed(data) + batch(steps(3), base=5))


class Told:
    """In the place of a consumer: what it is told of its partitions."""

    def __init__(self, end: int = 1_000) -> None:
        self.paused: set[TopicPartition] = set()
        self.end = end
        self.at = 0

    def pause(self, part: TopicPartition) -> None:
        self.paused.add(part)

    def resume(self, part: TopicPartition) -> None:
        self.paused.discard(part)

    def highwater(self, _: TopicPartition) -> int:
        return self.end

    def position(self, _: TopicPartition, *, timeout_ms: int) -> int:
        return self.at + timeout_ms


def taken(data: bytes, halts: Halts, at: int) -> tuple[list[int], int]:
    """The offsets read of a fetch, and where the next one begins."""
    part = wire._part(STOCK, halts, at, PLACE, MemoryRecords(data), **RAW)  # noqa: SLF001
    offsets: list[int] = []
    while part:
        offsets += [row[3] for row in part.take(7)]
    return offsets, part.next_fetch_offset


def damaged(codec_number: int) -> bytes:
    """Whoever wrote it, its check sum is right; of no codec, it is wrong."""
    data = bytearray(batch(steps(30), base=8, codec_number=codec_number))
    data[-20:] = bytes(20)
    return signed(data) if codec_number else bytes(data)


@pytest.mark.parametrize("codec_number", CODECS)
def test_what_cannot_be_read_halts_its_partition_at_its_offset(
    codec_number: int,
) -> None:
    consumer = Told()
    halts = Halts(consumer)
    data = batch(steps(8)) + damaged(codec_number) + batch(steps(3), base=38)
    assert taken(data, halts, 0) == ([*range(8)], 8)
    assert consumer.paused == {PLACE}
    consumer.at = 8
    (halt,) = halts.look()
    assert (halt.topic, halt.partition, halt.offset) == (*PLACE, 8)
    assert "Error" in halt.reason
    assert consumer.paused == {PLACE}


def test_an_unknown_compression_halts_its_partition() -> None:
    data = bytearray(batch(steps(3)))
    data[ATTRIBUTES_AT + 1] |= 6
    consumer = Told()
    halts = Halts(consumer)
    assert taken(signed(data), halts, 0) == ([], 0)
    assert "UnsupportedCodecError" in halts.look()[0].reason


@pytest.mark.parametrize("codec_number", CODECS)
def test_a_person_has_the_reader_go_past_the_batch_and_no_further(
    codec_number: int,
) -> None:
    halts = Halts(Told(), {(*PLACE, 8)})
    data = batch(steps(8)) + damaged(codec_number)
    behind = batch(steps(3), base=40)
    assert taken(data + behind, halts, 0) == ([*range(8)], 40)
    assert taken(data, halts, 0) == ([*range(8)], 38)
    assert halts.passed() == (Passed(*PLACE, 8, 40), Passed(*PLACE, 8, 38))
    assert halts.passed() == ()
    assert halts.look() == ()


def test_a_damaged_batch_that_claims_to_be_endless_is_left_behind_at_the_end() -> None:
    data = bytearray(batch(steps(3), last_step=2**31 - 1))
    data[-1] ^= 1
    assert taken(bytes(data), Halts(Told(end=3), {(*PLACE, 0)}), 0) == ([], 3)


def test_a_halted_partition_is_tried_again_each_minute_and_when_asked_to_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    consumer = Told()
    skips: set[tuple[str, int, int]] = set()
    halts = Halts(consumer, skips)
    halts.halt(PLACE, 8, ValueError("damage"))
    consumer.at = 8
    assert halts.look()
    assert consumer.paused
    skips.add((*PLACE, 8))
    assert halts.look()
    assert not consumer.paused
    skips.clear()
    halts.halt(PLACE, 8, ValueError("damage"))
    monkeypatch.setattr(unreadable, "AGAIN_S", 0.0)
    halts.look()
    assert consumer.paused
    monkeypatch.setattr(unreadable.time, "monotonic", lambda: 1e12)
    assert halts.look()
    assert not consumer.paused
    consumer.at = 9
    assert halts.look() == ()


def test_another_version_of_the_client_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Consumer:
        """As much of a consumer as is touched."""

        _fetcher = type(
            "Fetcher", (), {"PartitionRecords": STOCK, "_parse_fetched_data": None}
        )()

    there = fit.installed()
    other = msgspec.structs.replace(there, version="3.1.0")
    monkeypatch.setattr(fit, "installed", lambda: other)
    with pytest.raises(fit.ClientMisfitError):
        wire.install(Consumer(), Raising())
    assert Consumer._fetcher.PartitionRecords is STOCK  # noqa: SLF001
    monkeypatch.setattr(fit, "installed", lambda: there)
    wire.install(Consumer(), Raising())
    assert Consumer._fetcher.PartitionRecords is not STOCK  # noqa: SLF001


def test_what_was_fetched_is_freed_as_soon_as_it_is_read() -> None:
    part = OURS(0, PLACE, MemoryRecords(batch(steps(3))), **RAW)
    gone = weakref.ref(part)
    assert len(part.take(10)) == 3
    gc.disable()
    del part
    freed = gone() is None
    gc.enable()
    assert freed


TEXTS = st.none() | st.binary(max_size=200)
RECORDS = st.builds(
    Record,
    step=st.integers(0, 3),
    at_ms=st.integers(0, 2**41),
    key=TEXTS,
    value=TEXTS,
    headers=st.lists(st.tuples(st.text(max_size=5), TEXTS), max_size=3),
)
MARKS = st.sampled_from([ABORT, COMMIT])
FLAGS = st.sampled_from([0, APPEND_TIME, TRANSACTIONAL, APPEND_TIME | TRANSACTIONAL])


@st.composite
def logs(draw: st.DrawFn) -> bytes:
    """Some batches of a log, in order, with gaps."""
    data, base = b"", draw(st.integers(0, 2**40))
    for records in draw(st.lists(st.lists(RECORDS, max_size=6), max_size=4)):
        placed, step = [], 0
        for one in records:
            placed.append(Record(**{**vars(one), "step": step}))
            step += 1 + one.step
        data += batch(
            placed,
            base=base,
            codec_number=draw(st.sampled_from(CODECS)),
            flags=draw(FLAGS),
            producer=draw(st.sampled_from([7, 8])),
            leader_epoch=draw(st.integers(-1, 9)),
            last_step=step,
        )
        base += step + 1
        if draw(st.booleans()):
            how, producer = draw(st.tuples(MARKS, st.sampled_from([7, 8])))
            data += mark(how, base=base, producer=producer)
            base += 1
    return data


TAKES = st.lists(st.integers(1, 5), max_size=4)


@settings(max_examples=300, deadline=None)
@given(
    logs(),
    TAKES,
    st.integers(0, 30),
    st.integers(0, 1),
    st.lists(st.tuples(st.sampled_from([7, 8]), st.integers(0, 20)), max_size=3),
)
def test_any_log_is_read_as_the_client_reads_it(
    data: bytes,
    takes: list[int],
    behind: int,
    isolation_level: int,
    aborted: list[tuple[int, int]],
) -> None:
    first = struct.unpack_from(">q", data)[0] if data else 0
    assert_equal(
        data,
        takes=takes,
        fetch_offset=first + behind,
        isolation_level=isolation_level,
        aborted=[AbortedTransaction(who, first + at) for who, at in aborted],
    )


@settings(max_examples=600, deadline=None)
@given(st.data(), st.lists(RECORDS, min_size=1, max_size=5), TAKES)
def test_any_damage_is_found_as_the_client_finds_it(
    chance: st.DataObject, records: list[Record], takes: list[int]
) -> None:
    data = bytearray(batch(records))
    for _ in range(chance.draw(st.integers(1, 3))):
        at = chance.draw(st.integers(ATTRIBUTES_AT + 2, len(data) - 1))
        data[at] = chance.draw(st.sampled_from([0, 1, 2, 0x7F, 0x80, 0x81, 0xFE, 0xFF]))
    struct.pack_into(">i", data, COUNT_AT, chance.draw(st.integers(-1, 6)))
    behind = batch(steps(2), base=50)
    assert_equal(signed(data) + behind, takes=takes)
    assert_equal(bytes(data) + behind, takes=takes, check_crcs=False)


def test_a_consumer_on_a_real_broker_polls_the_same_either_way(
    broker: LocalBroker,
) -> None:
    connection = connection_from({"KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap})
    ensure_topics(connection, partitions=1, timestamp_type="LogAppendTime")
    topic = TopicPartition(PLACE.topic, 0)
    for compression in (None, "gzip", "snappy", "lz4", "zstd"):
        producer = KafkaProducer(
            **connection, compression_type=compression, linger_ms=5, batch_size=4_096
        )
        for number in range(200):
            producer.send(
                topic.topic,
                b"v" * number if number % 5 else None,
                key=b"%d" % number if number % 3 or number % 5 == 0 else None,
                headers=[("n", b"%d" % number)] * (number % 2),
                partition=0,
            )
        producer.close()
    polled = [polled_by(connection, topic, at=7, is_ours=ours) for ours in (0, 1)]
    assert polled[0] == polled[1]
    assert len(polled[0]) == 993


def polled_by(connection: Any, topic: TopicPartition, *, at: int, is_ours: int) -> Any:
    consumer = KafkaConsumer(**connection, enable_auto_commit=False)
    if is_ours:
        wire.install(consumer, Halts(consumer))
    consumer.assign([topic])
    consumer.seek(topic, at)
    rows: list[Any] = []
    while len(rows) < 993:
        rows += consumer.poll(1_000, max_records=50).get(topic, [])
    consumer.close()
    return rows
