"""Rows of containment: how many cases were settled where, and which."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class Contained(Struct, frozen=True):
    """Cases closed in a town by the tier that was expected and the one that it took."""

    division_code: int
    kind: str
    expected_tier: str
    resolved_tier: str
    closed: int
    contained: int


class ContainedCase(Struct, frozen=True):
    """One of them, with the move that brought it to its tier; `total` is how many
    cases there are on all pages.
    """

    kind: str
    item_id: str
    case_number: str | None
    division_code: int
    category: str
    severity: str
    status: str
    expected_tier: str
    resolved_tier: str
    closed_at: Moment
    is_passed_up: bool
    raising_move: str | None
    raising_center: int | None
    raising_agency: str | None
    raised_at: Moment | None
    place: int
    total: int
