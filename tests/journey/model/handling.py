"""Handling of an item by the binding text: its columns, changed move after move.

Each move works on a copy of the columns; a refused one throws the copy away.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from tests.journey.model.deeds import do, end_what_is_over
from tests.journey.model.moments import SECOND, business_day
from tests.journey.model.reference import OPENS_AS, TIERS, lists
from tests.journey.model.refusing import line_of, reason
from tests.journey.model.who import center_of, division_named

Moved = dict[str, Any]
Columns = dict[str, Any]
BEGINS = {"case": "registered", "signal": "raised"}
FIVE_MINUTES = 300 * SECOND
FIRST: Columns = {
    "is_confirmed": False,
    "owner_center": 0,
    "named_division": 0,
    "reopened_count": 0,
    "returned_count": 0,
    "returns_unconsulted": 0,
    "has_recurred": False,
}
NONE = (
    *("lead_agency", "last_binding", "claimed_by", "claimed_center", "claimed_until"),
    *("shelved_until", "waits_since", "extension_asked_by", "extension_asked_at"),
    *("extension_asked_to", "extension_asked_until", "supervision"),
    *("strike_off_asked_by", "strike_off_asked_at", "strike_off_outcome"),
    *("supervision_number", "supervision_reply_by", "supervision_replied_at"),
    *("merged_kind", "merged_id", "first_response_at", "acknowledged_at"),
    *("confirmed_at", "assigned_at", "signed_at", "fed_back_at", "closed_at"),
    *("round_started_at", "extended_to", "outcome", "satisfaction", "resolved_tier"),
    *("first_move_at", "last_move_at"),
)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of a move, and what it left behind if that is anything new."""

    verdict: str
    refusal: str | None
    status_before: str
    status_after: str
    is_entered_afterwards: bool
    left: Columns | None


@dataclass
class History:
    """The moves of one item so far, and the columns that they made."""

    kind: str
    item_id: str = ""
    seen: set[str] = field(default_factory=set)
    now: Columns = field(default_factory=dict)
    accepted: list[Moved] = field(default_factory=list)

    def __post_init__(self) -> None:
        opens_as = OPENS_AS[self.kind]
        self.now = {
            **dict.fromkeys(NONE),
            **FIRST,
            **{name: [] for name in ("handovers", "tasks", "rounds", "pauses")},
            "status": BEGINS[opens_as],
            "is_case": opens_as == "case",
        }

    @property
    def status(self) -> str:
        return str(self.now["status"])

    def columns(self) -> Columns:
        """The handling columns of the item's row; moments in microseconds."""
        return deepcopy(self.now)

    def open_tasks(self) -> list[str]:
        """Tasks at which somebody may still do something."""
        open_ones = {"sent", "signed", "fed_back", "returned"}
        return [t["task_id"] for t in self.now["tasks"] if t["state"] in open_ones]

    def take(
        self, move: Moved, at: int, status_of: Callable[[Any], str | None]
    ) -> Verdict:
        """The verdict on the next move of the partition."""
        before, is_first = self.status, not self.seen
        verdict, refusal = self._judge(move, at, status_of)
        return Verdict(
            verdict=verdict,
            refusal=refusal,
            status_before=before,
            status_after=self.status,
            is_entered_afterwards=abs(move["moved_at"] - at) > FIVE_MINUTES,
            left=self.columns() if is_first or verdict == "accepted" else None,
        )

    def _judge(
        self, move: Moved, record_at: int, status_of: Callable[[Any], str | None]
    ) -> tuple[str, str | None]:
        if move["move_id"] in self.seen:
            return "repeated", None
        self.seen.add(move["move_id"])
        if self.now["first_move_at"] is None:
            self.now["first_move_at"] = record_at
        at = max(record_at, self.now["last_move_at"] or record_at)
        day = business_day(record_at).isoformat()
        trial = deepcopy(self.now)
        end_what_is_over(trial, at)
        told = move | {"at": at, "day": day, "item": (self.kind, self.item_id)}
        refusal = reason(trial, told, status_of)
        if refusal:
            return "refused", refusal
        self._accept(trial, told)
        return "accepted", None

    def _accept(self, trial: Columns, move: Moved) -> None:
        line = line_of(trial, move)
        assert line
        before = deepcopy(trial)
        trial["status"] = line.to_status or trial["status"]
        if line.is_handling:
            tiers = [lists().centers[move["acting_center"]]]
            tiers += [trial["resolved_tier"]] if trial["resolved_tier"] else []
            trial["resolved_tier"] = max(tiers, key=TIERS.index)
            trial["assigned_at"] = trial["assigned_at"] or move["at"]
        do(trial, before, move)
        trial["first_response_at"] = trial["first_response_at"] or move["at"]
        trial["last_move_at"] = move["at"]
        trial["named_division"] = trial["named_division"] or division_named(move)
        named = move.get("division_code")
        first = center_of(named) if named else move["acting_center"]
        trial["owner_center"] = trial["owner_center"] or first
        self.accepted.append(move)
        self.now = trial
