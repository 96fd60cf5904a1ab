"""Whether the installed client is the one whose insides `wire` reads by.

Another one could give other records without a word, so it is refused at the start.
"""

from __future__ import annotations

import inspect
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from kafka import TopicPartition
from kafka.consumer.fetcher import ConsumerRecord, Fetcher
from kafka.record import MemoryRecords
from kafka.record.default_records import DefaultRecordBatch
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT: Final = ("kafka-python", "3.0.12")
"""The one version whose insides are known here."""
_REMEDY = "install what requirements.txt pins: pip install -r requirements.txt"
_CALLS: Final = {
    "__init__": "self fetch_offset tp records key_deserializer value_deserializer "
    "check_crcs isolation_level aborted_transactions metric_aggregator on_drain",
    "take": "self n",
    "drain": "self",
    "_unpack_records": "self tp records key_deserializer value_deserializer",
    "_maybe_skip_record": "self record",
    "_consume_aborted_transactions_up_to": "self offset",
    "_contains_abort_marker": "self batch",
    "_is_batch_aborted": "self batch",
}
"""What is called of a fetched partition, and what each call takes."""
_PARSE: Final = "_parse_fetched_data"
_PARSED: Final = ["self", "completed_fetch"]
_KEPT: Final = (
    "fetch_offset next_fetch_offset leader_epoch check_crcs record_iterator "
    "records_read bytes_read isolation_level aborted_producer_ids"
)
"""The books that a fetched partition keeps."""
_BATCH: Final = (
    "_buffer _pos magic base_offset next_offset leader_epoch timestamp_type "
    "first_timestamp max_timestamp records_count is_control_batch validate_crc "
    "last_offset producer_id has_producer_id is_transactional"
)
_RECORD: Final = (
    "topic partition leader_epoch offset timestamp timestamp_type key value headers "
    "checksum serialized_key_size serialized_value_size serialized_header_size"
)


class ClientMisfitError(Exception):
    """The installed client is not the known one; the text says which is, and what to
    do.
    """


class Insides(Struct, frozen=True):
    """What there is of a client: its version, and four of its classes."""

    version: str
    fetcher: Any
    part: Any
    batch: Any
    record: Any


def installed() -> Insides:
    """The insides of the client that is installed."""
    return Insides(
        version(CLIENT[0]),
        Fetcher,
        Fetcher.PartitionRecords,
        DefaultRecordBatch,
        ConsumerRecord,
    )


def require_fit(insides: Insides) -> None:
    """ClientMisfitError unless record batches can be read by these insides."""
    name, known = CLIENT
    if insides.version != known:
        raise ClientMisfitError(
            f"{name} {insides.version} is installed, and its record batches can only "
            f"be read by the insides of {known}: {_REMEDY}"
        )
    if found := next(_differences(insides), None):
        raise ClientMisfitError(
            f"{name} {insides.version} is installed, but not as it was published, for "
            f"{found}; its record batches cannot be read: {_REMEDY}"
        )


def _differences(insides: Insides) -> Iterator[str]:
    parses = _parameters(getattr(insides.fetcher, _PARSE, None))
    if parses != _PARSED:
        yield f"{_PARSE} takes {parses} of a consumer, not {_PARSED}"
    for call, takes in _CALLS.items():
        there = _parameters(getattr(insides.part, call, None))
        if there != takes.split():
            yield f"{call} takes {there} of a fetched partition, not {takes.split()}"
    part = insides.part(0, TopicPartition("", 0), MemoryRecords(b""))
    for owner, names in ((part, _KEPT), (insides.batch, _BATCH)):
        for name in names.split():
            if not hasattr(owner, name):
                yield f"{name} is missing"
    if list(insides.record._fields) != _RECORD.split():
        yield f"a record is {list(insides.record._fields)}"


def _parameters(call: Any) -> list[str] | None:
    return None if call is None else list(inspect.signature(call).parameters)
