"""Rows of the audit: who opened, exported or entered what."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class Audited(Struct, frozen=True):
    """One entry, and what it says beside: how many tries it stands for, whose login was
    closed, how many requests of another system for which resource, and their rows;
    how a login was proven;
    `total` is how many there are on all pages.
    """

    entry_id: str
    record_at: Moment
    actor: str
    acting_role: str | None
    acting_center: int
    agency: str
    what: str
    kind: str | None
    item_id: str | None
    case_number: str | None
    page: str | None
    division_code: int | None
    reason: str | None
    tries: int | None
    whose: str | None
    resource: str | None
    requests: int | None
    row_count: int | None
    how: str | None
    place: int
    total: int


class AuditCount(Struct, frozen=True):
    """How many entries of a sort a center made, and the last."""

    acting_center: int
    what: str
    entries: int
    last_at: Moment


class Unusual(Struct, frozen=True):
    """A seat, how many items are meant, and when the last or most of them were."""

    actor: str
    acting_role: str | None
    acting_center: int
    agency: str
    items: int
    seen_at: Moment


class Foreign(Struct, frozen=True):
    """The same of items that are others'; `above` are those of centers below."""

    actor: str
    acting_role: str | None
    acting_center: int
    agency: str
    items: int
    above: int
    seen_at: Moment


class DeskLink(Struct, frozen=True):
    """A link of the chain over all entries, and when its entry came."""

    position_no: int
    link: str
    record_at: Moment


class ItemLook(Struct, frozen=True):
    """An opening of an item, its source or its video; `total` is how many there are."""

    entry_id: str
    record_at: Moment
    actor: str
    acting_role: str | None
    acting_center: int
    agency: str
    what: str
    reason: str | None
    total: int


class Deletion(Struct, frozen=True):
    """What was deleted of a record on a day by a rule; `total` rows there are. Oldest
    and newest are when it had been received; `items` are none of refused messages.
    """

    record: str
    most_days: int
    edition: str
    items: int
    messages: int
    notes: int
    oldest_at: Moment
    newest_at: Moment
    deleted_at: Moment
    total: int


class DeletionTotal(Struct, frozen=True):
    """All that was deleted of a record."""

    record: str
    items: int
    messages: int
    notes: int
    deleted_at: Moment
