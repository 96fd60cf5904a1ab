"""The edge: bytes of a topic become a typed, masked value or a reject with its reason.

Only known ways to fail become rejects; anything else is a bug and is raised.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

import msgspec
from msgspec import Struct

from streams.cloudevents import EVENT_TYPES, data_of
from streams.codes import division_number
from streams.events import DESK_TOPIC, HANDLING_TOPIC, STREAMS, DeskEntry, Event, Move
from streams.facts import Fact, FactMaker
from streams.fields import Fields, fields_of
from streams.privacy import identity_path, is_deeper_than, mask_tree
from streams.rejects import (
    DEEPEST,
    Refused,
    Reject,
    explain,
    identity_found,
    reject,
    too_deep,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streams.codes import Codes

__all__ = ["Fact", "Reject", "decode"]

EXTRA_BYTES: Final = 16 * 1024
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATEST_DUE: Final = datetime(2100, 1, 1, tzinfo=UTC)
TOLERANCE: Final = timedelta(days=1)
_KINDS: Final = frozenset(stream.kind for stream in STREAMS)
_JSON: Final = msgspec.json.Decoder()
_Said = TypeVar("_Said", bound=Struct)


def decode(
    topic: str,
    value: bytes | None,
    headers: Sequence[tuple[str, bytes | None]],
    record_at: datetime,
    codes: Codes,
) -> Fact | Move | DeskEntry | Reject:
    """Decode one record of a topic of the contract, with or without an envelope.

    Division codes of moves and desk entries come padded to 12 digits; their unknown
    fields are dropped, those of events are kept in `extra`.
    """
    try:
        document = _document(value)
        content = document
        if headers or _has_envelope(document):
            content = _unwrapped(document, headers, EVENT_TYPES[topic])
        return _readers()[topic].read(content, record_at, codes)
    except Refused as refused:
        return reject(refused, value)


class Reader(Protocol):
    """Reads what one topic carries."""

    def read(
        self, content: Any, record_at: datetime, codes: Codes
    ) -> Fact | Move | DeskEntry:
        """Read a parsed message; Refused says why it cannot be accepted."""


@dataclass(frozen=True, slots=True)
class EventReader:
    """Reads the events of one stream."""

    struct: type[Event]
    fields: Fields
    maker: FactMaker

    def read(self, content: Any, record_at: datetime, codes: Codes) -> Fact:
        """Read an event; its unknown fields are kept, masked."""
        unknown = _unknown(content, self.fields)
        event = _converted(content, self.struct)
        _check_times(event, record_at + TOLERANCE)
        extra = mask_tree(unknown) if unknown else unknown
        return self.maker.fact(self.fields.masked(event), extra, codes)


class MoveReader:
    """Reads moves."""

    def read(self, content: Any, record_at: datetime, codes: Codes) -> Move:
        """Read a move; what it may do is for the fold to say."""
        fields = fields_of(Move)
        _unknown(content, fields)
        move = fields.padded(fields.masked(_converted(content, Move)))
        _check_time("moved_at", move.moved_at, record_at + TOLERANCE)
        if move.due_at is not None:
            _check_time("due_at", move.due_at, LATEST_DUE)
        _check_code("kind", move.kind, _KINDS)
        _check_code("move", move.move, codes.moves)
        _check_center("acting_center", move.acting_center, codes)
        _check_center("to_center", move.to_center, codes)
        return move


class DeskReader:
    """Reads desk entries."""

    def read(self, content: Any, record_at: datetime, codes: Codes) -> DeskEntry:
        """Read a desk entry."""
        fields = fields_of(DeskEntry)
        _unknown(content, fields)
        entry = fields.padded(fields.masked(_converted(content, DeskEntry)))
        _check_time("entered_at", entry.entered_at, record_at + TOLERANCE)
        _check_center("acting_center", entry.acting_center, codes)
        return entry


@cache
def _readers() -> Mapping[str, Reader]:
    readers: dict[str, Reader] = {
        stream.topic: EventReader(
            stream.struct, fields_of(stream.struct), FactMaker.of(stream)
        )
        for stream in STREAMS
    }
    return {**readers, HANDLING_TOPIC: MoveReader(), DESK_TOPIC: DeskReader()}


def _document(value: bytes | None) -> Any:
    if not value:
        raise Refused("empty", "no content: items are not deleted by tombstones")
    try:
        return _JSON.decode(value.removeprefix(BOM_UTF8))
    except UnicodeDecodeError as error:
        raise Refused("not_utf8", f"{error.reason}: send UTF-8") from error
    except RecursionError as error:
        raise too_deep() from error
    except msgspec.ValidationError as error:
        raise explain(error) from error
    except msgspec.DecodeError as error:
        raise Refused("not_json", f"{error}: send one JSON object") from error


def _has_envelope(document: Any) -> bool:
    return isinstance(document, dict) and "specversion" in document


def _unwrapped(
    document: Any, headers: Sequence[tuple[str, bytes | None]], event_type: str
) -> Any:
    """Open the envelope; it may hold no identity either."""
    content = data_of(document, headers, event_type)
    if content is not document:
        path = identity_path({k: v for k, v in document.items() if k != "data"})
        if path is not None:
            raise identity_found(path)
    return content


def _unknown(content: Any, fields: Fields) -> dict[str, Any]:
    """Take the fields that the contract does not know; they may hold no identity."""
    if not isinstance(content, dict):
        raise Refused("not_an_object", "the message must be one JSON object")
    if fields.known.issuperset(content):
        return {}
    unknown = {name: content[name] for name in content.keys() - fields.known}
    if is_deeper_than(unknown, DEEPEST):
        raise too_deep()
    size = len(msgspec.json.encode(unknown))
    if size > EXTRA_BYTES:
        raise Refused(
            "extra_too_large",
            f"unknown fields of {size} bytes: send at most {EXTRA_BYTES}",
        )
    path = identity_path(unknown)
    if path is not None:
        raise identity_found(path)
    return unknown


def _converted(content: Any, struct: type[_Said]) -> _Said:
    try:
        return msgspec.convert(content, struct)
    except msgspec.ValidationError as error:
        raise explain(error) from error


def _check_times(event: Event, latest: datetime) -> None:
    """Comparing moments of different offsets is slow: the usual order takes two."""
    occurred_at, reported_at = event.occurred_at, event.reported_at
    if occurred_at.year > EARLIEST.year and occurred_at <= reported_at <= latest:
        return
    _check_time("occurred_at", occurred_at, latest)
    _check_time("reported_at", reported_at, latest)


def _check_time(name: str, moment: datetime, latest: datetime) -> None:
    if not EARLIEST <= moment <= latest:
        raise Refused(
            "time_out_of_range",
            f"`$.{name}` lies before 2000 or too far ahead of its record: check the "
            "sender's clock and offset",
        )


def _check_code(name: str, code: str, known: frozenset[str]) -> None:
    if code not in known:
        raise Refused(
            f"unknown_{name}",
            f"`$.{name}` {code} is not in the list: correct it, or add it to the list",
        )


def _check_center(name: str, code: str | None, codes: Codes) -> None:
    if code is not None and division_number(code) not in codes.centers:
        raise Refused(
            "unknown_center",
            f"`$.{name}` {code} is not in the list of centers: correct it, or add it",
        )
