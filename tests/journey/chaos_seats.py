"""Who makes a move of the chaos, what he has seen, and to whom he hands over."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

from tests.journey.model.reference import lists
from tests.journey.model.refusing import sees_center
from tests.journey.model.who import line_above, pending

Columns = dict[str, Any]
HELPING = frozenset({"task_sign", "task_return", "task_feedback", "task_done"})
LEADING = frozenset({"task_accept", "reject_feedback", "task_extend", "task_cancel"})
ABOVE = frozenset({"reassign", "consult", "supervise", "unsupervise"})
RECEIVING = frozenset({"sign", "return"})
ROLES = ("leader", *("staff",) * 2, "duty_officer", "agency_staff")


def seat(random: Random, now: Columns, name: str) -> dict[str, Any]:
    """Mostly somebody who may; now and then anybody."""
    role = random.choice(ROLES) if random.random() < 0.15 else "leader"
    if random.random() < 0.1:
        return {"acting_center": _anybody(random), "role": role}
    if name in HELPING | LEADING and now["tasks"]:
        return _of_task(random, now, name)
    owner = now["owner_center"]
    if not owner:
        return {"acting_center": _anybody(random), "role": role} | _named(random)
    asked, above = pending(now), line_above(owner)
    center = owner
    if name in RECEIVING and asked:
        center = asked["to_center"]
    elif above and (name in ABOVE or random.random() < 0.05):
        center = random.choice(above)
    agency = {"acting_agency": "justice"} if random.random() < 0.05 else {}
    return {"acting_center": str(center), "role": role} | agency


def _of_task(random: Random, now: Columns, name: str) -> dict[str, Any]:
    task = random.choice(now["tasks"])
    told = {"task_id": task["task_id"], "role": "staff"}
    if name in LEADING:
        return told | {"acting_center": str(now["owner_center"])}
    agency = {"acting_agency": task["agency"]} if task["agency"] else {}
    is_agency = bool(agency) and random.random() < 0.8
    seat = {"acting_center": str(task["center"]), "role": "agency_staff"}
    return told | seat | (agency if is_agency else {"role": "staff"})


def seen(random: Random, now: Columns, name: str) -> dict[str, Any]:
    """The last binding move, another one, or nothing at all."""
    chance = random.random()
    if chance > 0.3:
        return {}
    last = now["last_binding"]
    if lists().moves[name]["binding"] == "task" and now["tasks"]:
        return {"after": now["tasks"][-1]["last_move_id"]}
    right = last["move_id"] if last else "none"
    return {"after": right if chance > 0.04 else "M-other"}


def is_plausible(now: Columns, name: str) -> bool:
    """Whether anybody who knows the item would make the move."""
    last = now["last_binding"]
    needs = {
        **dict.fromkeys(HELPING | LEADING, bool(now["tasks"])),
        **dict.fromkeys(("unsupervise", "reply"), now["supervision"] is not None),
        **dict.fromkeys(("release", "take_over"), now["claimed_by"] is not None),
        "undo": bool(last and lists().moves[last["move"]]["undo"]),
        "grant_extension": now["extension_asked_by"] is not None,
        "refuse_extension": now["extension_asked_by"] is not None,
        "strike_off_ledger": now["strike_off_asked_by"] is not None,
        "refuse_strike_off": now["strike_off_asked_by"] is not None,
    }
    return needs.get(name, True)


def returned(now: Columns) -> list[str]:
    """The joint tasks that wait to be replaced."""
    return [one["task_id"] for one in now["tasks"] if one["state"] == "returned"]


def receiver(random: Random, acting: int, name: str) -> int:
    """Mostly a center to which one may hand over."""
    above = line_above(acting)
    if name == "escalate" and above and random.random() < 0.9:
        return random.choice(above)
    return random.choice(_below(acting) if random.random() < 0.9 else _all())


def _named(random: Random) -> dict[str, Any]:
    """Whoever begins names a division, of his own range or not."""
    if random.random() < 0.9:
        return {}
    return {"division_code": random.choice(("421303001001", "421321", "421381001"))}


def _anybody(random: Random) -> str:
    return random.choice([*map(str, _all()), "421300", "421303001"])


@cache
def _all() -> list[int]:
    return sorted(lists().centers)


@cache
def _below(center: int) -> list[int]:
    return [other for other in _all() if sees_center(center, other)] or _all()
