"""The rows that registering asks for."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class ItemNow(Struct, frozen=True):
    """One item as it stands, with all that another version of it has to say again;
    `details` is JSON.
    """

    kind: str
    item_id: str
    case_number: str
    version: int
    division_code: int
    occurred_at: Moment
    reported_at: Moment
    received_at: Moment
    category: str
    severity: str
    scale: str
    status: str
    title: str
    description: str | None
    longitude: float | None
    latitude: float | None
    source: str
    source_ref: str
    tags: list[str]
    campaign: str | None
    party_hash: str | None
    details: str


class Likely(Struct, frozen=True):
    """One item that may be the same matter, and what speaks for it; `likeness` is the
    share of pairs of letters that both titles have.
    """

    kind: str
    item_id: str
    case_number: str
    division_code: int
    category: str
    severity: str
    status: str
    title: str
    occurred_at: Moment
    is_same_division: bool
    is_same_category: bool
    is_same_party: bool
    likeness: float


class Sent(Struct, frozen=True):
    """The facts of an item as they were last sent; `details` is JSON."""

    kind: str
    item_id: str
    version: int
    division_code: int
    occurred_at: Moment
    reported_at: Moment
    category: str
    severity: str
    title: str
    description: str | None
    source: str
    source_ref: str
    party_hash: str | None
    details: str
