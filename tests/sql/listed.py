"""The list of items as a test asks for it (演示数据)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sql.questions import fitting
from sql.store import Store
from tests.sql.drawn import NOW

ANY = {
    "low": 0,
    "high": 10**12,
    "now_at": NOW,
    **dict.fromkeys(
        (
            *("state", "kind", "category", "severity", "status", "channel"),
            *(
                "campaign",
                "desk",
                "tag",
                "claimed_by",
                "agency",
                "number",
                "camera",
                "text",
                "area",
                "dated_by",
                "own_agency",
            ),
        ),
        "",
    ),
    **dict.fromkeys(
        (
            *("owner", "within", "overdue", "due_soon", "unsigned", "unsigned_late"),
            *("supervised", "on_ledger", "joint", "own_center"),
        ),
        0,
    ),
    "from_day": date(2000, 1, 1),
    "until_day": date(2100, 1, 1),
    "sort": "received",
    "page_no": 1,
    "row_limit": 50,
}
Row = dict[str, Any]


def page(store: Store, **given: Any) -> list[Row]:
    """One page of what these filters let through; all else is any."""
    return _asked(store, "page", given)


def counts(store: Store, **given: Any) -> list[Row]:
    return _asked(store, "counts", given)


def found(store: Store, **given: Any) -> list[str]:
    """The ids of all that they let through, in order."""
    return [row["item_id"] for row in page(store, row_limit=100_000, **given)]


def _asked(store: Store, name: str, given: Row) -> list[Row]:
    is_placed = given.get("desk") or given.get("within")
    usual = "placed" if is_placed else "listed"
    read = "inside" if given.get("area") else usual
    asked = fitting(f"{read}_{name}", ANY | given)
    return list(store.query(asked.name, **asked.parameters).to_pylist())
