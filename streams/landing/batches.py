"""A batch: admitted records sorted into the rows of one transaction."""

from __future__ import annotations

from functools import cache, singledispatch
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import astuple

from streams.events import DeskEntry, Move
from streams.intake.admission import OFFSET, PARTITION, TOPIC
from streams.intake.decode import Fact, Reject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.intake.admission import Admitted


class Batch(Struct):
    """Rows by table; each starts with the message's place and time."""

    events: list[tuple[Any, ...]] = field(default_factory=list)
    moves: list[tuple[tuple[Any, ...], Move]] = field(default_factory=list)
    desk_entries: list[tuple[tuple[Any, ...], DeskEntry]] = field(default_factory=list)
    rejects: list[tuple[Any, ...]] = field(default_factory=list)
    offsets: dict[tuple[int, str, int], tuple[Any, ...]] = field(default_factory=dict)


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
