"""Handling of an item, read off the list of its moves rather than stepped as a state.

Only what decides about the next move (status and open tasks) is carried along.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.journey.model.moments import DAY, SECOND, business_day
from tests.journey.model.reference import OPENS_AS, TIERS, lists

Moved = dict[str, Any]
BEGINS = {"case": "registered", "signal": "raised"}
ENDINGS = frozenset({"close", "dismiss", "strike_off_ledger", "redirect", "merge"})
OWNING = frozenset({"claim", "accept", "sign", "confirm"})
RECURS_WITHIN = 90 * DAY
FIVE_MINUTES = 300 * SECOND


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of a move, and what it left behind if that is anything new."""

    verdict: str
    status_before: str
    status_after: str
    is_entered_afterwards: bool
    left: dict[str, Any] | None


@dataclass
class History:
    """The moves of one item so far; each accepted one knows its `at`."""

    kind: str
    status: str = ""
    seen: set[str] = field(default_factory=set)
    first_move_at: int | None = None
    accepted: list[Moved] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.status = BEGINS[OPENS_AS[self.kind]]

    def take(self, move: Moved, at: int) -> Verdict:
        """The verdict on the next move of the partition."""
        before, is_first = self.status, not self.seen
        verdict = self._judge(move, at)
        return Verdict(
            verdict=verdict,
            status_before=before,
            status_after=self.status,
            is_entered_afterwards=abs(move["moved_at"] - at) > FIVE_MINUTES,
            left=self.columns() if is_first or verdict == "accepted" else None,
        )

    def _judge(self, move: Moved, at: int) -> str:
        if move["move_id"] in self.seen:
            return "repeated"
        self.seen.add(move["move_id"])
        if self.first_move_at is None:
            self.first_move_at = at
        key = (OPENS_AS[self.kind], self.status, move["move"])
        day = business_day(at).isoformat()
        steps = [s for s in lists().transitions.get(key, []) if s.valid_from <= day]
        if not steps or not self._is_complete(move):
            return "refused"
        self.status = steps[-1].to_status
        self.accepted.append(move | {"at": at, "is_handling": steps[-1].is_handling})
        return "accepted"

    def _is_complete(self, move: Moved) -> bool:
        name, tasks = move["move"], self.open_tasks()
        if not all(move.get(name) for name in lists().required[name]):
            return False
        if name in ("close", "strike_off_ledger"):
            return not tasks
        return name != "task_done" or move["task_id"] in tasks

    def open_tasks(self) -> list[str]:
        tasks: list[str] = []
        for move in self._of({"join", "task_done"}):
            if move["move"] == "join":
                tasks.append(move["task_id"])
            else:
                tasks = [task for task in tasks if task != move["task_id"]]
        return tasks

    def columns(self) -> dict[str, Any]:
        """The handling columns of the item's row; moments in microseconds."""
        confirmed_at = _at(first(self._of({"confirm"})))
        supervision = last(self._of({"supervise", "unsupervise"}))
        return {
            "status": self.status,
            "is_case": OPENS_AS[self.kind] == "case" or confirmed_at is not None,
            "is_confirmed": confirmed_at is not None,
            "owner_center": (last(self._of(OWNING)) or {}).get("acting_center", 0),
            "lead_agency": last(filter(None, map(_lead, self.accepted))),
            "open_tasks": self.open_tasks(),
            "joint_count": self._count("join"),
            "supervision": _supervision(supervision),
            "first_response_at": _at(first(self.accepted)),
            "acknowledged_at": _at(first(self._of({"acknowledge"}))),
            "confirmed_at": confirmed_at,
            "signed_at": _at(first(self._of({"sign"}))),
            "fed_back_at": _at(first(self._of({"feedback"}))),
            "closed_at": _ended(last(self._of(ENDINGS | {"reopen"}))),
            "extended_to": (last(self._of({"extend"})) or {}).get("due_at"),
            "outcome": last(
                filter(None, (m.get("outcome") for m in self._of(ENDINGS)))
            ),
            "satisfaction": (last(self._of({"visit"})) or {}).get("satisfaction"),
            "resolved_tier": self._resolved_tier(),
            "reopened_count": self._count("reopen"),
            "returned_count": self._count("return"),
            "has_recurred": self._has_recurred(),
            **self._suspension(),
            "first_move_at": self.first_move_at,
            "last_move_at": _at(last(self.accepted)),
        }

    def _of(self, names: Iterable[str]) -> Iterator[Moved]:
        return (move for move in self.accepted if move["move"] in names)

    def _count(self, name: str) -> int:
        return sum(1 for _ in self._of({name}))

    def _resolved_tier(self) -> str | None:
        tiers = [
            lists().centers[move["acting_center"]]
            for move in self.accepted
            if move["is_handling"]
        ]
        return max(tiers, key=TIERS.index, default=None)

    def _has_recurred(self) -> bool:
        ends = list(self._of(ENDINGS | {"reopen"}))
        return any(
            after["move"] == "reopen" and after["at"] - before["at"] <= RECURS_WITHIN
            for before, after in itertools.pairwise(ends)
        )

    def _suspension(self) -> dict[str, Any]:
        """A case is resumed before it can be suspended again."""
        marks = [move["at"] for move in self._of({"suspend", "resume"})]
        spans = zip(marks[::2], marks[1::2], strict=False)
        return {
            "suspended_at": marks[-1] if len(marks) % 2 else None,
            "suspended_us": sum(max(end - begin, 0) for begin, end in spans),
        }


def first(moves: Iterable[Any]) -> Any:
    return next(iter(moves), None)


def last(moves: Iterable[Any]) -> Any:
    found = list(moves)
    return found[-1] if found else None


def _at(move: Moved | None) -> int | None:
    return move["at"] if move else None


def _ended(move: Moved | None) -> int | None:
    return move["at"] if move and move["move"] != "reopen" else None


def _lead(move: Moved) -> str | None:
    names = {"sign": "acting_agency", "assign": "to_agency"}
    return move.get(names.get(move["move"], ""))


def _supervision(move: Moved | None) -> str | None:
    if move is None or move["move"] == "unsupervise":
        return None
    return move.get("outcome") or "supervised"
