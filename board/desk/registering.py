"""Registering an item: never into the store, always the same message that a source
would send, masked before it goes; and what became of it, asked by its id.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from msgspec import Struct

from board.desk import forms
from board.desk.entries import DeskError
from board.desk.said import Fault, Unfit, read
from board.desk.waiting import soon
from board.reads.reads import HubGone
from streams.broker.outbox import OutboxError
from streams.privacy.masking import mask_line, mask_reference, mask_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.desk.said import Place, Raw
    from board.reads.reads import Reads
    from board.reads.rows_registration import ItemNow
    from streams.broker.outbox import Outbox
    from streams.events import Event, Stream

FIRST = 1
"""The version of what is registered; each correction counts on."""
IMPORTED = "import-"
"""How the ids of imported items begin."""
MASKS = {"title": mask_line, "description": mask_text, "source_ref": mask_reference}
"""Where people write freely; everything else is held against a list or a pattern."""
SENT_AS = {forms.PARTY: "party_hash"}


# A name of our own, because msgspec looks the type up when it converts.
Moment: TypeAlias = datetime


class Checked(Struct, frozen=True):
    """What a person said, as fields of a message: masked, or with all that is wrong."""

    stream: Stream
    fields: dict[str, Any]
    faults: tuple[Fault, ...] = ()


class Identity(Struct, frozen=True):
    """What the board itself says of an item: which one, which version of it, where it
    came from, and when it was reported.
    """

    id: str
    version: int
    reported_at: Moment
    source: str = forms.SOURCE
    source_ref: str = ""


def checked(stream: Stream, given: Mapping[str, Raw], where: Place) -> Checked:
    """All fields read and masked, all faults together."""
    fields: dict[str, Any] = {}
    faults: list[Fault] = []
    required = forms.required(stream.struct)
    for name, raw in given.items():
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            if name in required:
                faults.append(Fault(name, "missing"))
            continue
        try:
            fields[SENT_AS.get(name, name)] = _read(stream, name, raw, where)
        except Unfit as unfit:
            faults.append(Fault(name, unfit.reason, unfit.values))
    told = {name: value for name, value in fields.items() if value is not None}
    return Checked(stream, told, tuple(faults))


def _read(stream: Stream, name: str, raw: Raw, where: Place) -> Any:
    value = read(stream, name, raw, where)
    mask = MASKS.get(name)
    return mask(value) if mask else value


def event_of(
    one: Checked, who: Identity, *, is_synthetic: bool, kept: Mapping[str, Any] = {}
) -> Event:
    """The message; `kept` is what a correction leaves as it is. ValueError where it is
    against the contract, which what was checked is not.
    """
    said = dict(kept) | one.fields | msgspec.to_builtins(who, builtin_types=(datetime,))
    event: Event = msgspec.convert(
        said | {"synthetic": is_synthetic}, one.stream.struct, builtin_types=(datetime,)
    )
    return event


def id_of_form(token: str) -> str:
    """The id of what a form registers, however often it is sent."""
    return f"{forms.SOURCE}-{token}"


def id_of_row(stream: Stream, source: str, reference: str, fields: object) -> str:
    """The id of an imported row: its number at its source, else what it says, so that
    the same row is the same item.
    """
    says = reference or msgspec.json.encode(fields, order="sorted").decode()
    text = "\n".join((stream.kind, source, str(bool(reference)), says))
    return f"{IMPORTED}{blake2b(text.encode(), digest_size=16).hexdigest()}"


class Registrar:
    """Sends messages of items and asks what became of them; safe from any thread."""

    def __init__(self, outbox: Outbox, reads: Reads) -> None:
        self._outbox = outbox
        self._reads = reads

    def send(self, *events: tuple[Stream, Event]) -> None:
        """Return when the broker has them all; DeskError says what it has not."""
        try:
            waiting = [
                self._outbox.send(
                    stream.topic, event.id.encode(), msgspec.json.encode(event)
                )
                for stream, event in events
            ]
            for one in waiting:
                one.wait()
        except OutboxError as error:
            raise DeskError(str(error)) from error

    def landed(self, kind: str, item_id: str, version: int) -> ItemNow | None:
        """The item, once the store has this version of it or a newer one; None before
        that, and while the hub does not answer.
        """
        try:
            found = self._reads.item_now(kind, item_id)
        except HubGone:
            return None
        return found if found is not None and found.version >= version else None

    def landed_soon(self, kind: str, item_id: str, version: int) -> ItemNow | None:
        """The item, if the store has it within five seconds."""
        return soon(lambda: self.landed(kind, item_id, version))
