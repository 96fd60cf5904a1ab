"""Items put straight into a store, as the hub's writer leaves them (演示数据)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pyarrow as pa

from sql.store import Store

RECEIVED_AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
VILLAGE, TOWN = 421303001001, 421303001000
NUMBERS = count(1)


def item(**given: Any) -> dict[str, Any]:
    """One registered dispute without deadlines; `given` says what is different."""
    number = next(NUMBERS)
    return {
        "kind": "dispute",
        "item_id": f"demo-{number}",
        "version": 1,
        "row_no": number,
        "division_code": VILLAGE,
        "town_code": TOWN,
        "category": "17",
        "severity": "04",
        "scale": "01",
        "spread": "none",
        "source": "grid",
        "status": "registered",
        "received_at": RECEIVED_AT,
        "is_device_health": False,
        "is_case": True,
        "is_confirmed": False,
        "owner_center": 0,
        "open_tasks": [],
        "joint_count": 0,
        "reopened_count": 0,
        "returned_count": 0,
        "has_recurred": False,
        "suspended_s": 0.0,
    } | given


WAITING = ("put_changes",)
DELTAS = ("put_changes", "put_deltas", "drop_changes")
COMPACTED = ("put_recount",)


def put(
    store: Store, items: Iterable[dict[str, Any]], counted: Iterable[str] = WAITING
) -> None:
    """Write new items where their status puts them, open or finished, and count them:
    as changes that wait, as deltas, or everything anew as compacted cells.
    """
    rows = list(items)
    schema = _schema(store)
    columns = {name: [row.get(name) for row in rows] for name in schema.names}
    with store.transaction() as transaction:
        transaction.lend("staged_items", pa.table(columns, schema=schema))
        transaction.lend("present_items", schema.empty_table())
        for statement in ("put_open", "put_finished", *counted):
            transaction.run(statement)


def _schema(store: Store) -> pa.Schema:
    """The columns of an item as it is kept."""
    with store.transaction() as transaction:
        kept = transaction.read("kept_items", shares=1, share=0).schema
    return kept.remove(kept.get_field_index("is_open")).append(
        pa.field("row_no", pa.int64())
    )
