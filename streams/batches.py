"""A batch: polled records sorted into the rows of one transaction."""

from __future__ import annotations

from functools import cache, singledispatch
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import astuple

from streams.clock import from_milliseconds
from streams.decode import Fact, Reject, decode
from streams.events import DeskEntry, Move
from streams.rejects import masked_payload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from streams.codes import Codes

    Admitted = tuple[Any, datetime, Fact | Move | DeskEntry | Reject]
    """A record, the moment of its stamp, and what it was decoded to."""

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


def admitted(records: Iterable[Any], admission: Admission) -> list[Admitted]:
    """Decode each record; nothing is left out."""
    return [
        (
            record,
            at := from_milliseconds(record[TIMESTAMP]),
            admit(record, at, admission),
        )
        for record in records
    ]


def sort(
    messages: Iterable[Admitted], *, batch_no: int, epochs: Mapping[str, int]
) -> Batch:
    """Put each message where it belongs."""
    batch = Batch()
    last: dict[tuple[str, int], tuple[Any, ...]] = {}
    for record, record_at, decoded in messages:
        topic, partition = record[TOPIC], record[PARTITION]
        place = (batch_no, epochs[topic], topic, partition, record[OFFSET], record_at)
        last[topic, partition] = place
        _put_for(type(decoded))(decoded, batch, place)
    batch.offsets = {place[1:4]: _next(place) for place in last.values()}
    return batch


def _next(place: tuple[Any, ...]) -> tuple[Any, ...]:
    """Where to go on behind a record, as a row of `offsets`."""
    _, epoch, topic, partition, offset, record_at = place
    return epoch, topic, partition, offset + 1, record_at


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


def _is_mixed(decoded: Fact | Move | DeskEntry | Reject, admission: Admission) -> bool:
    said = _said_for(type(decoded))(decoded)
    return said is not None and said is not admission.is_synthetic


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


_said_for = cache(_said_synthetic.dispatch)
"""By the type itself: asking once a type costs a fifth of asking once a message."""


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


_put_for = cache(_put.dispatch)
