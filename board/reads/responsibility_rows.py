"""Rows of who answers for what (责任清单): whom items went to, how agencies did."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime


class Followed(Struct, frozen=True):
    """So many hand-overs of a stream and category to an agency on one way. `rule` is
    the row of the list that fits, None with `followed` of `unlisted`; else that says
    whether the agency leads by it (`lead`), helps (`co`) or neither (`other`).
    """

    kind: str
    category: str
    rule: int | None
    agency: str
    way: str
    followed: str
    handed: int


class Handed(Struct, frozen=True):
    """One of them, with its item; `total` is how many there are on all pages."""

    kind: str
    item_id: str
    case_number: str | None
    division_code: int
    category: str
    severity: str
    status: str
    way: str
    to_center: int
    agency: str
    handed_at: Moment
    rule: int | None
    listed_lead: str | None
    followed: str
    place: int
    total: int


class Course(Struct, frozen=True):
    """How an agency did with some items lately: hand-overs that it signed, gave back or
    let pass, those signed in time, what it fed back on and within how many seconds in
    the middle. `open_now` is all that it has in hand there.
    """

    agency: str
    to_sign: int
    signed_on_time: int
    fed_back: int
    fed_back_s: float | None
    open_now: int
