"""Moves in an item's life, written shortly, and what the fold makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct, json

from streams.events import Move
from streams.handling.fold import Verdict, apply
from streams.handling.rules import Rules
from streams.handling.state import Handling, opening

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
VILLAGE, TOWN, COUNTY = "421321101201", "421321101000", "421321000000"
CITY, OTHER_COUNTY, OTHER_TOWN = "421300000000", "421303000000", "421303001000"
HOUR = timedelta(hours=1)
NEEDS: dict[str, Any] = {
    "to_center": TOWN,
    "to_agency": "fire",
    "to_site": "P01",
    "task_id": "T1",
    "due_at": NOW + timedelta(days=5),
    "outcome": "mediated",
    "satisfaction": "satisfied",
    "link_kind": "dispute",
    "link_id": "D9",
    "note": "演示数据",
}


def move(name: str, ordinal: int = 0, /, **fields: Any) -> Move:
    """A move of the dispute D1 by its village, with nothing that it needs."""
    defaults: dict[str, Any] = {
        "move_id": f"{name}-{ordinal}",
        "kind": "dispute",
        "case_id": "D1",
        "move": name,
        "acting_center": VILLAGE,
        "role": "leader",
        "actor": "seat-1",
        "moved_at": NOW,
    }
    return Move(**(defaults | fields))


class Case(Struct):
    """An item whose moves come an hour apart, each with all that it needs."""

    rules: Rules
    state: Handling
    at: datetime = NOW
    verdicts: list[Verdict] = []

    @classmethod
    def of(cls, rules: Rules, kind: str = "dispute") -> Case:
        """An item that no move has touched."""
        return cls(rules, opening(kind, "D1"))

    def go(self, name: str, center: str = VILLAGE, **fields: Any) -> Case:
        """One more move, an hour later or at `at`."""
        self.at = fields.pop("at", self.at + HOUR)
        target = fields.pop("target_status", None)
        rule = self.rules.moves[name]
        needs = {field: NEEDS[field] for field in rule.needed if field not in fields}
        made = move(
            name,
            len(self.verdicts),
            **{"kind": self.state.kind, "acting_center": center} | needs | fields,
        )
        self.state, verdict = apply(self.state, made, self.at, self.rules, target)
        self.verdicts.append(verdict)
        return self

    @property
    def said(self) -> str:
        """What became of the last move: `accepted`, or the code of its refusal."""
        last = self.verdicts[-1]
        return last.refusal or last.verdict

    @property
    def details(self) -> dict[str, Any]:
        """The details of the last refusal."""
        return dict(json.decode(self.verdicts[-1].refusal_details or "{}"))

    @property
    def last_id(self) -> str:
        """The id of the last binding move."""
        assert self.state.last_binding
        return self.state.last_binding.move_id
