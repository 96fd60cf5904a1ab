"""Who stands how to an item, by its columns and the list of centers."""

from __future__ import annotations

from typing import Any

from tests.journey.model.reference import lists

Columns = dict[str, Any]
Moved = dict[str, Any]


def division_named(move: Moved) -> int:
    """As the move says it, else that of whoever acts."""
    named = move.get("division_code")
    return int(named) if named else lists().divisions_of.get(move["acting_center"], 0)


def center_of(division: int) -> int:
    """The center of a division, or of the lowest one above that has a center."""
    text = f"{division:012d}"
    for digits in (12, 9, 6, 4):
        code = int(text[:digits].ljust(12, "0"))
        if code in lists().seats:
            return lists().seats[code]
    return 0


def line_above(center: int) -> list[int]:
    """All centers above one, the nearest first."""
    parent = lists().parents.get(center)
    return [] if parent is None else [parent, *line_above(parent)]


def sees(center: int, division: int) -> bool:
    return any(low <= division < high for low, high in lists().ranges[center])


def is_same(move: Moved, center: int, agency: str | None) -> bool:
    if move["acting_center"] != center:
        return False
    acting = move.get("acting_agency")
    return acting is None or agency is None or acting == agency


def pending(now: Columns) -> dict[str, Any] | None:
    waiting = [one for one in now["handovers"] if one["ended_at"] is None]
    return waiting[0] if waiting else None


def is_receiver(now: Columns, move: Moved) -> bool:
    one = pending(now)
    return bool(one) and is_same(move, one["to_center"], one["to_agency"])


def relations(now: Columns, move: Moved) -> set[str]:
    center, agency, owner = move["acting_center"], move.get("acting_agency"), None
    owner = now["owner_center"]
    found = set()
    if center == owner and not agency:
        found.add("owner")
    if center == owner and agency and now["lead_agency"] in (None, agency):
        found.add("lead")
    if is_receiver(now, move):
        found.add("receiver")
    if any(_helps(task, move) for task in now["tasks"]):
        found.add("helper")
    if center in line_above(owner):
        found.add("supervisor")
    if (now["claimed_center"], now["claimed_by"]) == (center, move["actor"]):
        found.add("claimant")
    named = move.get("division_code")
    if not owner and (not named or sees(center, named)):
        found.add("range")
    return found


def _helps(task: dict[str, Any], move: Moved) -> bool:
    named = move.get("task_id")
    return (
        task["state"] in ("sent", "signed", "fed_back")
        and named in (None, task["task_id"])
        and is_same(move, task["center"], task["agency"])
    )
