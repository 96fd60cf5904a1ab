"""Why a move is refused: the first reason that holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.journey.model.moments import SECOND
from tests.journey.model.reference import OPENS_AS, Transition, lists
from tests.journey.model.who import line_above, relations, sees

Columns = dict[str, Any]
Moved = dict[str, Any]
MINUTE = 60 * SECOND
REQUESTS = {
    "grant_extension": "extension_asked_by",
    "refuse_extension": "extension_asked_by",
    "strike_off_ledger": "strike_off_asked_by",
    "refuse_strike_off": "strike_off_asked_by",
}
"""Where it stands who asked for what a move decides."""


def reason(
    now: Columns, move: Moved, status_of: Callable[[Any], str | None]
) -> str | None:
    rule = lists().moves[move["move"]]
    if _is_overtaken(now, move, rule["binding"]):
        return "overtaken"
    if line_of(now, move) is None:
        return "not_allowed"
    if not _has_right(now, move):
        return "not_yours"
    if not _is_whole(move, rule):
        return "lacking"
    if rule["binding"] == "task":
        return None if task_line(now, move) else "not_allowed"
    return _own_reason(now, move, status_of)


def _is_whole(move: Moved, rule: dict[str, Any]) -> bool:
    if not all(any(move.get(n) for n in names) for names in rule["required"]):
        return False
    if rule["most"] is None:
        return True
    end = ends_at(move)
    latest = move["at"] + rule["most"] * MINUTE
    return end is not None and bool(move["at"] < end <= latest)


def ends_at(move: Moved) -> int | None:
    default = lists().moves[move["move"]]["default"]
    if move.get("due_at") is not None or default is None:
        return move.get("due_at")
    return int(move["at"] + default * MINUTE)


def line_of(now: Columns, move: Moved) -> Transition | None:
    key = (OPENS_AS[move["item"][0]], effective(now, move["at"]), move["move"])
    lines = lists().transitions.get(key, [])
    in_force = [line for line in lines if line.valid_from <= move["day"]]
    return in_force[-1] if in_force else None


def effective(now: Columns, at: int) -> str:
    if now["pauses"] and now["pauses"][-1]["until_at"] > at:
        return "suspended"
    return "shelved" if now["shelved_until"] is not None else str(now["status"])


def task_of(now: Columns, move: Moved) -> dict[str, Any] | None:
    tasks = [one for one in now["tasks"] if one["task_id"] == move.get("task_id")]
    return tasks[0] if tasks else None


def task_line(now: Columns, move: Moved) -> str | None:
    task = task_of(now, move)
    return lists().task_steps.get((task["state"], move["move"])) if task else None


def _is_overtaken(now: Columns, move: Moved, binding: str) -> bool:
    if move.get("after") is None or not binding:
        return False
    if binding == "task":
        task = task_of(now, move)
        return task is not None and task["last_move_id"] != move["after"]
    last = now["last_binding"]
    return bool(move["after"] != (last["move_id"] if last else "none"))


def _has_right(now: Columns, move: Moved) -> bool:
    lines = [
        row
        for row in lists().permissions.get((move["role"], move["move"]), [])
        if row["valid_from"] <= move["day"]
    ]
    newest = max((row["valid_from"] for row in lines), default="")
    tier, held = lists().centers[move["acting_center"]], relations(now, move)
    return any(
        held & set(row["relations"].split())
        and (not row["tiers"] or tier in row["tiers"].split())
        for row in lines
        if row["valid_from"] == newest
    )


def _own_reason(
    now: Columns, move: Moved, status_of: Callable[[Any], str | None]
) -> str | None:
    name, center = move["move"], move["acting_center"]
    since = lists().moves[name]["asked_from"]
    if since and since <= move["day"]:
        asked_by = now[REQUESTS[name]]
        if asked_by in (None, move["actor"]):
            return "not_allowed" if asked_by is None else "not_yours"
    if name in ("close", "ask_strike_off", "strike_off_ledger"):
        busy = {"sent", "signed", "fed_back", "returned"}
        return "tasks_open" if busy & {t["state"] for t in now["tasks"]} else None
    if name == "undo":
        return _undoing(now, move)
    to_center = int(move.get("to_center") or 0)
    is_forbidden = {
        "join": task_of(now, move) is not None,
        "claim": now["claimed_by"] is not None,
        "take_over": now["claimed_by"] is None,
        "release": now["claimed_by"] is None,
        "return": now["returns_unconsulted"] >= 3,
        "assign": not sees_center(center, to_center),
        "delegate": not sees_center(center, to_center),
        "reassign": not sees_center(center, to_center),
        "escalate": to_center not in line_above(center),
        "merge": _merges_wrongly(move, status_of),
        "unsupervise": now["supervision"] is None,
        "reply": now["supervision"] is None,
    }
    return "not_allowed" if is_forbidden.get(name) else None


def sees_center(center: int, other: int) -> bool:
    if center in (other, *line_above(other)):
        return True
    division = lists().divisions_of.get(other)
    return division is not None and sees(center, division)


def _merges_wrongly(move: Moved, status_of: Callable[[Any], str | None]) -> bool:
    target = (move.get("link_kind"), move.get("link_id"))
    return target == move["item"] or status_of(target) == "merged"


def _undoing(now: Columns, move: Moved) -> str | None:
    last = now["last_binding"]
    if not last or last["move_id"] != move.get("move_ref"):
        return "not_allowed"
    span = lists().moves[last["move"]]["undo"]
    if span is None:
        return "not_allowed"
    if (last["actor"], last["center"]) != (move["actor"], move["acting_center"]):
        return "not_yours"
    is_late = move["at"] - last["made_at"] > span * MINUTE
    return "not_allowed" if is_late else None
