"""One transaction per batch: rows, verdicts, rejects, items, rollups and offsets, or
nothing.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from msgspec.structs import astuple, replace

from streams.handling.fold import apply
from streams.handling.state import NEVER_S, OPENS_AS, Handling, opening
from streams.landing import columns
from streams.landing.items import Items
from streams.landing.log_rows import desk_row, move_row
from streams.landing.skew import skew_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from sql.store import Store, Transaction
    from streams.events import Move
    from streams.handling.fold import Verdict
    from streams.handling.rules import Rules
    from streams.landing.batches import Batch
    from streams.landing.items import Changes
    from streams.landing.log_rows import Outcome

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
            transaction.lend("new_openings", _openings())
            transaction.run("drop_openings")
            transaction.run("put_openings")
            self._items = Items(transaction)
            profile = transaction.read("kept_profile").column(0)[0].as_py()
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
        skew = skew_of(batch, written_at)
        changes: Changes = []
        with self._store.transaction() as transaction:
            _append_others(transaction, batch)
            if batch.events or batch.moves:
                changes = self._write_items(transaction, batch)
            transaction.run(
                "put_batch",
                batch_no=batch_no,
                written_at=written_at,
                events=len(batch.events),
                moves=len(batch.moves),
                desk_entries=len(batch.desk_entries),
                rejects=len(batch.rejects),
                future_records=skew.future_records,
                entered_afterwards=skew.entered_afterwards,
                fold_ms=(time.perf_counter() - started) * 1_000,
            )
            before_commit()
        self._items.follow(changes)
        self._wait_for_counting(changes)
        total = len(batch.events) + len(batch.moves) + len(batch.desk_entries)
        return Written(batch_no, written_at, total, len(batch.rejects), *astuple(skew))

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
            with self._counting() as transaction:
                for name in COUNTING:
                    transaction.run(name)
        if self._deltas > MOST_DELTAS:
            with self._counting() as transaction:
                transaction.run(
                    "stage_slice", delta_limit=SLICE_DELTAS, cell_limit=SLICE_CELLS
                )
                for name in COMPACTION:
                    transaction.run(name)

    @contextmanager
    def _counting(self, *, into_reserve: bool = False) -> Iterator[Transaction]:
        """A transaction after which it is known anew how much waits."""
        with self._store.transaction(into_reserve=into_reserve) as transaction:
            yield transaction
            (row,) = transaction.read("waiting_rows").to_pylist()
        self._changes, self._deltas = row["changes"], row["deltas"]

    def _wait_for_counting(self, changes: Changes) -> None:
        """An item counts twice if it was there before: as it was, and as it is."""
        self._changes += sum(1 if old is None else 2 for _, _, old in changes)

    def _write_items(self, transaction: Transaction, batch: Batch) -> Changes:
        events = columns.table(columns.EVENTS, batch.events)
        self._items.find(transaction, events, _keys(batch.moves))
        handled, verdicts = _fold(batch.moves, _states(transaction), self._rules)
        moves = [
            (*place, *move_row(place[-1], move), *verdict)
            for (place, move), verdict in zip(batch.moves, verdicts, strict=True)
        ]
        transaction.lend("new_moves", columns.table(columns.MOVES, moves))
        handling = columns.table(columns.HANDLING, [astuple(each) for each in handled])
        transaction.run("append_events")
        transaction.run("append_moves")
        return self._items.change(transaction, handling)


def _append_others(transaction: Transaction, batch: Batch) -> None:
    desk_rows = [(*place, *desk_row(entry)) for place, entry in batch.desk_entries]
    offsets = list(batch.offsets.values())
    for name, schema, rows, statements in (
        (
            "new_desk_entries",
            columns.DESK_ENTRIES,
            desk_rows,
            ("append_desk_entries",),
        ),
        ("new_rejects", columns.REJECTS, batch.rejects, ("append_rejects",)),
        (
            "new_offsets",
            columns.OFFSETS,
            offsets,
            ("drop_moved_offsets", "put_offsets"),
        ),
    ):
        if rows:
            transaction.lend(name, columns.table(schema, rows))
            for statement in statements:
                transaction.run(statement)


def _fold(
    moves: Iterable[tuple[tuple[Any, ...], Move]],
    states: dict[tuple[str, str], Handling],
    rules: Rules,
) -> tuple[list[Handling], list[tuple[Any, ...]]]:
    """The handling of every item that a move changed, and the verdict on every move
    with the handling it left behind.
    """
    verdicts = []
    touched: dict[tuple[str, str], Handling] = {}
    for place, move in moves:
        key = (move.kind, move.case_id)
        before = touched.get(key) or states.get(key) or opening(*key)
        after, verdict = apply(before, move, place[-1], rules)
        if after is not before:
            touched[key] = after
        verdicts.append((*astuple(verdict), left_behind(before, after, verdict)))
    return list(touched.values()), verdicts


def left_behind(before: Handling, after: Handling, verdict: Verdict) -> str | None:
    """The handling after a move as JSON without what is as in the beginning, or None
    when nobody would see a difference.
    """
    if verdict.verdict != "accepted" and before.first_move_at is not None:
        return None
    plain = replace(after, move_keys=[], suspended_s=after.suspended_s or NEVER_S)
    return msgspec.json.encode(plain).decode()


def _states(transaction: Transaction) -> dict[tuple[str, str], Handling]:
    found = transaction.read("handling_of")
    names = found.column_names
    return {
        (row[0], row[1]): Handling(**dict(zip(names, row, strict=True)))
        for row in columns.rows(found)
    }


def _openings() -> Any:
    states = [astuple(opening(kind, "")) for kind in OPENS_AS]
    return columns.table(columns.HANDLING, states)


def _keys(moves: Iterable[tuple[tuple[Any, ...], Move]]) -> Any:
    keys = {(move.kind, move.case_id) for _, move in moves}
    return columns.table(columns.KEYS, list(keys))
