"""A batch: polled records sorted into the rows of one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import astuple

from streams.clock import from_milliseconds
from streams.decode import Fact, Reject, decode
from streams.events import DeskEntry, Move
from streams.fold import OPENING_STATUS, OPENS_AS
from streams.privacy import mask_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.codes import Codes

TOPIC, PARTITION, OFFSET, TIMESTAMP, VALUE, HEADERS = 0, 1, 3, 4, 7, 8
"""Places in kafka-python's ConsumerRecord: by place it costs a third of by name."""
PAYLOAD_CHARACTERS = 4_096


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
        _SORT[type(decoded)](batch, place, decoded)
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
            mask_text(record[VALUE][:PAYLOAD_CHARACTERS].decode(errors="replace")),
        )
    return decoded


def _is_mixed(decoded: Any, admission: Admission) -> bool:
    said = _SAID.get(type(decoded))
    return said is not None and getattr(decoded, said) is (not admission.is_synthetic)


_SAID: Mapping[type, str] = {
    Fact: "is_synthetic",
    Move: "synthetic",
    DeskEntry: "synthetic",
}


def _sort_fact(batch: Batch, place: tuple[Any, ...], fact: Fact) -> None:
    status = OPENING_STATUS[OPENS_AS[fact.kind]]
    batch.events.append((*place, len(batch.events), status, *astuple(fact)))


def _sort_move(batch: Batch, place: tuple[Any, ...], move: Move) -> None:
    batch.moves.append((place, move))


def _sort_desk(batch: Batch, place: tuple[Any, ...], entry: DeskEntry) -> None:
    batch.desk_entries.append((place, entry))


def _sort_reject(batch: Batch, place: tuple[Any, ...], reject: Reject) -> None:
    batch.rejects.append((*place, *astuple(reject)))


_SORT: Mapping[type, Any] = {
    Fact: _sort_fact,
    Move: _sort_move,
    DeskEntry: _sort_desk,
    Reject: _sort_reject,
}
