"""What comes for an item whose details were deleted lands without details as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.landing.retention import Deleted, put_deletion

if TYPE_CHECKING:
    from datetime import datetime

    import pyarrow as pa

    from sql.store import Transaction


def empty_what_is_late(
    transaction: Transaction, handling: pa.Table, now: datetime
) -> None:
    """Take details and words out of the lent `new_events` and `new_moves` of items that
    were emptied before, and write down how much it was.

    To be called when the touched items are staged and the moves are folded: a move is
    judged by what it said. `handling` is what they made of the items.
    """
    if not transaction.read("deleted_present")["items"][0].as_py():
        return
    transaction.lend("new_handling", handling)
    counts = transaction.read("emptied_counts").to_pylist()
    events, moves = (
        transaction.read("emptied_events"),
        transaction.read("emptied_moves"),
    )
    transaction.lend("new_events", events)
    transaction.lend("new_moves", moves)
    for row in counts:
        late = Deleted(row["record"], messages=row["messages"], notes=row["notes"])
        if late.messages or late.notes:
            put_deletion(transaction, late, row["most_days"], row, now)
