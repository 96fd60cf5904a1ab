"""Rows of who is on duty, and of which planned shifts somebody came for."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class OnDuty(Struct, frozen=True):
    """One person on duty at a center, for an agency there or ('') for itself; `total`
    is how many there are.
    """

    center_code: int
    agency: str
    person: str
    function: str
    since: Moment
    until_at: Moment
    total: int


class DutyTier(Struct, frozen=True):
    """Centers of a tier, those with people of their own on duty, and the people."""

    tier: str
    centers: int
    staffed: int
    people: int
    of_agencies: int


class TierShifts(Struct, frozen=True):
    """How many planned shifts of a tier are in a state."""

    tier: str
    state: str
    shifts: int


class PlannedShift(Struct, frozen=True):
    """One planned shift, and when its person signed on for it; `is_afterwards` where it
    was planned after it had begun.
    """

    center_code: int
    agency: str
    person: str
    function: str
    from_at: Moment
    until_at: Moment
    is_afterwards: bool
    signed_at: Moment | None
    state: str
    total: int


class SoundTest(Struct, frozen=True):
    """The last test of the sound at a center; without one all of it is None."""

    center_code: int
    acting_role: str | None
    tested_at: Moment | None
    page: str | None
    is_heard: bool | None
    total: int


class DutyLimits(Struct, frozen=True):
    """How long a duty lasts at most, in what time a sign-on is no late one, and how far
    ahead a roster plans.
    """

    longest_minutes: int
    grace_minutes: int
    ahead_days: int
