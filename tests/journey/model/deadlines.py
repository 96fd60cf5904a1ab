"""Until when an item has to be acknowledged, signed and closed."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.journey.model.moments import SECOND, business_day, workdays_after
from tests.journey.model.reference import rows

FITS = ("kind", "severity", "scale", "source")


def deadlines(row: dict[str, Any], profile: str) -> dict[str, Any]:
    """The deadline columns of an item's row, from its facts and its handling."""
    received_at = row.get("received_at")
    started_at = row["round_started_at"] or received_at
    paused = sum(one["until_at"] - one["from_at"] for one in row["pauses"])
    handed = [
        one["due_at"] or _due("sign", row, one["handed_at"], profile)
        for one in row["handovers"]
    ]
    close_due_at = _latest(
        row["extended_to"], _due("close", row, started_at, profile, paused)
    )
    has_limit = row["is_case"] and close_due_at is not None and started_at is not None
    knows = row.get("version") is not None
    waits_at = row["shelved_until"] or row["waits_since"] or received_at
    return {
        "acknowledge_due_at": _due("acknowledge", row, waits_at, profile),
        "assign_due_at": _of_case(row, _due("assign", row, started_at, profile)),
        "sign_due_at": _of_case(row, handed[-1] if handed and knows else None),
        "close_due_at": _of_case(row, close_due_at),
        "close_limit_us": close_due_at - started_at if has_limit else None,
        "handover_dues": handed if knows else [],
        "round_dues": _rounds(row, profile) if knows else [],
        "task_dues": [
            one["due_at"] or _due("task", row, one["sent_at"], profile)
            for one in row["tasks"]
            if knows
        ],
    }


def _of_case(row: dict[str, Any], due_at: int | None) -> int | None:
    return due_at if row["is_case"] else None


def _rounds(row: dict[str, Any], profile: str) -> list[int | None]:
    return [
        _latest(
            one["extended_to"],
            _due(
                "close",
                row,
                one["started_at"] or row["received_at"],
                profile,
                round(one["paused_s"] * SECOND),
            ),
        )
        for one in row["rounds"]
    ]


def _latest(*moments: int | None) -> int | None:
    return max((one for one in moments if one is not None), default=None)


def _due(
    stage: str,
    row: dict[str, Any],
    started_at: int | None,
    profile: str,
    paused: int = 0,
) -> int | None:
    """None without facts or a rule that fits."""
    if row.get("version") is None:
        return None
    rule = _rule(stage, row, profile)
    if rule is None or started_at is None:
        return None
    return _end(rule, started_at) + paused


def _rule(stage: str, row: dict[str, Any], profile: str) -> dict[str, str] | None:
    """Of the lines of one rule the newest in force; of the rules the first to fit."""
    day = business_day(row["received_at"]).isoformat()
    in_force = {
        line["rule"]: line
        for line in _lines(profile, stage)
        if line["valid_from"] <= day
    }
    fitting = (
        line
        for line in sorted(in_force.values(), key=lambda line: int(line["rule"]))
        if all(line[name] in ("", row[name]) for name in FITS)
    )
    return next(fitting, None)


@cache
def _lines(profile: str, stage: str) -> list[dict[str, str]]:
    wanted = (profile, stage)
    lines = [
        r for r in rows("deadline_profiles") if (r["profile"], r["stage"]) == wanted
    ]
    return sorted(lines, key=lambda line: line["valid_from"])


def _end(rule: dict[str, str], started_at: int) -> int:
    if rule["workdays"]:
        return workdays_after(started_at, int(rule["workdays"]))
    minutes = float(rule["days"]) * 1_440 if rule["days"] else float(rule["minutes"])
    return started_at + round(minutes * 60 * SECOND)
