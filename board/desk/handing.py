"""Handing a shift over, and taking it over: entries of the desk topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from board.desk.entries import said_by
from board.look import clock
from streams.entries.duty import Handed, HandedOver, TakenOver
from streams.entries.entry import LONGEST_PERSON
from streams.entries.looking import Place
from streams.privacy.masking import mask_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from board.viewer.seat import Seat

LONGEST_NOTE, LONGEST_SENT = 150, 200
"""Letters in a form; a note may be longer once it is masked."""
_BLANKS = re.compile(r"[\s\u3000]+")


class Told(Struct, frozen=True, kw_only=True):
    """What somebody fills in: `token` names it, so that a second click is the same
    entry. A note that says nothing is none.
    """

    token: str
    person: str
    note: str = ""


class Stood(Struct, frozen=True):
    """What a sheet stands on: since when it counts, of when it is, its vector."""

    from_at: datetime
    as_of: datetime
    offsets: str


def hand_over(
    told: Told,
    stood: Stood,
    items: Iterable[tuple[str, str, str]],
    seat: Seat,
    *,
    is_synthetic: bool,
) -> HandedOver:
    """The entry of a sheet that points out these items: kind, id, note."""
    return HandedOver(
        **said_by(
            seat, f"hand-over-{told.token}", clock.now(), is_synthetic=is_synthetic
        ),
        person=person_of(told.person),
        from_at=stood.from_at,
        as_of=stood.as_of,
        vector=msgspec.json.decode(stood.offsets, type=tuple[Place, ...]),
        items=tuple(
            Handed(kind=kind, item_id=item_id, note=_note(note))
            for kind, item_id, note in items
        ),
        note=_note(told.note),
    )


def take_over(told: Told, handed: str, seat: Seat, *, is_synthetic: bool) -> TakenOver:
    """The entry that signs a sheet."""
    return TakenOver(
        **said_by(
            seat, f"take-over-{told.token}", clock.now(), is_synthetic=is_synthetic
        ),
        person=person_of(told.person),
        hand_over=handed,
        note=_note(told.note),
    )


def person_of(text: str) -> str:
    """A name as it is sent: one line, masked like all that people write."""
    return mask_line(text.strip())[:LONGEST_PERSON]


def is_same_person(one: str, other: str) -> bool:
    """As the hub tells people apart: however the name is written."""
    return _signer(one) == _signer(other)


def _note(text: str) -> str | None:
    return mask_line(text.strip())[:LONGEST_SENT] or None


def _signer(person: str) -> str:
    return _BLANKS.sub("", person).lower()
