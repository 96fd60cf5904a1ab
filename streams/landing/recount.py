"""Counts anew all that a store derives from its logs: what became of each move, the
items, the rollups; for a store whose logs were carried over from an earlier schema.

Items are put in as they changed last, which is how the hub leaves them, a part at a
time, so that memory stays bounded. The verdict on a move is that of this program, as in
a store that is built anew from Kafka.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from msgspec import Struct
from msgspec.structs import astuple

from sql.errors import StoreError
from streams.handling.fold import apply
from streams.handling.state import opening
from streams.landing import columns
from streams.landing.chain import BEGINNING, linked
from streams.landing.folding import left_behind
from streams.landing.log_rows import logged_move
from streams.landing.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sql.store import Store, Transaction
    from streams.handling.fold import Verdict
    from streams.handling.rules import Rules
    from streams.handling.state import Handling

    Key = tuple[str, str]

MESSAGES_A_PART: Final = 200_000
LINKS_A_PART: Final = 100_000
MOST_ROUNDS: Final = 5
SAID: Final = (
    *("verdict", "refusal", "refusal_details", "status_before", "status_after"),
    "handling",
)
"""What the log says of a move that the program made of it."""
VERDICTS: Final = pa.schema(
    [
        columns.MOVES.field(name)
        for name in ("epoch", "partition_no", "offset_no", *SAID)
    ]
)
PUT: Final = ("put_open", "put_finished", "put_changes")


class Recounted(Struct):
    """How many items there are, and on how many moves the verdict is another now."""

    items: int = 0
    changed: int = 0


def recount(store: Store, rules: Rules, told: Callable[[int, int], None]) -> Recounted:
    """Count everything anew; `told` hears how many messages of how many are done.

    What a move merges into may stand in a later part, so verdicts that changed are
    looked at once more. StoreError when they never settle.
    """
    changed = 0
    for _ in range(MOST_ROUNDS):
        found = _round(store, rules, told)
        changed = max(changed, found.changed)
        if not found.changed:
            return Recounted(found.items, changed)
    raise StoreError("the verdicts on moves do not settle: tell whoever wrote this")


def link(store: Store) -> int:
    """Make the chain over the desk's log of a store that has none; how many links.

    Never over one that has: a chain that could be made anew would prove nothing.
    """
    last, names = BEGINNING, columns.DESK_LINKS
    while True:
        with store.transaction() as transaction:
            rows = transaction.read(
                "entries_to_link", row_limit=LINKS_A_PART, row_from=last.position
            ).to_pylist()
            if not rows:
                return last.position
            made = list(linked(last, rows))
            transaction.lend("new_desk_links", columns.table(names, made))
            transaction.run("append_desk_links")
        last = type(last)(*made[-1][:2])


def _round(store: Store, rules: Rules, told: Callable[[int, int], None]) -> Recounted:
    with store.transaction() as transaction:
        transaction.run("forget_items")
        transaction.run("stage_recount_order")
        end = transaction.read("recount_end")["place"][0].as_py()
    writer, found = Writer(store, rules), Recounted()
    for low in range(0, end, MESSAGES_A_PART):
        high = min(low + MESSAGES_A_PART, end)
        with store.transaction() as transaction:
            transaction.run("stage_recounted_part", low=low, high=high)
            found.changed += _refold(transaction, rules)
            found.items += _put(transaction, low)
        writer.count()
        writer.compact()
        told(high, end)
    with store.transaction() as transaction:
        transaction.run("keep_profile", profile=store.deadline_profile)
    return found


def _put(transaction: Transaction, low: int) -> int:
    transaction.run("stage_none_present")
    transaction.run("stage_recounted", low=low)
    for name in PUT:
        transaction.run(name)
    return int(transaction.read("changed_items").num_rows)


def _refold(transaction: Transaction, rules: Rules) -> int:
    """Lend facts and handling of the part; on how many moves the verdict changed."""
    facts = transaction.read("part_facts")
    states: dict[Key, Handling] = {}
    rows: list[tuple[Any, ...]] = []
    changed = 0
    for row in transaction.read("moves_of_part").to_pylist():
        said = _said(row, states, rules)
        before = tuple(row[name] for name in SAID)
        if said != before:
            rows.append((row["epoch"], row["partition_no"], row["offset_no"], *said))
            changed += said[:-1] != before[:-1]
    if rows:
        transaction.lend("new_verdicts", columns.table(VERDICTS, rows))
        transaction.run("put_verdicts")
    for row in facts.select(columns.KEYS.names).to_pylist():
        states.setdefault((row["kind"], row["item_id"]), opening(**row))
    transaction.lend("lent_facts", facts)
    transaction.lend("lent_handling", columns.handling(states.values()))
    return changed


def _said(
    row: Mapping[str, Any], states: dict[Key, Handling], rules: Rules
) -> tuple[Any, ...]:
    """Fold one logged move; what the log has to say of it."""
    key = row["kind"], row["item_id"]
    before = states.get(key) or opening(*key)
    verdict: Verdict
    states[key], verdict = apply(
        before, logged_move(row), row["record_at"], rules, row["target_status"]
    )
    return (*astuple(verdict), left_behind(before, states[key], verdict))
