"""通知: what a center tells those below it and the agencies that sit in it, and what
they answer.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from streams.entries.entry import DeskEntry, Person
from streams.events import Code, Count, DivisionCode, Identifier, Moment, Text, Title

MOST_NUMBERS = 6


class NoticeNumber(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A number that is to be reported, and what it counts."""

    name: Annotated[str, Meta(min_length=1, max_length=40)]
    unit: Annotated[str, Meta(min_length=1, max_length=20)]


class Notified(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="notice"
):
    """A notice or task of the acting center: to every center below it of some tiers, to
    single ones, to agencies that sit in it. It asks to be read, signed for or answered
    by a time, a task also for numbers that are added up. `passes_on` is the notice from
    above that it hands down.
    """

    sort: Code
    title: Title
    text: Text
    to_tiers: tuple[Literal["county", "town", "village"], ...] = ()
    to_centers: Annotated[tuple[DivisionCode, ...], Meta(max_length=200)] = ()
    to_agencies: Annotated[tuple[Code, ...], Meta(max_length=64)] = ()
    asks: Literal["read", "sign", "answer"] = "read"
    due_at: Moment | None = None
    numbers: Annotated[tuple[NoticeNumber, ...], Meta(max_length=MOST_NUMBERS)] = ()
    passes_on: Identifier | None = None
    person: Person


class NoticeRead(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="notice_read",
):
    """Somebody of a center, or of an agency in it, opened a notice that it was sent."""

    notice: Identifier
    agency: Code | None = None


class NoticeSigned(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="notice_sign",
):
    """An addressee signs for a notice (签收)."""

    notice: Identifier
    agency: Code | None = None


class NoticeAnswered(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="notice_answer",
):
    """An addressee answers a notice, with one number for each that is asked for, in
    their order. Its last answer counts.
    """

    notice: Identifier
    agency: Code | None = None
    person: Person
    text: Text
    numbers: Annotated[tuple[Count, ...], Meta(max_length=MOST_NUMBERS)] = ()


class NoticeReminded(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="notice_remind",
):
    """Who sent a notice reminds those that have not done what it asks (催办)."""

    notice: Identifier


class NoticeWithdrawn(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="notice_withdraw",
):
    """Who sent a notice takes it back, and says why: nobody owes anything any more."""

    notice: Identifier
    reason: Title


class NoticeExtended(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="notice_extend",
):
    """Who sent a notice gives more time."""

    notice: Identifier
    due_at: Moment
