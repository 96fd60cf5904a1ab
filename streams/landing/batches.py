"""A batch: admitted records sorted into the rows of one transaction."""

from __future__ import annotations

from functools import cache, singledispatch
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import astuple

from streams.entries.entry import DeskEntry
from streams.events import Move
from streams.intake.admission import OFFSET, PARTITION, TOPIC
from streams.intake.decode import Fact, Reject
from streams.landing.place import Next, Place, PlainPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.intake.admission import Admitted


class Batch(Struct):
    """Messages by table, each with its place. Of events there are many: theirs are the
    finished rows of `event_log`, which start with the place.
    """

    events: list[tuple[Any, ...]] = field(default_factory=list)
    moves: list[tuple[Place, Move]] = field(default_factory=list)
    desk_entries: list[tuple[Place, DeskEntry]] = field(default_factory=list)
    rejects: list[tuple[Place, Reject]] = field(default_factory=list)
    offsets: list[Next] = field(default_factory=list)


def sort(
    messages: Iterable[Admitted], *, batch_no: int, epochs: Mapping[str, int]
) -> Batch:
    """Put each message where it belongs."""
    batch = Batch()
    last: dict[tuple[str, int], PlainPlace] = {}
    for record, record_at, decoded in messages:
        topic, partition = record[TOPIC], record[PARTITION]
        place = (batch_no, epochs[topic], topic, partition, record[OFFSET], record_at)
        last[topic, partition] = place
        _put_for(type(decoded))(decoded, batch, place)
    batch.offsets = [_behind(Place(*place)) for place in last.values()]
    return batch


def _behind(place: Place) -> Next:
    return Next(
        place.epoch,
        place.topic,
        place.partition_no,
        place.offset_no + 1,
        place.record_at,
    )


@singledispatch
def _put(decoded: Any, _batch: Batch, _place: PlainPlace) -> None:
    raise TypeError(f"a batch has no place for {type(decoded).__name__}")


@_put.register
def _(fact: Fact, batch: Batch, place: PlainPlace) -> None:
    batch.events.append((*place, *astuple(fact)))


@_put.register
def _(move: Move, batch: Batch, place: PlainPlace) -> None:
    batch.moves.append((Place(*place), move))


@_put.register
def _(entry: DeskEntry, batch: Batch, place: PlainPlace) -> None:
    batch.desk_entries.append((Place(*place), entry))


@_put.register
def _(reject: Reject, batch: Batch, place: PlainPlace) -> None:
    batch.rejects.append((Place(*place), reject))


_put_for = cache(_put.dispatch)
