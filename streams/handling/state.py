"""The state that moves make of an item, and how it begins."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the columns are read off the types
from typing import Annotated

from msgspec import Struct

from streams.events import STREAMS

OPENS_AS = {stream.kind: stream.opens_as for stream in STREAMS}
OPENING_STATUS = {"case": "registered", "signal": "raised"}
NEVER_S = 0.0
"""Of this very object msgspec knows that it is the default and may be left out."""
SELDOM = "seldom"
"""Marks what few items have: it is kept so that a few rows are fetched quickly."""


class Handling(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the moves so far made of an item; the columns of the store, in order.

    Written down here alone: after a change `python -m streams.landing.handling_columns`
    tells the store, whose schema is raised with it.
    """

    kind: str
    item_id: str
    status: str
    is_case: bool
    is_confirmed: bool = False
    owner_center: int = 0
    lead_agency: Annotated[str | None, SELDOM] = None
    open_tasks: list[str] = []
    joint_count: int = 0
    supervision: Annotated[str | None, SELDOM] = None
    first_response_at: datetime | None = None
    acknowledged_at: datetime | None = None
    confirmed_at: datetime | None = None
    signed_at: datetime | None = None
    fed_back_at: datetime | None = None
    closed_at: datetime | None = None
    extended_to: datetime | None = None
    outcome: str | None = None
    satisfaction: Annotated[str | None, SELDOM] = None
    resolved_tier: str | None = None
    reopened_count: int = 0
    returned_count: int = 0
    has_recurred: bool = False
    suspended_at: datetime | None = None
    suspended_s: float = NEVER_S
    first_move_at: datetime | None = None
    last_move_at: datetime | None = None
    move_keys: list[int] = []


def opening(kind: str, item_id: str) -> Handling:
    """The state of an item that no move has touched."""
    opens_as = OPENS_AS[kind]
    return Handling(
        kind=kind,
        item_id=item_id,
        status=OPENING_STATUS[opens_as],
        is_case=opens_as == "case",
    )
