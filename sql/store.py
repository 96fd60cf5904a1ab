"""The local door to the store: the one place that opens DuckDB."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

from sql.checkpoints import checkpoint
from sql.checks import check_lists
from sql.edition import edition, loaded_by
from sql.errors import StoreError
from sql.faults import translated
from sql.lists import reference_rows
from sql.migration import require_present
from sql.opening import connect
from sql.past import reading
from sql.questions import Question, statement_of
from sql.room import require_room
from sql.statements import Statement, statements
from sql.version import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    import pyarrow as pa

DEADLINE_PROFILE = "mixed"
"""The profile of a store that is told none."""
_SETTINGS, _LOAD, _DERIVE = ("set_",), "load_", "derive_"
_ALWAYS = (*_SETTINGS, "create_")


class Door(Protocol):
    """What both doors to the store offer; they answer the same."""

    def query(self, name: str, /, **parameters: object) -> pa.Table:
        """Rows of a named read. StoreError names what was wrong with the question."""

    def round(self, *questions: Question) -> list[pa.Table]:
        """The rows of several questions, all of one moment: no commit comes between."""


class Transaction:
    """One transaction of the writer: all of it lands or none of it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, name: str, /, **parameters: object) -> None:
        """Run a named write."""
        self._connection.execute(statements("writes")[name].text, parameters or None)

    def read(self, name: str, /, **parameters: object) -> pa.Table:
        """Rows of a named write-side read, as this transaction sees them."""
        text = statements("writes")[name].text
        return self._connection.execute(text, parameters or None).to_arrow_table()

    def lend(self, name: str, rows: pa.Table) -> None:
        """Let the statements of this transaction read `rows` under `name`."""
        self._connection.register(name, rows)


class Store:
    """A DuckDB file (or memory, with `path=None`), its schema and reference data.

    One process holds a file; reads may come from any thread. Each statement runs on
    `threads` threads: one is right for small work, more split it at a quarter more CPU.
    The deadlines are those of `deadline_profile`; `store_meta` says by which the items
    were counted so far. Nothing is written with less than `disk_reserve` bytes free.
    What `is_read_only` goes by the lists that it holds, and its file stays as it is.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        memory_limit: str = "2GB",
        threads: int = 1,
        deadline_profile: str = DEADLINE_PROFILE,
        disk_reserve: int = 0,
        is_read_only: bool = False,
    ) -> None:
        _check_profile(deadline_profile)
        self.path = path
        self.deadline_profile = deadline_profile
        self._disk_reserve = disk_reserve
        self._connection = connect(
            path, memory_limit, threads, is_read_only=is_read_only
        )
        self._cursors = threading.local()
        with translated():
            self._prepare(is_read_only=is_read_only)

    def query(self, name: str, /, **parameters: object) -> pa.Table:
        """Rows of a named read. StoreError names what was wrong with the question."""
        return self.round(Question(name, parameters))[0]

    def round(self, *questions: Question) -> list[pa.Table]:
        """The rows of several questions, all of one moment: no commit comes between."""
        asked = [(statement_of(one), one.parameters) for one in questions]
        with reading(self._cursor()) as moment:
            return [moment.rows(statement, given) for statement, given in asked]

    @contextmanager
    def transaction(self, *, into_reserve: bool = False) -> Iterator[Transaction]:
        """Everything run inside lands at the end, or nothing of it does.

        For the one writing thread only. StoreUnavailableError when disk or memory do
        not allow it now, StoreInvalidError when this process has to end. The little
        that a start writes may go `into_reserve`: only who is up can say what is amiss.
        """
        if not into_reserve:
            self._require_room()
        with translated():
            self._connection.begin()
            try:
                yield Transaction(self._connection)
            except BaseException:
                self._roll_back()
                raise
            self._connection.commit()

    def _require_room(self, more: int = 0) -> None:
        if self.path is not None:
            require_room(self.path.parent, self._disk_reserve + more)

    def _roll_back(self) -> None:
        with _cause_kept():
            self._connection.rollback()

    def tidy(self, *, overwrite: bool = False) -> None:
        """Write the log into the file and close the holes that deletions left in what
        the log is about; `overwrite` what the file no longer uses as well: DuckDB gives
        blocks up with what stands in them.

        Takes seconds, in which reads go on, and for a while as much room as the file
        has. For the writing thread only, between its transactions; the errors are those
        of `transaction`.
        """
        if self.path is not None:
            self._require_room(self.path.stat().st_size)
        with translated():
            try:
                self._set_up("allow_vacuum")
                self._checkpoint()
                if overwrite:
                    self._overwrite()
            finally:
                with _cause_kept():
                    self._set_up("set_no_vacuum")

    def _overwrite(self) -> None:
        fill = statements("schema")["fill_blocks"].text
        self._set_up("fill_freed")
        self._connection.execute(fill, {"blocks": self._one("freed_blocks")})
        self._checkpoint()
        self._set_up("drop_filler")
        self._checkpoint()

    def settle(self) -> None:
        """Write the log into the file and leave the file as it is until `go_on`: what
        is written meanwhile stands in the log, so a copy of the file is of this moment.

        For the writing thread, between its transactions; errors as of `transaction`.
        """
        self._require_room()
        with translated():
            self._set_up("leave_file_alone")
            self._checkpoint()

    def go_on(self) -> None:
        """Write the log into the file again whenever it is long enough."""
        with translated():
            self._set_up("set_checkpoint_threshold")

    def _checkpoint(self) -> None:
        checkpoint(partial(self._set_up, "write_checkpoint"))

    def interrupt(self) -> None:
        """Have the writer's statement fail, if one runs; none does once closed."""
        with suppress(duckdb.ConnectionException):
            self._connection.interrupt()

    def close(self) -> None:
        self._connection.close()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor: duckdb.DuckDBPyConnection | None
        cursor = getattr(self._cursors, "cursor", None)
        if cursor is None:
            cursor = self._cursors.cursor = self._connection.cursor()
        return cursor

    def _prepare(self, *, is_read_only: bool) -> None:
        schema = statements("schema")
        if not is_read_only:
            self._set_up("create_store_meta")
            self._connection.execute(schema["mark_schema"].text, {"schema": SCHEMA})
        require_present(self.path, self._one("kept_schema"), SCHEMA)
        # Together: to write each down by itself takes as long as all of them.
        self._connection.begin()
        for name in schema:
            if name.startswith(_SETTINGS if is_read_only else _ALWAYS):
                self._set_up(name)
        self._connection.commit()
        lists = loaded_by(self.deadline_profile)
        if not is_read_only and self._one("kept_lists") != lists:
            self._load_lists(lists)
        self._set_up("lock_settings")

    def _load_lists(self, lists: str) -> None:
        """Load all lists, or none: half of an edition would be an edition of nobody."""
        check_lists()
        self._connection.begin()
        for name, statement in statements("schema").items():
            if name.startswith(_LOAD):
                self._load(statement.text, reference_rows(name.removeprefix(_LOAD)))
        for name, statement in statements("schema").items():
            if name.startswith(_DERIVE):
                self._derive(statement, lists)
        self._connection.commit()

    def _set_up(self, name: str) -> None:
        self._connection.execute(statements("schema")[name].text)

    def _one(self, name: str) -> Any:
        row = self._connection.execute(statements("schema")[name].text).fetchone()
        return row[0] if row else None

    def _derive(self, statement: Statement, lists: str) -> None:
        profile = self.deadline_profile
        known = {"profile": profile, "edition": edition(profile), "lists": lists}
        wanted = {name: known[name] for name in statement.parameters}
        self._connection.execute(statement.text, wanted or None)

    def _load(self, text: str, rows: pa.Table) -> None:
        self._connection.register("csv_rows", rows)
        self._connection.execute(text)
        self._connection.unregister("csv_rows")


def _cause_kept() -> AbstractContextManager[None]:
    """A database that DuckDB gave up does nothing more; what is underway says why."""
    return suppress(duckdb.FatalException)


def _check_profile(profile: str) -> None:
    known = set(reference_rows("deadline_profiles").column("profile").to_pylist())
    if profile not in known:
        raise StoreError(
            f"CGC_DEADLINE_PROFILE={profile} is no profile of "
            f"sql/reference/deadline_profiles.csv; known: {', '.join(sorted(known))}",
        )
