"""Reads of one moment, which may be a past one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb

from sql.errors import StoreError
from sql.faults import translated
from sql.statements import statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from sql.statements import Statement

_STAGES = ("stage_horizon", "stage_past_keys", "stage_past_items")


class Reading:
    """A transaction that only reads: what it sees stands still."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor
        self._staged = ""

    def rows(self, statement: Statement, given: Mapping[str, Any]) -> pa.Table:
        """The rows of a read. StoreError names what was wrong with the question."""
        wanted = {name: given[name] for name in statement.parameters}
        try:
            if statement.is_past:
                self._stage(wanted.pop("offsets"))
            cursor = self._cursor.execute(statement.text, wanted or None)
            return cursor.to_arrow_table()
        except (duckdb.DataError, duckdb.InvalidInputException) as error:
            raise StoreError(f"{statement.name}: {error}") from error

    def _stage(self, offsets: str) -> None:
        """Several reads of the same past find it staged."""
        if offsets == self._staged:
            return
        for name in _STAGES:
            stage = statements("writes")[name]
            given = {"offsets": offsets} if "offsets" in stage.parameters else None
            self._cursor.execute(stage.text, given)
        self._staged = offsets


@contextmanager
def reading(cursor: duckdb.DuckDBPyConnection) -> Iterator[Reading]:
    """Read on a cursor of the calling thread; what was staged goes with the end."""
    with translated():
        cursor.begin()
        try:
            yield Reading(cursor)
        finally:
            cursor.rollback()
