"""Rows of 通知: notices with what became of them, their addressees, their numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class Notice(Struct, frozen=True):
    """A notice that counts, as it stands: what it says and asks, until when. `numbers`
    are its names and units.
    """

    entry_id: str
    year: int
    number: int
    record_at: Moment
    acting_center: int
    acting_role: str
    person: str
    sort: str
    title: str
    text: str
    asks: str
    first_due_at: Moment | None
    due_at: Moment | None
    is_extended: bool
    numbers: list[dict[str, Any]]
    passes_on: str | None
    addressees: int
    reminders: int
    reminded_at: Moment | None
    withdrawn_at: Moment | None
    withdrawn_for: str | None


class NoticeGot(Notice, frozen=True):
    """A notice as one addressee has it: what it did of what is asked, and whether it
    owes something. `total` is how many there are.
    """

    center_code: int
    agency_code: str
    county_center: int
    read_at: Moment | None
    signed_at: Moment | None
    answered_at: Moment | None
    last_answered_at: Moment | None
    answers: int | None
    answered_by: str | None
    answer: str | None
    answer_numbers: list[int] | None
    done_at: Moment | None
    state: str
    is_owed: bool
    is_late: bool
    total: int


class NoticeSent(Notice, frozen=True):
    """A notice with what its addressees did: how many read, signed, answered it; how
    many did what is asked in time or late, how many have not and are late or not.
    """

    read_count: int
    signed_count: int
    answered_count: int
    in_time: int
    late: int
    overdue: int
    waiting: int
    total: int


class NoticeTold(Notice, frozen=True):
    """The one that is looked at: whether the seat sees all of it (`is_over`), whether
    it is addressed to it (`is_mine`) and what it did of it; what all did.
    """

    is_over: bool
    is_mine: bool
    read_at: Moment | None
    signed_at: Moment | None
    answered_at: Moment | None
    last_answered_at: Moment | None
    answers: int | None
    answered_by: str | None
    answer: str | None
    answer_numbers: list[int] | None
    state: str | None
    is_owed: bool
    is_late: bool
    read_count: int
    signed_count: int
    answered_count: int
    in_time: int
    late: int
    overdue: int
    waiting: int


class NoticeSum(Struct, frozen=True):
    """The numbers of a notice added up for a county's center, or of all: those of
    `answered` of `asked`, six of them, None where nobody said one.
    """

    county_center: int | None
    is_all: bool
    asked: int
    answered: int
    totals: list[int | None]


class NoticePassed(Struct, frozen=True):
    """A notice by which a center handed one down, how far it is, and its sums."""

    entry_id: str
    year: int
    number: int
    addressees: int
    in_time: int
    late: int
    overdue: int
    waiting: int
    answered: int
    totals: list[int | None]


class NoticeStep(Struct, frozen=True):
    """What somebody did about a notice; `refusal` says why it does not count."""

    entry_id: str
    entry: str
    record_at: Moment
    acting_center: int
    agency: str
    actor: str
    person: str | None
    text: str | None
    due_at: Moment | None
    told: list[int]
    refusal: str | None
    first_at: Moment | None
    total: int


class NoticeRefused(Struct, frozen=True):
    """A notice that does not count: why, and whom it names and may not."""

    entry_id: str
    record_at: Moment
    actor: str
    sort: str
    title: str
    refusal: str
    strangers: list[int] | None
    unseated: list[str] | None


class NoticeDue(Struct, frozen=True):
    """How many notices wait for a seat for a reason, and how many of them are late."""

    reason: str
    things: int
    late: int
    first_due_at: Moment | None


class NoticeHanded(Struct, frozen=True):
    """An open notice on a hand-over sheet: the state of what the center owes itself, if
    it does; how many others owe it something.
    """

    entry_id: str
    acting_center: int
    year: int
    number: int
    sort: str
    title: str
    asks: str
    due_at: Moment
    state: str | None
    addressees: int
    overdue: int
    waiting: int
    is_late: bool
    total: int


class UrgentUnsigned(Struct, frozen=True):
    """How many urgent notices of a center, or to it, are not signed for by all."""

    center_code: int
    notices: int
