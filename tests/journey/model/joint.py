"""Joint tasks by the binding text."""

from __future__ import annotations

from typing import Any

from tests.journey.model.reference import lists
from tests.journey.model.refusing import task_line, task_of

Columns = dict[str, Any]
Moved = dict[str, Any]


def work_jointly(now: Columns, before: Columns, move: Moved) -> None:
    if move["move"] == "join":
        _join(now, move)
    state = task_line(before, move)
    if lists().moves[move["move"]]["binding"] != "task" or not state:
        return
    task, at, name = task_of(now, move), move["at"], move["move"]
    assert task
    task.update(state=state, last_move_id=move["move_id"])
    if name in ("task_sign", "task_feedback"):
        task["signed_at"] = task["signed_at"] or at
    if name == "task_feedback":
        task["fed_back_at"] = at
    if name == "task_done":
        task["fed_back_at"] = task["fed_back_at"] or at
    if name == "reject_feedback":
        task.update(fed_back_at=None, rejected_count=task["rejected_count"] + 1)
    if name == "task_extend":
        task["due_at"] = later(task["due_at"], move["due_at"])
    if state in ("accepted", "returned", "cancelled"):
        task["ended_at"] = at


def _join(now: Columns, move: Moved) -> None:
    for task in now["tasks"]:
        if task["task_id"] == move.get("link_id") and task["state"] == "returned":
            task.update(state="replaced", ended_at=move["at"])
    now["tasks"].append(
        {
            "task_id": move["task_id"],
            "center": int(move.get("to_center") or move["acting_center"]),
            "agency": move.get("to_agency"),
            "objective": move.get("objective"),
            "state": "sent",
            "sent_at": move["at"],
            "due_at": move.get("due_at"),
            "signed_at": None,
            "fed_back_at": None,
            "ended_at": None,
            "rejected_count": 0,
            "last_move_id": move["move_id"],
        }
    )


def later(*moments: int | None) -> int | None:
    return max((one for one in moments if one is not None), default=None)
