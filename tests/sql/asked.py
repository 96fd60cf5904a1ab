"""Reads asked with the usual parameters."""

from __future__ import annotations

from datetime import date
from typing import Any

from sql.statements import statements
from sql.store import Store
from tests.sql.drawn import NOW

WITHIN_DAYS = 7
Period = tuple[date, date]


def ask(store: Store, name: str, period: Period, **given: Any) -> list[dict[str, Any]]:
    """Rows of a read; it is told those of the usual parameters that it takes."""
    usual = {
        "from_day": period[0],
        "until_day": period[1],
        "now_at": NOW,
        "low": 421300000000,
        "high": 421400000000,
        "within_days": WITHIN_DAYS,
    } | given
    wanted = statements("reads")[name].parameters
    found = store.query(name, **{key: usual[key] for key in wanted})
    return list(found.to_pylist())
