"""One transaction per batch: rows, verdicts, rejects, items, rollups and offsets, or
nothing.

1. Desk entries are logged and linked, rejects are logged, the offsets move on.
2. The items that the batch touches are looked up by the index and staged.
3. The moves are folded one by one on the handling that was found.
4. Events are logged, and moves with the verdict on each; without details where those
   of their item were deleted.
5. Every item that changes leaves the table it stood in and goes where it belongs, with
   its best facts, its newest handling and its deadlines; what it counted for and what
   it counts for now waits for the rollups.
6. The batch writes down what it held.
7. Whoever waits for the interpreter is let in, and DuckDB commits.
8. Only now the memory follows: where the items stand, how much waits to be counted.

Between batches `compact` counts what waits and adds up the rollups, a slice at a time.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import astuple

from streams.handling.state import OPENS_AS, Handling, opening
from streams.landing import columns
from streams.landing.chain import BEGINNING, Link, linked
from streams.landing.emptying import empty_what_is_late
from streams.landing.folding import fold, merged_into
from streams.landing.index import NOTHING
from streams.landing.items import Items
from streams.landing.log_rows import desk_row
from streams.landing.skew import entered_afterwards, future_records
from streams.landing.structs import structs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from sql.store import Store, Transaction
    from streams.events import Move
    from streams.handling.rules import Rules
    from streams.landing.batches import Batch
    from streams.landing.index import Changes
    from streams.landing.log_rows import Outcome
    from streams.landing.place import Place

MOST_CHANGES, MOST_CHANGES_BEHIND = 20_000, 120_000
"""Changed items that may wait until the rollups count them: every read sums them up,
but few large countings cost half of many small ones.
"""
MOST_DELTAS, SLICE_DELTAS, SLICE_CELLS = 300_000, 200_000, 400_000
"""Changes of rollups that may wait, and about how many are compacted at a time, into
about how many cells: corrections of old items touch every day there ever was.
"""
COUNTING = ("put_deltas", "drop_changes")
COMPACTION = (
    "stage_compacted",
    "drop_compacted_rollups",
    "drop_compacted_deltas",
    "put_compacted",
)


class Written(Struct, frozen=True):
    """What a transaction held."""

    batch_no: int
    written_at: datetime
    rows: int
    rejects: int
    future_records: int
    entered_afterwards: int


class Writer:
    """The one that changes the store; what it keeps in memory follows each commit."""

    def __init__(self, store: Store, rules: Rules) -> None:
        self._store = store
        self._rules = rules
        with self._counting(into_reserve=True) as transaction:
            states = [opening(kind, "") for kind in OPENS_AS]
            transaction.lend("new_openings", columns.handling(states))
            transaction.run("drop_openings")
            transaction.run("put_openings")
            self._items = Items(transaction)
            profile = transaction.read("kept_profile")["value"][0].as_py()
        if profile != store.deadline_profile:
            for changes in self._items.date_anew(store):
                self._wait_for_counting(changes)
                self.compact()

    def write(
        self,
        batch: Batch,
        *,
        batch_no: int,
        written_at: datetime,
        before_commit: Callable[[], object] = lambda: None,
    ) -> Written:
        """Write a batch down.

        `before_commit` is called when all is said and the database writes it down,
        which leaves the interpreter to others. On any error nothing of the batch is in
        the store, and it can be written again.
        """
        started = time.perf_counter()
        ahead, changes, afterwards = future_records(batch, written_at), NOTHING, 0
        with self._store.transaction() as transaction:
            _append_others(transaction, batch)
            if batch.events or batch.moves:
                changes, afterwards = self._write_items(transaction, batch, written_at)
            transaction.run(
                "put_batch",
                batch_no=batch_no,
                written_at=written_at,
                events=len(batch.events),
                moves=len(batch.moves),
                desk_entries=len(batch.desk_entries),
                rejects=len(batch.rejects),
                future_records=ahead,
                entered_afterwards=afterwards,
                fold_ms=(time.perf_counter() - started) * 1_000,
            )
            before_commit()
        self._items.follow(changes)
        self._wait_for_counting(changes)
        total = len(batch.events) + len(batch.moves) + len(batch.desk_entries)
        return Written(
            batch_no, written_at, total, len(batch.rejects), ahead, afterwards
        )

    def write_results(
        self, results: Iterable[tuple[str, Outcome]], written_at: datetime
    ) -> None:
        """Write down what came of desk entries, by entry_id; the first result counts.

        Safe to repeat.
        """
        rows = [(name, *astuple(outcome), written_at) for name, outcome in results]
        with self._store.transaction() as transaction:
            transaction.lend(
                "new_desk_results", columns.table(columns.DESK_RESULTS, rows)
            )
            transaction.run("append_desk_results")

    def compact(self, *, is_behind: bool = False) -> None:
        """Count what changed and compact a bounded slice of the rollups, if much waits:
        more of it while the hub is behind with a backlog.

        A busy hub is never idle, so this is due by number, not when idle.
        """
        if self._changes > (MOST_CHANGES_BEHIND if is_behind else MOST_CHANGES):
            self.count()
        if self._deltas > MOST_DELTAS:
            with self._counting() as transaction:
                transaction.run(
                    "stage_slice", delta_limit=SLICE_DELTAS, cell_limit=SLICE_CELLS
                )
                for name in COMPACTION:
                    transaction.run(name)

    def count(self) -> None:
        """Make what waits to be counted into changes of cells."""
        with self._counting() as transaction:
            for name in COUNTING:
                transaction.run(name)

    @contextmanager
    def _counting(self, *, into_reserve: bool = False) -> Iterator[Transaction]:
        """A transaction after which it is known anew how much waits."""
        with self._store.transaction(into_reserve=into_reserve) as transaction:
            yield transaction
            (row,) = transaction.read("waiting_counts").to_pylist()
        self._changes, self._deltas = row["changes"], row["deltas"]

    def _wait_for_counting(self, changes: Changes) -> None:
        self._changes += changes.counts

    def _write_items(
        self, transaction: Transaction, batch: Batch, written_at: datetime
    ) -> tuple[Changes, int]:
        """What changed, and how many moves were entered afterwards."""
        events = columns.table(columns.EVENTS, batch.events)
        self._items.find(transaction, events, _keys(batch.moves))
        known = structs(transaction.read("handling_of"), Handling)
        handled, moves = fold(batch.moves, known, self._rules)
        logged = columns.table(columns.MOVES, moves)
        transaction.lend("new_moves", logged)
        handling = columns.handling(handled)
        empty_what_is_late(transaction, handling, written_at)
        transaction.run("append_events")
        transaction.run("append_moves")
        changes = self._items.change(transaction, handling)
        return changes, entered_afterwards(logged)


def _append_others(transaction: Transaction, batch: Batch) -> None:
    desk_rows = [(*place, *desk_row(entry)) for place, entry in batch.desk_entries]
    rejects = [(*place, *astuple(reject)) for place, reject in batch.rejects]
    for name, schema, rows, statements in (
        (
            "new_desk_entries",
            columns.DESK_ENTRIES,
            desk_rows,
            ("append_desk_entries",),
        ),
        ("new_rejects", columns.REJECTS, rejects, ("append_rejects",)),
        (
            "new_offsets",
            columns.OFFSETS,
            batch.offsets,
            ("drop_moved_offsets", "put_offsets"),
        ),
    ):
        if rows:
            transaction.lend(name, columns.table(schema, rows))
            for statement in statements:
                transaction.run(statement)
    _link(transaction, desk_rows)


def _link(transaction: Transaction, desk_rows: Sequence[tuple[Any, ...]]) -> None:
    if not desk_rows:
        return
    known = transaction.read("last_desk_link").to_pylist()
    last = Link(known[0]["position_no"], known[0]["link"]) if known else BEGINNING
    names = columns.DESK_ENTRIES.names
    rows = (dict(zip(names, row, strict=True)) for row in desk_rows)
    links = columns.table(columns.DESK_LINKS, list(linked(last, rows)))
    transaction.lend("new_desk_links", links)
    transaction.run("append_desk_links")


def _keys(moves: Iterable[tuple[Place, Move]]) -> Any:
    keys = {(move.kind, move.case_id) for _, move in moves}
    targets = {target for _, move in moves if (target := merged_into(move))}
    return columns.table(columns.KEYS, list(keys | targets))
