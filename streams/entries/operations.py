"""Refused messages sent again, offsets that are gone past, backups."""

from typing import Annotated

from msgspec import Meta

from streams.entries.entry import DeskEntry
from streams.events import Code


class Resend(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="resend"
):
    """Sending a reject again: where in Kafka the refused message stands."""

    topic: Code
    partition: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    offset: Annotated[int, Meta(ge=0, le=2**63 - 1)]


class Skip(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="skip"
):
    """Going past a batch that cannot be read: the offset at which its partition halts.
    What was left out is an alarm.
    """

    topic: Code
    partition: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    offset: Annotated[int, Meta(ge=0, le=2**63 - 1)]


class BackUp(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="backup"
):
    """Taking a backup of the store now: of each hub that has a folder for them."""
