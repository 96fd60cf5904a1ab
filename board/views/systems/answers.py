"""The answers of the read interface. Codes are those of the message contract and of the
lists in `sql/reference`; divisions and centers have 12 digits; times are RFC 3339.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from msgspec import Meta, Struct

# Names of our own, because msgspec looks the types up when it makes their schemas.
Moment: TypeAlias = datetime
Day: TypeAlias = date
Code12 = Annotated[str, Meta(pattern="^[0-9]{12}$", description="12 digits")]


class Ref(Struct, frozen=True):
    """An item by its stream and id."""

    kind: str
    id: str


class Item(Struct, frozen=True, kw_only=True):
    """An item as it is now. `status` is the one that counts at this moment: what rests
    (suspended, shelved) goes on by itself at `rests_until`, which is no change. `title`
    is null for who was not granted what people wrote. Of `details_deleted` what was due
    for deletion is gone.
    """

    kind: str
    id: str
    case_number: str
    version: int
    division_code: Code12
    category: str
    severity: str
    scale: str | None
    status: str
    is_open: bool
    is_case: bool
    title: str | None
    source: str | None
    source_ref: str | None
    channel: str | None
    tags: list[str]
    campaign: str | None
    owner_center: Code12 | None
    lead_agency: str | None
    occurred_at: Moment | None
    received_at: Moment
    close_due_at: Moment | None
    closed_at: Moment | None
    last_move_at: Moment | None
    rests_until: Moment | None
    outcome: str | None
    supervision: str | None
    expected_tier: str | None
    resolved_tier: str | None
    merged_into: Ref | None
    details_deleted: bool
    synthetic: bool


class MoveRef(Struct, frozen=True):
    """A move of handling that changed the item."""

    move_id: str
    move: str


class Change(Struct, frozen=True, kw_only=True):
    """What one batch (one transaction of the store) did to one item: whether a message
    of its source came, which moves. `item` is the item as it is now, or null where it
    is none of the reader's any more: a hand-over was taken back.
    """

    batch: int
    written_at: Moment
    kind: str
    id: str
    has_message: bool
    moves: list[MoveRef]
    item: Item | None


class Changes(Struct, frozen=True, kw_only=True):
    """A page of changes, oldest first. The next question is asked `after` `next`, also
    where there are none; at once where `has_more`.
    """

    as_of: Moment
    changes: list[Change]
    next: str
    has_more: bool
    synthetic: bool


class Items(Struct, frozen=True, kw_only=True):
    """A page of items, newest first; `next` is null on the last, and no other sign says
    so: pages before may hold few or none. Who reads all of them, and then the changes
    after `changes_after`, misses nothing.
    """

    as_of: Moment
    items: list[Item]
    next: str | None
    changes_after: str
    synthetic: bool


class Position(Struct, frozen=True):
    """Where an item may be shown, WGS-84; some categories only at their village's seat,
    and so is what has no position of its own.
    """

    longitude: float | None
    latitude: float | None
    is_at_seat: bool


class Move(Struct, frozen=True, kw_only=True):
    """A move of handling with its verdict, in the order that counts; `at` is the
    broker's time. Of what was refused `refusal` says why, and it changed nothing.
    `note` and `objective` are null for who was not granted what people wrote.
    """

    move_id: str
    move: str
    at: Moment
    moved_at: Moment
    acting_center: Code12
    acting_agency: str | None
    role: str
    actor: str
    to_center: Code12 | None
    to_agency: str | None
    to_site: str | None
    task_id: str | None
    due_at: Moment | None
    outcome: str | None
    satisfaction: str | None
    grade: str | None
    number: str | None
    note: str | None
    objective: str | None
    is_entered_afterwards: bool
    verdict: str
    refusal: str | None
    status_before: str | None
    status_after: str | None


class Deadline(Struct, frozen=True, kw_only=True):
    """A clock: of acknowledging, assigning, signing (`subject`: by which center), a
    task (its id) or closing (which round). It is late where it ended, or has not ended,
    after `due_at`. `profile` is null where a move stated the end.
    """

    stage: str
    subject: str | None
    started_at: Moment
    due_at: Moment
    ended_at: Moment | None
    profile: str | None
    paused_s: float


class Handed(Struct, frozen=True, kw_only=True):
    """A hand-over; `ending` is signed, returned or replaced, null while it waits."""

    to_center: Code12
    to_agency: str | None
    handed_at: Moment
    due_at: Moment | None
    ended_at: Moment | None
    ending: str | None


class Asked(Struct, frozen=True, kw_only=True):
    """A joint task: who is asked, how far it is, by when."""

    task_id: str
    center: Code12
    agency: str | None
    objective: str | None
    state: str
    sent_at: Moment
    due_at: Moment | None
    signed_at: Moment | None
    fed_back_at: Moment | None
    ended_at: Moment | None


class WholeItem(Struct, frozen=True, kw_only=True):
    """What the item's page may say to the same reader. `details` are the fields that
    only its stream has, as the message contract names them.
    """

    as_of: Moment
    item: Item
    description: str | None
    details: dict[str, Any]
    position: Position | None
    handovers: list[Handed]
    tasks: list[Asked]
    moves: list[Move]
    deadlines: list[Deadline]


class Figure(Struct, frozen=True, kw_only=True):
    """An indicator of the dictionary. `form` says what the value is: a count; a share,
    a rate per 1,000 or 10,000, and a change are fractions (1.0 is all); a duration is
    seconds; an age the moment that it is of, in milliseconds since 1970. A share stands
    on `n` of `of`, and is null where these are too few (`minimum_n`) or not all kept.
    """

    indicator: str
    name: str
    formula: str
    form: str
    value: float | int | None
    n: int | None
    of: int | None
    better: str
    minimum_n: int
    is_of_period: bool
    counted_in: Code12


class Indicators(Struct, frozen=True, kw_only=True):
    """Every figure of the dictionary in a division and a period; what is not of a
    period is of now.
    """

    as_of: Moment
    scope: Code12
    period: str
    first_day: Day
    last_day: Day
    figures: list[Figure]
    synthetic: bool
