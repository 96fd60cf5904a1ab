"""The reference data as its CSVs say, read by nothing of ours."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "sql" / "reference"
TIERS = ("village", "town", "county", "city")
OPENS_AS = {
    "incident": "case",
    "dispute": "case",
    "camera_alert": "signal",
    "risk_lead": "signal",
}


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One line of the process: where a move leads, and whether it is handling."""

    to_status: str
    is_handling: bool
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class Lists:
    """What the model looks up; codes of divisions and centers are numbers."""

    tiers: dict[int, str]
    centers: dict[int, str]
    divisions_of: dict[int, int]
    parents: dict[int, int]
    seats: dict[int, int]
    ranges: dict[int, list[tuple[int, int]]]
    categories: frozenset[tuple[str, str]]
    severities: dict[tuple[str, int], str]
    alarms: dict[tuple[int, str], str]
    device_categories: frozenset[str]
    transitions: dict[tuple[str, str, str], list[Transition]]
    moves: dict[str, dict[str, Any]]
    task_steps: dict[tuple[str, str], str]
    permissions: dict[tuple[str, str], list[dict[str, str]]]
    open_statuses: frozenset[str]
    waits_for: dict[str, str]
    favourable: frozenset[tuple[str, str]]
    expected_tiers: dict[tuple[str, str, str, str], str]


def rows(stem: str) -> list[dict[str, str]]:
    """The rows of one list, every cell as text."""
    path = next(FOLDER.rglob(f"{stem}.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def lists() -> Lists:
    """All lists, read once."""
    alarms = rows("camera_alarms")
    return Lists(
        tiers={int(row["division_code"]): row["tier"] for row in rows("divisions")},
        **_centers(),
        categories=frozenset((r["kind"], r["category"]) for r in rows("categories")),
        severities=_severities(),
        alarms={(int(r["method"]), r["type"]): r["category"] for r in _typed(alarms)},
        device_categories=frozenset(
            row["category"] for row in alarms if row["is_device_health"] == "1"
        ),
        transitions=_transitions(),
        moves={row["move"]: _move(row) for row in rows("moves")},
        task_steps={
            (row["from_state"], row["move"]): row["to_state"]
            for row in rows("task_transitions")
        },
        permissions=_permissions(),
        open_statuses=frozenset(
            row["status"] for row in rows("statuses") if row["is_open"] == "1"
        ),
        waits_for={row["status"]: row["waits_for"] for row in rows("statuses")},
        favourable=frozenset((r["list"], r["code"]) for r in rows("code_lists")),
        expected_tiers={
            (row["kind"], row["severity"], row["scale"], row["spread"]): row["tier"]
            for row in rows("expected_tiers")
        },
    )


def _typed(alarms: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in alarms if not row["algorithm"]]


def _severities() -> dict[tuple[str, int], str]:
    return {
        (row["kind"], step): row["severity"]
        for row in rows("severity_map")
        for step in range(int(row["low"]), int(row["high"]) + 1)
    }


def _transitions() -> dict[tuple[str, str, str], list[Transition]]:
    found: dict[tuple[str, str, str], list[Transition]] = {}
    for row in sorted(rows("transitions"), key=lambda row: row["valid_from"]):
        step = Transition(
            to_status=row["to_status"],
            is_handling=row["is_handling"] == "1",
            valid_from=row["valid_from"],
        )
        key = (row["opens_as"], row["from_status"], row["move"])
        found.setdefault(key, []).append(step)
    return found


def _centers() -> dict[str, Any]:
    found = rows("centers")
    ranges: dict[int, list[tuple[int, int]]] = {}
    for row in rows("center_ranges"):
        span = (int(row["low"]), int(row["high"]))
        ranges.setdefault(int(row["center_code"]), []).append(span)
    code, division = "center_code", "division_code"
    seated = [row for row in found if row[division]]
    return {
        "centers": {int(row[code]): row["tier"] for row in found},
        "divisions_of": {int(row[code]): int(row[division]) for row in seated},
        "parents": {
            int(row[code]): int(row["parent_center_code"])
            for row in found
            if row["parent_center_code"]
        },
        "seats": {int(row[division]): int(row[code]) for row in seated},
        "ranges": ranges,
    }


def _move(row: dict[str, str]) -> dict[str, Any]:
    needed = [text.split("|") for text in row["requires"].split()]
    note = [["note"]] if row["reason_required"] == "1" else []
    spans = {
        name: int(row[f"{name}_minutes"]) if row[f"{name}_minutes"] else None
        for name in ("default", "most", "undo")
    }
    return {
        "required": needed + note,
        "binding": row["binding"],
        "asked_from": row["asked_from"] or None,
        **spans,
    }


def _permissions() -> dict[tuple[str, str], list[dict[str, str]]]:
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows("permissions"):
        found.setdefault((row["role"], row["move"]), []).append(row)
    return found
