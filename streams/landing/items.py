"""The items of the store: found by the index, changed within a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from streams.landing import columns
from streams.landing.index import Changes, ItemIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from sql.store import Store, Transaction

CHUNK = 50_000
"""Rows that are dated anew in one transaction."""
PRESENT = ("stage_row_ids", "stage_present", "stage_present_handling")
DROP = ("drop_changed_open", "drop_changed_finished")
PUT = ("put_open", "put_finished", "put_changes")
FEW_KEYS, MANY_KEYS = "push_few_keys", "push_many_keys"
VECTOR_ROWS = 2_048
"""What DuckDB reads at least of a column."""
SCATTERED_SHARE = 1 / 3
"""Below this share of vectors that hold a row, telling a scan every row pays off."""


class Items:
    """Stages and changes items; `follow` what a transaction changed once it is through.

    Within one transaction: `find`, then `change`.
    """

    def __init__(self, transaction: Transaction) -> None:
        known = transaction.read("item_keys")
        self._index = ItemIndex(
            known["item_key"].to_numpy(), known["row_no"].to_numpy()
        )
        self._are_scattered = False

    def find(self, transaction: Transaction, events: pa.Table, moved: pa.Table) -> None:
        """Stage what the store knows of the items of `events` and `moved`."""
        transaction.lend("new_events", columns.numbered(events))
        transaction.lend("moved_items", moved)
        touched = transaction.read("touched_keys")["item_key"].to_numpy()
        rows = self._index.find(touched)
        transaction.lend("candidate_rows", columns.row_numbers(rows))
        self._are_scattered = are_scattered(rows)
        self._run_on_rows(transaction, PRESENT)

    def change(self, transaction: Transaction, handling: pa.Table) -> Changes:
        """Write the found items with their new facts and this handling, and count."""
        transaction.lend("new_handling", handling)
        transaction.run("stage_best")
        transaction.run("stage_handling")
        transaction.run("stage_items", first_row_no=self._index.next_row_no)
        self._run_on_rows(transaction, DROP)
        for statement in PUT:
            transaction.run(statement)
        changed = transaction.read("changed_items")
        return Changes(*(changed[name].to_pylist() for name in Changes._fields))

    def _run_on_rows(self, transaction: Transaction, statements: Sequence[str]) -> None:
        """Run statements that look for the found rows among all that there are."""
        if self._are_scattered:
            statements = (MANY_KEYS, *statements, FEW_KEYS)
        for statement in statements:
            transaction.run(statement)

    def follow(self, changes: Changes) -> None:
        """Remember where a committed transaction put its items."""
        self._index.change(changes)

    def date_anew(self, store: Store) -> Iterator[Changes]:
        """Work out every deadline by the profile that the store is opened with; says
        after each transaction what it changed.

        Safe to repeat: the store says that it is done only when all of it is.
        """
        until = self._index.next_row_no
        for low in range(0, until, CHUNK):
            with store.transaction() as transaction:
                high = min(low + CHUNK, until)
                keys = transaction.read("items_between", low=low, high=high)
                self.find(transaction, columns.EVENTS.empty_table(), keys)
                handling = transaction.read("every_present_handling")
                changes = self.change(transaction, handling)
            self.follow(changes)
            yield changes
        with store.transaction() as transaction:
            transaction.run("keep_profile", profile=store.deadline_profile)


def are_scattered(rows: Sequence[int]) -> bool:
    """Whether most vectors between the first and the last of these rows hold none.

    Then a scan that is told every key skips them; otherwise it only takes longer.
    """
    vectors = np.unique(np.asarray(rows, np.int64) // VECTOR_ROWS).tolist()
    return bool(vectors) and len(vectors) < SCATTERED_SHARE * (vectors[-1] - vectors[0])
