"""A store as an earlier version left it: its tables, with the rows of a present one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from sql.migration import steps
from sql.opening import STORAGE

if TYPE_CHECKING:
    from collections.abc import Callable

OLDEST = 7
TABLES = Path(__file__).parents[1] / "sql" / "schema_07.sql"
DERIVED = (
    *("items_open", "items_finished", "openings"),
    *("rollup_changes", "rollups", "rollup_deltas"),
)
COLUMNS = """
select table_name, column_index, column_name, data_type, is_nullable, column_default
from duckdb_columns() where schema_name = 'main' and not internal order by all
"""
MACROS = """
select function_name, parameters::varchar, macro_definition
from duckdb_functions() where schema_name = 'main' and not internal order by all
"""
CONSTRAINTS = (
    "select table_name, constraint_text from duckdb_constraints() order by all"
)


def earlier(path: Path, schema: int = OLDEST, present: Path | None = None) -> Path:
    """Make a store of that schema, empty or with what a present one holds."""
    with duckdb.connect(path, config={"storage_compatibility_version": STORAGE}) as old:
        old.execute(TABLES.read_text(encoding="utf-8"))
        for number in range(OLDEST, schema):
            for _, text in steps()[number]:
                old.execute(text)
        if present is not None:
            _fill(old, present)
        old.execute("delete from store_meta where name in ('schema', 'lists')")
        old.execute("insert into store_meta values ('schema', ?)", [str(schema)])
    return path


def _fill(old: duckdb.DuckDBPyConnection, present: Path) -> None:
    old.execute(f"attach '{present}' as present (read_only)")
    names = old.execute(
        "select table_name, string_agg(column_name, ', ') from duckdb_columns() "
        "where database_name = current_database() group by table_name"
    ).fetchall()
    for name, columns in names:
        if name not in DERIVED:
            old.execute(
                f"insert into {name} by name select {columns} from present.{name}"  # noqa: S608 - names of our own tables
            )
    old.execute("detach present")


def shape(path: Path) -> list[list[Any]]:
    """Tables, columns, types, defaults, constraints and macros of a store."""
    return _asked(
        path,
        lambda store: [
            store.execute(text).fetchall() for text in (COLUMNS, MACROS, CONSTRAINTS)
        ],
    )


def rows(path: Path) -> dict[str, list[str]]:
    """All that is in a store, row by row, but where an item stands in its table and how
    cells are spread over the tables that add up to them.
    """
    return _asked(path, _rows)


def _rows(store: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    names = [name for (name,) in store.execute("show tables").fetchall()]
    return {
        name: sorted(map(repr, _plain(store, name).fetchall()))
        for name in names
        if not name.startswith("rollup")
    }


def _plain(store: duckdb.DuckDBPyConnection, name: str) -> duckdb.DuckDBPyConnection:
    left_out = "exclude (row_no)" if name in DERIVED[:2] else ""
    text = f"select to_json(t)::varchar from (from {name} select * {left_out}) t"  # noqa: S608 - as above
    return store.execute(text)


def _asked(path: Path, ask: Callable[[duckdb.DuckDBPyConnection], Any]) -> Any:
    with duckdb.connect(path, read_only=True) as store:
        return ask(store)
