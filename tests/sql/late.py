"""Open items whose clocks run, and what is counted of them (演示数据)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sql.store import Store
from tests.sql.state import RECEIVED_AT, TOWN, item, put
from tests.support.ready import ready_store

DAY, MICROSECOND = timedelta(days=1), timedelta(microseconds=1)
WEEK_S = 7 * 86_400.0
CLOSE_DUE = RECEIVED_AT + timedelta(seconds=WEEK_S)
CITY = {"low": 421300000000, "high": 421400000000}
Row = dict[str, Any]


def case(**given: Any) -> Row:
    return item(
        **{"status": "handling", "close_due_at": CLOSE_DUE, "close_limit_s": WEEK_S}
        | given
    )


def alert(**given: Any) -> Row:
    due = RECEIVED_AT + timedelta(minutes=3)
    return item(
        **{
            "kind": "camera_alert",
            "severity": "01",
            "is_case": False,
            "status": "raised",
            "acknowledge_due_at": due,
        }
        | given
    )


def unsigned(**given: Any) -> Row:
    due = RECEIVED_AT + timedelta(hours=24)
    return case(
        **{"status": "assigned", "sign_due_at": due, "handovers": [asked()]} | given
    )


def asked(**given: Any) -> Row:
    """A town that was asked to sign when the case was received."""
    return {
        "move_id": "m",
        "from_center": 0,
        "to_center": TOWN,
        "to_agency": None,
        "handed_at": RECEIVED_AT,
        "due_at": None,
        "ended_at": None,
        "ending": None,
    } | given


def waiting(**given: Any) -> Row:
    due = RECEIVED_AT + timedelta(hours=24)
    return case(**{"status": "accepted", "assign_due_at": due} | given)


def resting(until: datetime) -> list[Row]:
    return [{"from_at": RECEIVED_AT, "until_at": until}]


def holding(*items: Row) -> Store:
    store = ready_store()
    put(store, items)
    return store


def at(store: Store, now: datetime) -> Row:
    """Everything that is counted of the whole city, in one row, and the levels."""
    rows = store.query("deadlines_by_village", now_at=now).to_pylist()
    names = (
        "due_soon",
        "overdue",
        "unsigned_overdue",
        "unassigned_overdue",
        "unacknowledged_overdue",
        "supervised",
        "on_ledger",
    )
    sums = {name: sum(row[name] for row in rows) for name in names}
    return sums | {"levels": [row["escalation_level"] for row in rows]}


def overdue(store: Store, now: datetime, **range_of_codes: int) -> list[Row]:
    return store.query(
        "overdue_items", now_at=now, row_limit=100, **(CITY | range_of_codes)
    ).to_pylist()


def due_soon(store: Store, now: datetime, **range_of_codes: int) -> list[Row]:
    return store.query(
        "due_soon_items", now_at=now, row_limit=100, **(CITY | range_of_codes)
    ).to_pylist()
