"""A batch: polled records sorted into the rows of one transaction."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import astuple

from streams.clock import from_milliseconds
from streams.decode import Fact, Reject, decode
from streams.events import DeskEntry, Move
from streams.rejects import masked_payload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.codes import Codes

TOPIC, PARTITION, OFFSET, TIMESTAMP, VALUE, HEADERS = 0, 1, 3, 4, 7, 8
"""Places in kafka-python's ConsumerRecord: by place it costs a third of by name."""


class Admission(Struct, frozen=True):
    """What a message is held against: the code lists, and the kind of this store."""

    codes: Codes
    is_synthetic: bool


class Batch(Struct):
    """Rows by table; each starts with the message's place and time."""

    events: list[tuple[Any, ...]] = field(default_factory=list)
    moves: list[tuple[tuple[Any, ...], Move]] = field(default_factory=list)
    desk_entries: list[tuple[tuple[Any, ...], DeskEntry]] = field(default_factory=list)
    rejects: list[tuple[Any, ...]] = field(default_factory=list)
    offsets: dict[tuple[int, str, int], tuple[Any, ...]] = field(default_factory=dict)


def sort(
    records: Iterable[Any],
    *,
    batch_no: int,
    epochs: Mapping[str, int],
    admission: Admission,
) -> Batch:
    """Decode each record and put it where it belongs; nothing is left out."""
    batch = Batch()
    for record in records:
        topic, partition, offset = record[TOPIC], record[PARTITION], record[OFFSET]
        record_at = from_milliseconds(record[TIMESTAMP])
        epoch = epochs[topic]
        place = (batch_no, epoch, topic, partition, offset, record_at)
        decoded = admit(record, record_at, admission)
        _put(decoded, batch, place)
        batch.offsets[epoch, topic, partition] = (
            epoch,
            topic,
            partition,
            offset + 1,
            record_at,
        )
    return batch


def admit(
    record: Any, record_at: Any, admission: Admission
) -> Fact | Move | DeskEntry | Reject:
    """Decode one record; a synthetic one in a real store, or the reverse, is refused.

    A message that does not say is what the store is.
    """
    decoded = decode(
        record[TOPIC], record[VALUE], record[HEADERS], record_at, admission.codes
    )
    if _is_mixed(decoded, admission):
        return Reject(
            "mixed_with_synthetic",
            "synthetic and real records never share a store: correct `synthetic`, or "
            "send it to the other one",
            masked_payload(record[VALUE]),
        )
    return decoded


def _is_mixed(decoded: Any, admission: Admission) -> bool:
    return _said_synthetic(decoded) is (not admission.is_synthetic)


@singledispatch
def _said_synthetic(decoded: Any) -> bool | None:
    said: bool | None = decoded.synthetic
    return said


@_said_synthetic.register
def _(fact: Fact) -> bool | None:
    return fact.is_synthetic


@_said_synthetic.register
def _(_: Reject) -> None:
    return None


@singledispatch
def _put(decoded: Any, _batch: Batch, _place: tuple[Any, ...]) -> None:
    raise TypeError(f"a batch has no place for {type(decoded).__name__}")


@_put.register
def _(fact: Fact, batch: Batch, place: tuple[Any, ...]) -> None:
    batch.events.append((*place, *astuple(fact)))


@_put.register
def _(move: Move, batch: Batch, place: tuple[Any, ...]) -> None:
    batch.moves.append((place, move))


@_put.register
def _(entry: DeskEntry, batch: Batch, place: tuple[Any, ...]) -> None:
    batch.desk_entries.append((place, entry))


@_put.register
def _(reject: Reject, batch: Batch, place: tuple[Any, ...]) -> None:
    batch.rejects.append((*place, *astuple(reject)))
