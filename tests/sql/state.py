"""Items put straight into a store, as the hub's writer leaves them (演示数据)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pyarrow as pa
from msgspec.structs import asdict

from sql.store import Store
from streams.handling.state import opening

RECEIVED_AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
VILLAGE, TOWN = 421303001001, 421303001000
NUMBERS = count(1)


def item(**given: Any) -> dict[str, Any]:
    """One registered dispute without deadlines; `given` says what is different."""
    number = next(NUMBERS)
    return (
        asdict(opening("dispute", f"demo-{number}"))
        | {
            "version": 1,
            "row_no": number,
            "division_code": VILLAGE,
            "town_code": TOWN,
            "category": "17",
            "severity": "04",
            "scale": "01",
            "spread": "none",
            "source": "grid",
            "received_at": RECEIVED_AT,
            "is_device_health": False,
            "handover_dues": [],
            "round_dues": [],
            "task_dues": [],
        }
        | given
    )


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
