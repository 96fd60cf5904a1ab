"""What a person may register by hand, read off the contract: a stream fits if a person
can say all that its messages must say.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from msgspec import Struct, inspect, structs

from board.look.texts import REFERENCE, table
from streams.events import STREAMS, Event, Stream

ASKED = ("category", "division_code", "occurred_at", "title", "description")
"""What is asked of every stream, beside its own scale and the way it came."""
FILLED = ("id", "version", "reported_at", "source", "source_ref")
"""What the board says itself of what was registered at it."""
WAYS = {"received_through": "walk_in", "channel": "window"}
"""Fields that say on which way something came, with what a desk assumes."""
PARTY = "party"
"""Whom a case is about, in words that only become a hash; a lead is about a place."""
ORDINARY = "04"
"""What a level is unless somebody says otherwise."""
SOURCE = "center"


class Bounds(Struct, frozen=True):
    """The whole numbers that a scale may be, both ends included."""

    low: int
    high: int


@cache
def registrable() -> tuple[Stream, ...]:
    """The streams whose items a person can register, in the order of the list."""
    return tuple(one for one in STREAMS if _is_sayable(one))


def stream_of(kind: str) -> Stream:
    """The registrable stream of a kind; the first for any other."""
    known = {one.kind: one for one in registrable()}
    return known.get(kind, registrable()[0])


@cache
def asked(kind: str) -> tuple[str, ...]:
    """The fields of the form of a stream, in the order in which they are filled in."""
    stream = stream_of(kind)
    ways = (one for one in WAYS if one in stream.struct.__struct_fields__)
    party = (PARTY,) if has_party(kind) else ()
    return ("category", stream.own_scale, *ASKED[1:3], *ways, *party, *ASKED[3:])


def has_party(kind: str) -> bool:
    """Whether whoever registers an item of a kind may say whom it is about."""
    return stream_of(kind).opens_as == "case"


@cache
def bounds(kind: str) -> Bounds | None:
    """What the own scale of a stream may be, where it is a number and no list."""
    stream = stream_of(kind)
    said = inspect.type_info(types(stream.struct)[stream.own_scale])
    if isinstance(said, inspect.IntType):
        return Bounds(said.ge or 0, said.le or 0)
    return None


@cache
def types(struct: type[Event]) -> dict[str, Any]:
    """The type of each field of a struct."""
    return {one.name: one.type for one in structs.fields(struct)}


@cache
def required(struct: type[Event]) -> frozenset[str]:
    """The fields without which there is no message."""
    return frozenset(one.name for one in structs.fields(struct) if one.required)


@cache
def listed(kind: str, field: str) -> dict[str, tuple[str, ...]]:
    """The codes that a field may hold, each with its names; none for a free one."""
    if field == "category":
        rows = table(REFERENCE / "categories.csv")
        of_kind = (one for one in rows if one["kind"] == kind)
        return {one["category"]: _names(one) for one in of_kind}
    rows = table(REFERENCE / "code_lists.csv")
    return {one["code"]: _names(one) for one in rows if one["list"] == field}


def _names(row: dict[str, str]) -> tuple[str, ...]:
    return row["name_zh"], row["name_en"]


def _is_sayable(stream: Stream) -> bool:
    sayable = {*ASKED, *FILLED, stream.own_scale}
    return required(stream.struct) <= sayable
