"""Places in what is read page by page, as texts that only the board reads.

**Why a poller of changes misses nothing and is told nothing twice.** The hub is the one
writer of a store, and each of its transactions is a batch with the next number: batch n
+ 1 begins after n was committed, so a read that sees n + 1 sees all up to n, and
nothing of a smaller number ever comes later. Times play no part: neither the clocks of
sources and brokers, which lag and jump, nor that of the hub. Every message is in one of
two logs with the number of its batch, and in no other way does an item change its
status, owner or facts. So the pairs (batch, item) of the messages that changed
something have one order that only grows at its end: by batch, stream, id. A cursor is a
place in it, a page is what comes after it, asked in one snapshot together with the
items as they are then; the next cursor is the page's last pair, or the end of the last
batch that was looked through. The item of a pair is at least as new as the pair, and
its last change is told after all others: so the last that is told of an item is its
state.

What no message says is no change: what rests until a moment goes on by itself
(`rests_until`), a deletion by retention, deadlines after another profile was chosen.
What was handed to the reader and is not any more is told without the item; what leaves
its range because its source says that it lies elsewhere is not told: its address
answers 404.

A store that was built anew counts its batches anew. A cursor therefore says when its
store had its first batch and when its own batch was written; where that is not so, or
the reader has other rights than when it was given, it leads nowhere (410).
"""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from board.web.systems.parameters import AFTER
from board.web.systems.problems import unfit

if TYPE_CHECKING:
    from board.logins.systems import System

END = "~"
"""Comes after every stream: all of a batch was told."""
Number = Annotated[int, Meta(ge=0, le=2**53)]
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Place(Struct, frozen=True, array_like=True, tag="c"):
    """A place in the changes: up to this item of this batch. The moments, in
    microseconds since 1970, are those of the batch and of the store's first.
    """

    grant: str
    batch: Number = 0
    kind: str = END
    item_id: str = ""
    written_us: Number = 0
    began_us: Number = 0


class Passed(Struct, frozen=True, array_like=True, tag="i"):
    """A place in the items, newest first, and the changes from which on none of them
    was told yet.
    """

    grant: str
    received_us: Number
    kind: str
    item_id: str
    changes: str


Cursor = TypeVar("Cursor", Place, Passed)


def grant_of(system: System) -> str:
    """What a reader may, shortly: whose rights change starts anew."""
    said = (system.name, system.center_code, system.agency, sorted(system.reads))
    return sha256(msgspec.json.encode(said)).hexdigest()[:12]


def text_of(cursor: Place | Passed) -> str:
    raw = base64.urlsafe_b64encode(msgspec.json.encode(cursor))
    return raw.decode().rstrip("=")


def cursor_from(text: str, wanted: type[Cursor]) -> Cursor:
    """Raises Refusal for what is no cursor of this resource."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return msgspec.json.decode(raw, type=wanted)
    except (binascii.Error, ValueError, msgspec.MsgspecError) as fault:
        detail = "It is no cursor of this resource."
        raise unfit("after", detail, AFTER.remedy) from fault


def us_of(moment: datetime | None) -> int:
    """Microseconds since 1970; 0 for none."""
    if moment is None:
        return 0
    return (moment - BEGINNING) // timedelta(microseconds=1)


def moment_at(us: int) -> datetime:
    """Raises Refusal for a moment that no store has."""
    try:
        return BEGINNING + timedelta(microseconds=us)
    except OverflowError as fault:
        detail = "It is no cursor of this resource."
        raise unfit("after", detail, AFTER.remedy) from fault
