"""The process as data: which move is allowed where, what it needs, who handles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


class Step(Struct, frozen=True):
    """One line of the transition table."""

    valid_from: date
    to_status: str
    is_handling: bool


class Rules(Struct, frozen=True):
    """The process as data: steps by (opens as, status, move), and what moves need."""

    steps: Mapping[tuple[str, str, str], tuple[Step, ...]]
    required: Mapping[str, tuple[str, ...]]
    center_tiers: Mapping[int, str]

    def step(self, opens_as: str, status: str, move: str, day: date) -> Step | None:
        """The line that is in force on `day`, if the move is allowed at the status."""
        for line in reversed(self.steps.get((opens_as, status, move), ())):
            if line.valid_from <= day:
                return line
        return None


def rules_from(
    transitions: Iterable[Mapping[str, Any]],
    moves: Iterable[Mapping[str, Any]],
    centers: Iterable[Mapping[str, Any]],
) -> Rules:
    """Rules from the rows of the reads `transitions`, `moves` and `centers`."""
    steps: dict[tuple[str, str, str], tuple[Step, ...]] = {}
    for row in sorted(transitions, key=lambda row: row["valid_from"]):
        key = (row["opens_as"], row["from_status"], row["move"])
        step = Step(row["valid_from"], row["to_status"], row["is_handling"])
        steps[key] = (*steps.get(key, ()), step)
    return Rules(
        steps=steps,
        required={row["move"]: _required(row) for row in moves},
        center_tiers={row["center_code"]: row["tier"] for row in centers},
    )


def _required(row: Mapping[str, Any]) -> tuple[str, ...]:
    fields = tuple(field for field in row["requires"] if field)
    return (*fields, "note") if row["is_reason_required"] else fields
