"""What presses at a moment, of items whose clocks a test sets (演示数据)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import asdict

from sql.store import Store
from streams.handling.state import Handover
from tests.sql.state import RECEIVED_AT, TOWN, VILLAGE, item, put
from tests.support.ready import ready_store

DAY, MICROSECOND = timedelta(days=1), timedelta(microseconds=1)
WEEK_S = 7 * 86_400.0
CLOSE_DUE = RECEIVED_AT + timedelta(seconds=WEEK_S)
SIGN_DUE = RECEIVED_AT + timedelta(hours=24)
ASSIGN_DUE = RECEIVED_AT + timedelta(hours=2)
ACKNOWLEDGE_DUE = RECEIVED_AT + timedelta(minutes=3)
CITY = {"low": 421300000000, "high": 421400000000}
PRESSING = (
    *("due_soon", "overdue", "unassigned_overdue", "unsigned_overdue"),
    *("unacknowledged_overdue", "supervised", "on_ledger"),
)
Row = dict[str, Any]


def case(**given: Any) -> Row:
    """A case that is handled, a week before it is due."""
    usual = {
        "status": "handling",
        "assigned_at": RECEIVED_AT,
        "close_due_at": CLOSE_DUE,
        "close_limit_s": WEEK_S,
    }
    return item(**usual | given)


def unassigned(**given: Any) -> Row:
    """A case that nobody was asked to sign yet, and that nobody handles."""
    usual = {
        "status": "accepted",
        "assigned_at": None,
        "assign_due_at": ASSIGN_DUE,
    }
    return case(**usual | given)


def handed(**given: Any) -> Row:
    """A hand-over to the village, whose receiver has a day."""
    usual = Handover(
        move_id="demo",
        from_center=TOWN,
        to_center=VILLAGE,
        to_agency=None,
        handed_at=RECEIVED_AT,
        due_at=None,
    )
    return asdict(usual) | given


def unsigned(*handovers: Row, **given: Any) -> Row:
    """A case that was handed over; nobody answered the last time."""
    asked = [*handovers, handed()]
    usual = {
        "status": "assigned",
        "handovers": asked,
        "handover_dues": [SIGN_DUE for _ in asked],
        "sign_due_at": SIGN_DUE,
    }
    return case(**usual | given)


def alert(**given: Any) -> Row:
    """A signal that nobody has seen."""
    usual = {
        "kind": "camera_alert",
        "severity": "01",
        "is_case": False,
        "status": "raised",
        "acknowledge_due_at": ACKNOWLEDGE_DUE,
    }
    return item(**usual | given)


def holding(*items: Row) -> Store:
    """A store with these items."""
    store = ready_store()
    put(store, items)
    return store


def at(store: Store, now: datetime) -> Row:
    """Everything that is counted of the whole city, in one row, and the levels."""
    rows = store.query("deadlines_by_village", now_at=now).to_pylist()
    sums = {name: sum(row[name] for row in rows) for name in PRESSING}
    return sums | {"levels": [row["escalation_level"] for row in rows]}


def pressing(store: Store, now: datetime) -> set[str]:
    """The names of what is counted at all."""
    counted = at(store, now)
    return {name for name in PRESSING if counted[name]}


def overdue(store: Store, now: datetime, **range_of_codes: int) -> list[Row]:
    """What is late in a range of codes."""
    given = CITY | range_of_codes
    found = store.query("overdue_items", now_at=now, row_limit=100, **given)
    return list(found.to_pylist())


def due_soon(store: Store, now: datetime, **range_of_codes: int) -> list[Row]:
    """What is due soon in a range of codes."""
    given = CITY | range_of_codes
    found = store.query("due_soon_items", now_at=now, row_limit=100, **given)
    return list(found.to_pylist())


def statuses(store: Store, now: datetime) -> list[str]:
    """The statuses of what is open, as they count at a moment."""
    rows = store.query("open_by_village", now_at=now).to_pylist()
    return [row["status"] for row in rows for _ in range(row["open_count"])]
