"""The edge: bytes of a topic become a typed, masked value or a reject with its reason.

Only known ways to fail become rejects; anything else is a bug and is raised.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeVar

import msgspec
from msgspec import Struct

from streams.entries.listed import ENTRIES, entry_name
from streams.events import DESK_TOPIC, HANDLING_TOPIC, STREAMS, Event, Move
from streams.intake.cloudevents import EVENT_TYPES, data_of
from streams.intake.facts import Fact, FactMaker
from streams.intake.fields import fields_of
from streams.intake.plain import Plain
from streams.intake.rejects import (
    DEEPEST,
    Refused,
    Reject,
    explain,
    identity_found,
    reject,
    too_deep,
)
from streams.intake.times import LATEST_DUE, check_time, check_times
from streams.intake.whole import with_whole_numbers
from streams.privacy.identity import identity_path, is_deeper_than
from streams.privacy.masking import mask_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from streams.entries.entry import DeskEntry
    from streams.intake.codes import Codes

    Headers = Sequence[tuple[str, bytes | None]]
    Unknown = Mapping[str, Any]

__all__ = ["Fact", "Reject", "decode"]

EXTRA_BYTES: Final = 16 * 1024
TOLERANCE: Final = timedelta(days=1)
_KINDS: Final = frozenset(stream.kind for stream in STREAMS)
_ENTRIES: Final = {entry_name(struct): struct for struct in ENTRIES}
_JSON: Final = msgspec.json.Decoder()
_NOTHING: Final[Unknown] = {}
_Said = TypeVar("_Said", bound=Struct)


def decode(
    topic: str,
    value: bytes | None,
    headers: Headers,
    record_at: datetime,
    codes: Codes,
) -> Fact | Move | DeskEntry | Reject:
    """Decode one record of a topic of the contract, with or without an envelope.

    Division codes of moves and desk entries come padded to 12 digits; their unknown
    fields are dropped, those of events are kept in `extra`.
    """
    reader = _readers()[topic]
    plain = reader.plain
    try:
        said = plain.read(value) if plain and value and not headers else None
        if said is not None:
            return reader.accept(said, _NOTHING, record_at, codes)
        said, unknown = _read(reader, value, headers)
        return reader.accept(said, unknown, record_at, codes)
    except Refused as refused:
        return reject(refused, value)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what one topic carries; without `plain`, always step by step."""

    event_type: str
    accept: Callable[[Any, Unknown, datetime, Codes], Fact | Move | DeskEntry]
    struct_of: Callable[[Any], type[Struct]]
    plain: Plain | None

    @classmethod
    def of(cls, topic: str, struct: type[Struct], accept: Any) -> Self:
        """Work out what follows from a topic that carries one struct."""
        return cls(EVENT_TYPES[topic], accept, lambda _: struct, Plain.of(struct))


@cache
def _readers() -> Mapping[str, Reader]:
    events = {
        stream.topic: Reader.of(
            stream.topic, stream.struct, partial(_accept_event, FactMaker.of(stream))
        )
        for stream in STREAMS
    }
    return {
        **events,
        HANDLING_TOPIC: Reader.of(HANDLING_TOPIC, Move, _accept_move),
        DESK_TOPIC: Reader(
            EVENT_TYPES[DESK_TOPIC], _accept_desk_entry, _entry_struct, None
        ),
    }


class UnknownEntry(Struct):
    """What a message that names no entry of ours is held against: it never fits."""

    entry: Literal[tuple(_ENTRIES)]  # type: ignore[valid-type] # one list of names


def _entry_struct(content: Any) -> type[Struct]:
    """By its name, not by msgspec's union: a union of one takes who names none."""
    return _ENTRIES.get(str(content.get("entry")), UnknownEntry)


def _accept_event(
    maker: FactMaker, event: Event, unknown: Unknown, record_at: datetime, codes: Codes
) -> Fact:
    check_times(event, record_at + TOLERANCE)
    return maker.fact(event, mask_tree(unknown) if unknown else unknown, codes)


def _accept_move(move: Move, _: Unknown, record_at: datetime, codes: Codes) -> Move:
    """What a move may do is for the fold to say."""
    check_time("moved_at", move.moved_at, record_at + TOLERANCE)
    if move.due_at is not None:
        check_time("due_at", move.due_at, LATEST_DUE)
    _check_code("kind", move.kind, _KINDS)
    _check_code("move", move.move, codes.moves)
    _check_center("acting_center", move.acting_center, codes)
    _check_center("to_center", move.to_center, codes)
    return fields_of(Move).padded(move)


def _accept_desk_entry(
    entry: DeskEntry, _: Unknown, record_at: datetime, codes: Codes
) -> DeskEntry:
    check_time("entered_at", entry.entered_at, record_at + TOLERANCE)
    _check_center("acting_center", entry.acting_center, codes)
    return fields_of(type(entry)).padded(entry)


def _read(reader: Reader, value: bytes | None, headers: Headers) -> tuple[Any, Unknown]:
    """Read step by step, masked: each step has its reason to refuse."""
    content = _unwrapped(_document(value), headers, reader.event_type)
    if not isinstance(content, dict):
        raise Refused("not_an_object", "the message must be one JSON object")
    struct = reader.struct_of(content)
    fields = fields_of(struct)
    unknown = _unknown(content, fields.known)
    return fields.masked(_converted(content, struct)), unknown


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


def _unwrapped(document: Any, headers: Headers, event_type: str) -> Any:
    """Open the envelope, if there is one; it may hold no identity either."""
    content = data_of(document, headers, event_type)
    if content is not document:
        path = identity_path({k: v for k, v in document.items() if k != "data"})
        if path is not None:
            raise identity_found(path)
    return content


def _unknown(content: Unknown, known: frozenset[str]) -> Unknown:
    """Take the fields that the contract does not know; they may hold no identity."""
    unknown = {name: content[name] for name in content.keys() - known}
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
        return msgspec.convert(with_whole_numbers(content, struct), struct)
    except msgspec.ValidationError as error:
        raise explain(error) from error


def _check_code(name: str, code: str, known: frozenset[str]) -> None:
    if code not in known:
        raise Refused(
            f"unknown_{name}",
            f"`$.{name}` {code} is not in the list: correct it, or add it to the list",
        )


def _check_center(name: str, code: str | None, codes: Codes) -> None:
    if code is not None and code not in codes.sent_centers:
        raise Refused(
            "unknown_center",
            f"`$.{name}` {code} is not in the list of centers: correct it, or add it",
        )
