"""The tables of a store that no hub holds, as plain Python."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tests.journey.model.moments import microseconds
from tests.journey.model.rollups import MEASURES, cells

Row = dict[str, Any]
CELL = (
    *("grain", "axis", "business_day", "division_code", "kind", "category"),
    *("severity", "status", "is_device_health", "bucket"),
    *("expected_tier", "resolved_tier"),
)
LOGS = ("event_log", "move_log", "desk_log", "rejects")
ITEMS = ("items_open", "items_finished")
ROLLUPS = ("rollups", "rollup_deltas", "rollup_changes")


@dataclass(frozen=True)
class Stored:
    """The tables of a store that no hub holds; moments in microseconds."""

    tables: Mapping[str, list[Row]]

    def __getitem__(self, name: str) -> list[Row]:
        return self.tables[name]

    @property
    def cells(self) -> dict[tuple[Any, ...], dict[str, int]]:
        """Rollups and what waits to be counted and compacted into them, together."""
        found: dict[tuple[Any, ...], Counter[str]] = {}
        for row in (*self["rollups"], *self["rollup_deltas"]):
            cell = found.setdefault(tuple(row[name] for name in CELL), Counter())
            for name in MEASURES:
                cell[name] += row[name] or 0
        for change in self["rollup_changes"]:
            for key, measures in cells([change]).items():
                cell = found.setdefault(key, Counter())
                for name, value in measures.items():
                    cell[name] += change["sign"] * value
        kept = {cell: {k: v for k, v in found[cell].items() if v} for cell in found}
        return {cell: measures for cell, measures in kept.items() if measures}


def stored(path: Path) -> Stored:
    """Read a store's tables; nobody may hold it."""
    names = (*LOGS, *ITEMS, *ROLLUPS, "offsets", "batches")
    connection = duckdb.connect(str(path), read_only=True)
    try:
        tables = {name: connection.table(name).to_arrow_table() for name in names}
        return Stored({name: plain_rows(table) for name, table in tables.items()})
    finally:
        connection.close()


def copied(path: Path, folder: Path) -> Path:
    """A store's file with its log, to be changed; nobody may hold the first."""
    for part in path.parent.glob(f"{path.name}*"):
        shutil.copy(part, folder)
    return folder / path.name


def plain_rows(table: pa.Table) -> list[Row]:
    """The rows of an Arrow table, moments in microseconds."""
    columns = {
        name: [_plain(value) for value in column.to_pylist()]
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
    values = zip(*columns.values(), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in values]


def plain_row(row: Mapping[str, Any]) -> Row:
    """A row with its moments in microseconds."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return microseconds(value) if isinstance(value, datetime) else value
