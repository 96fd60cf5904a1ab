"""What the hub says of moves: its verdicts, and the rules by which it judges."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

# A name of our own, because msgspec looks the type up when it decodes.
Moment: TypeAlias = datetime
RULES = (
    "transitions",
    "task_transitions",
    "permissions",
    "moves",
    "centers",
    "center_ranges",
)
"""The reads that the rules of handling are made of."""


class Verdict(Struct, frozen=True):
    """What became of a move: accepted, or refused by a code with details as JSON."""

    move_id: str
    kind: str
    item_id: str
    move: str
    verdict: str
    refusal: str | None
    refusal_details: str | None
    status_after: str
    record_at: Moment

    @property
    def is_accepted(self) -> bool:
        return self.refusal is None
