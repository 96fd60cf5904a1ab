"""One transaction per batch: rows, verdicts, rejects, items and offsets, or nothing."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import astuple

from streams import columns
from streams.fold import Handling, apply, opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sql.store import Store, Transaction
    from streams.batches import Batch
    from streams.events import DeskEntry, Move
    from streams.fold import Verdict
    from streams.rules import Rules

ENTERED_AFTERWARDS = timedelta(minutes=5)
"""A move whose own time is further from the broker's is marked 补录."""


class Written(Struct, frozen=True):
    """What a transaction held."""

    batch_no: int
    written_at: datetime
    rows: int
    rejects: int


def write(
    store: Store,
    batch: Batch,
    *,
    batch_no: int,
    written_at: datetime,
    rules: Rules,
    results: Mapping[str, str],
) -> Written:
    """Write a batch down. `results` says per desk entry what came of it.

    On any error nothing of the batch is in the store, and it can be written again.
    """
    started = time.perf_counter()
    with store.transaction() as transaction:
        moves = [(*place, *_move_row(place[-1], move)) for place, move in batch.moves]
        transaction.lend("new_events", columns.table(columns.EVENTS, batch.events))
        transaction.lend("moved_items", _keys(batch.moves))
        transaction.run("stage_present")
        handled, verdicts = _fold(batch.moves, _states(transaction), rules)
        rows = [
            (*row, *astuple(verdict))
            for row, verdict in zip(moves, verdicts, strict=True)
        ]
        _lend(transaction, batch, rows, handled, results)
        _run(transaction, batch)
        transaction.run(
            "put_batch",
            batch_no=batch_no,
            written_at=written_at,
            events=len(batch.events),
            moves=len(batch.moves),
            desk_entries=len(batch.desk_entries),
            rejects=len(batch.rejects),
            fold_ms=(time.perf_counter() - started) * 1_000,
        )
    total = len(batch.events) + len(batch.moves) + len(batch.desk_entries)
    return Written(batch_no, written_at, total, len(batch.rejects))


def _fold(
    moves: Iterable[tuple[tuple[Any, ...], Move]],
    states: dict[tuple[str, str], Handling],
    rules: Rules,
) -> tuple[list[Handling], list[Verdict]]:
    """The handling of every item that was moved, and the verdict on every move."""
    verdicts = []
    touched: dict[tuple[str, str], Handling] = {}
    for place, move in moves:
        key = (move.kind, move.case_id)
        state = touched.get(key) or states.get(key) or opening(*key)
        touched[key], verdict = apply(state, move, place[-1], rules)
        verdicts.append(verdict)
    return list(touched.values()), verdicts


def _states(transaction: Transaction) -> dict[tuple[str, str], Handling]:
    found = transaction.read("handling_of")
    rows = zip(*(column.to_pylist() for column in found.columns), strict=True)
    names = found.column_names
    return {
        (row[0], row[1]): Handling(**dict(zip(names, row, strict=True))) for row in rows
    }


def _lend(
    transaction: Transaction,
    batch: Batch,
    move_rows: list[tuple[Any, ...]],
    handled: list[Handling],
    results: Mapping[str, str],
) -> None:
    desk_rows = [
        (*place, *_desk_row(entry), results.get(entry.entry_id))
        for place, entry in batch.desk_entries
    ]
    for name, schema, rows in (
        ("new_moves", columns.MOVES, move_rows),
        ("new_handling", columns.HANDLING, [astuple(state) for state in handled]),
        ("new_desk_entries", columns.DESK_ENTRIES, desk_rows),
        ("new_rejects", columns.REJECTS, batch.rejects),
        ("new_offsets", columns.OFFSETS, list(batch.offsets.values())),
    ):
        transaction.lend(name, columns.table(schema, rows))


def _run(transaction: Transaction, batch: Batch) -> None:
    items = batch.events or batch.moves
    for statement, is_needed in (
        ("append_events", batch.events),
        ("append_moves", batch.moves),
        ("append_desk_entries", batch.desk_entries),
        ("append_rejects", batch.rejects),
        ("stage_items", items),
        ("drop_touched_open", items),
        ("drop_touched_finished", items),
        ("put_open", items),
        ("put_finished", items),
        ("drop_moved_offsets", batch.offsets),
        ("put_offsets", batch.offsets),
    ):
        if is_needed:
            transaction.run(statement)


def _keys(moves: Iterable[tuple[tuple[Any, ...], Move]]) -> Any:
    keys = {(move.kind, move.case_id) for _, move in moves}
    return columns.table(columns.KEYS, list(keys))


def _move_row(record_at: datetime, move: Move) -> tuple[Any, ...]:
    return (
        move.move_id,
        move.kind,
        move.case_id,
        move.move,
        int(move.acting_center),
        move.acting_agency,
        move.role,
        move.actor,
        move.moved_at,
        move.note,
        int(move.to_center) if move.to_center else None,
        move.to_agency,
        move.to_site,
        move.task_id,
        move.link_kind,
        move.link_id,
        move.due_at,
        move.outcome,
        move.satisfaction,
        move.synthetic,
        abs(move.moved_at - record_at) > ENTERED_AFTERWARDS,
    )


def _desk_row(entry: DeskEntry) -> tuple[Any, ...]:
    return (
        entry.entry_id,
        entry.entry,
        entry.actor,
        int(entry.acting_center),
        entry.entered_at,
        entry.topic,
        entry.partition,
        entry.offset,
    )
