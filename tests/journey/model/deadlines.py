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
    started_at = row["confirmed_at"] or received_at
    close_due_at = _due("close", row, started_at, profile) if row["is_case"] else None
    if row["is_case"] and row["suspended_at"] is None:
        known = [one for one in (row["extended_to"], close_due_at) if one is not None]
        close_due_at = max(known, default=None)
    has_limit = close_due_at is not None and started_at is not None
    return {
        "acknowledge_due_at": _due("acknowledge", row, received_at, profile),
        "sign_due_at": (
            _due("sign", row, started_at, profile) if row["is_case"] else None
        ),
        "close_due_at": close_due_at,
        "close_limit_us": close_due_at - started_at if has_limit else None,
    }


def _due(
    stage: str, row: dict[str, Any], started_at: int | None, profile: str
) -> int | None:
    """None while the clock is stopped, or without facts or a rule that fits."""
    if row["suspended_at"] is not None or row.get("version") is None:
        return None
    rule = _rule(stage, row, profile)
    if rule is None or started_at is None:
        return None
    return _end(rule, started_at) + int(row["suspended_us"])


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
