"""The lists of the reference data as Arrow tables, as the store loads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import csv

from sql.calendar import published_days
from sql.errors import StoreError
from sql.statements import HERE

if TYPE_CHECKING:
    from pathlib import Path

REGION = "suizhou"
_CALCULATED = {"workdays": published_days}
"""Lists that no CSV holds."""


def reference_rows(stem: str) -> pa.Table:
    """One list of the reference data: of a CSV every cell as text."""
    if stem in _CALCULATED:
        return _CALCULATED[stem]()
    for folder in (HERE / "reference", HERE / "reference" / REGION):
        for path in sorted(folder.glob(f"{stem}.csv*")):
            return _read_csv(path)
    raise StoreError(f"sql/reference has no {stem}.csv")


def _read_csv(path: Path) -> pa.Table:
    with csv.open_csv(path) as head:
        columns = head.schema.names
    return csv.read_csv(
        path,
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()),
            strings_can_be_null=False,
        ),
    )
