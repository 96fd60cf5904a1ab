"""Takes a store of an earlier schema over to the present one, step by step.

A step is `sql/migrations/09_to_10.sql`: named statements that change the logs, whose
rows nothing else could bring back. What is counted from the logs is taken out at the
end and made anew by whoever knows how. How to write a step: `sql/README.md`.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

from sql.checkpoints import checkpoint
from sql.errors import StoreBeyondError, StoreError
from sql.faults import translated
from sql.opening import connect
from sql.statements import HERE, statements, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    Steps = Mapping[int, Sequence[tuple[str, str]]]

FOLDER = HERE / "migrations"
_NAME = re.compile(r"(\d\d)_to_(\d\d)\.sql")
_OLDEST = 1
"""The schema of a store that says none."""


@cache
def steps(folder: Path = FOLDER) -> Steps:
    """Name and text of each step's statements, by the schema that it starts from.

    Raises ValueError when a file is not named after two schemas in a row.
    """
    found: dict[int, Sequence[tuple[str, str]]] = {}
    for path in sorted(folder.glob("*.sql")):
        named = _NAME.fullmatch(path.name)
        if not named or int(named[2]) != int(named[1]) + 1:
            raise ValueError(f"{path.name} names no step, as 09_to_10.sql does")
        found[int(named[1])] = texts_of(path)
    return found


def steps_from(kept: str | None, schema: str) -> Steps:
    """The steps from one schema to another, in order; none when they are the same.

    StoreError says why there is no way: it is newer than this program; StoreBeyondError
    that it is too old.
    """
    first, last = int(kept or _OLDEST), int(schema)
    if first > last:
        raise StoreError(
            f"was written by a newer version (schema {first}, this program's is "
            f"{last}): use that version",
        )
    known = steps()
    if missing := [number for number in range(first, last) if number not in known]:
        raise StoreBeyondError(
            f"was made by a version too long ago (schema {first}; from "
            f"{missing[-1] + 1} on they can be taken over to {last}): move it and its "
            ".wal away, and the hub builds it anew from Kafka",
        )
    return {number: known[number] for number in range(first, last)}


def require_present(path: Path | None, kept: str | None, schema: str) -> None:
    """StoreError unless the store is of this schema; it names what helps."""
    try:
        older = steps_from(kept, schema)
    except StoreError as error:
        raise type(error)(f"{path} {error}") from error
    if older:
        raise StoreError(
            f"{path} was made by an earlier version (schema {kept}, this program's is "
            f"{schema}): take it over with python -m streams migrate",
        )


def schema_of(path: Path) -> tuple[str | None, int]:
    """The schema of a file that nobody holds, and about how many messages it holds."""
    with _opened(path, is_read_only=True) as connection:
        try:
            (schema,) = _one(connection, "kept_schema") or (None,)
        except duckdb.CatalogException as error:
            raise StoreBeyondError(f"{path} is no store of this program") from error
        (messages,) = _one(connection, "about_kept")
        return schema, messages


def write_down(path: Path) -> None:
    """Write the log of a file into it, so that all of the store stands in one file."""
    with _opened(path) as connection:
        _write_down(connection)


def carry(path: Path, through: Steps, memory_limit: str, threads: int) -> None:
    """Take a file through these steps in one transaction, without what is derived.

    Nothing of it is in the file on any error, or when the process ends meanwhile.
    """
    with _opened(path, memory_limit, threads) as connection:
        connection.begin()
        for number, texts in through.items():
            for _, text in texts:
                connection.execute(text)
            given = {"schema": str(number + 1)}
            connection.execute(statements("schema")["change_schema"].text, given)
        connection.execute(statements("schema")["forget_derived"].text)
        connection.commit()
        _write_down(connection)


@contextmanager
def _opened(
    path: Path,
    memory_limit: str = "2GB",
    threads: int = 1,
    *,
    is_read_only: bool = False,
) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect(path, memory_limit, threads, is_read_only=is_read_only)
    try:
        with translated():
            yield connection
    finally:
        connection.close()


def _write_down(connection: duckdb.DuckDBPyConnection) -> None:
    schema = statements("schema")
    connection.execute(schema["set_no_vacuum"].text)
    checkpoint(lambda: connection.execute(schema["write_checkpoint"].text))


def _one(connection: duckdb.DuckDBPyConnection, name: str) -> Any:
    return connection.execute(statements("schema")[name].text).fetchone()
