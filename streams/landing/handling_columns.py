"""Tells the store the columns of an item's handling, as its struct has them.

`python -m streams.landing.handling_columns` writes `sql/columns/handling.csv`; a test
holds the file to the struct.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pyarrow as pa
from msgspec.structs import fields

from sql.statements import COLUMNS
from streams.handling.state import SELDOM, Handling
from streams.landing.columns import HANDLING, KEYS
from streams.landing.structs import AT

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = COLUMNS / "handling.csv"
_SQL = {
    pa.string(): "varchar",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.bool_(): "boolean",
    AT: "timestamptz",
}


def text() -> str:
    """One line per column beside the item's key: its name and how it is defined."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(
        [("name", "definition"), *_definitions()]
    )
    return lines.getvalue()


def _definitions() -> Iterator[tuple[str, str]]:
    for each in fields(Handling):
        kept_as = sql_type(HANDLING.field(each.name).type)
        if SELDOM in getattr(each.type, "__metadata__", ()):
            kept_as += " using compression uncompressed"
        if each.name not in KEYS.names:
            yield each.name, kept_as


def sql_type(kind: pa.DataType) -> str:
    """The type in which DuckDB keeps an Arrow column."""
    if pa.types.is_list(kind):
        return f"{sql_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        inner = ", ".join(f"{each.name} {sql_type(each.type)}" for each in kind)
        return f"struct({inner})"
    return _SQL[kind]


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
