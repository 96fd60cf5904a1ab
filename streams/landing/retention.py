"""Deletes what is past its retention, in place: what is counted stays, the rest goes.

An alert that is deleted keeps its row, as a bare carrier of counts: kind, id, versions
and hashes, division, category, severity, scale, source, campaign, times, and what its
moves made of it. Title, description, place, camera, algorithm, tags, the number at its
source, unknown fields, party and what somebody wrote in its moves are gone, from its
messages and its moves as well as from the item. So nothing that is summed changes, and
rollups, recount, `verify` and every past moment go by the same rows as before: there is
no second account of what was forgotten that all of them would have to add.

The id stays in plain words: by it a repeat, a late version or a late move finds the row
and is emptied as it lands (`emptied`), where it would make the alert known anew.

Whether an alert goes is decided by what had been stamped when its time was over, so a
hub that is built anew from Kafka, and one that was off for a while, say the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from streams.clock import EPOCH

if TYPE_CHECKING:
    from sql.store import Store, Transaction

SLICE = 2_000
"""Alerts or refused messages that one transaction judges at most: a tenth of a second
of the processor in a store of a million alerts, whose size costs little.
"""
EMPTYING = (
    *("empty_open_items", "empty_open_tags"),
    *("empty_finished_items", "empty_finished_tags"),
)


class Rule(Struct, frozen=True):
    """A record, the kind of its items (None: it has none), and its longest days."""

    record: str
    kind: str | None
    most_days: int

    def over_before(self, at: datetime) -> datetime:
        """What came before this moment is over by `at`."""
        return at - timedelta(days=self.most_days)


class Place(NamedTuple):
    """How far a round is: the alert that was judged last."""

    after_at: datetime
    after_id: str


BEGINNING = Place(EPOCH, "")


class Deleted(Struct, frozen=True):
    """What a transaction deleted; `place` is where to go on, None at the end."""

    record: str
    items: int = 0
    messages: int = 0
    notes: int = 0
    place: Place | None = None

    @property
    def count(self) -> int:
        """How many items, or messages where a record has no items."""
        return self.items or self.messages


def rules_in(store: Store) -> tuple[Rule, ...]:
    """The rules by which something is deleted."""
    return tuple(
        Rule(row["record"], row["kind"], row["most_days"])
        for row in store.query("retention_rules").to_pylist()
        if row["is_deleted"]
    )


def delete_slice(
    store: Store, rule: Rule, place: Place, *, until: datetime, now: datetime
) -> Deleted:
    """Delete a bounded slice of what was over by `until`, and write down that it was:
    one transaction, so neither is without the other.

    Safe to repeat; `now` is what the record says. `until` is a moment up to which all
    moves have been read, for what comes later is not asked.
    """
    delete = _alerts if rule.kind else _rejects
    with store.transaction() as transaction:
        return delete(transaction, rule, place, until, now)


def _alerts(
    transaction: Transaction, rule: Rule, place: Place, until: datetime, now: datetime
) -> Deleted:
    transaction.run(
        "stage_due_alerts",
        kind=rule.kind,
        days=rule.most_days,
        until_at=rule.over_before(until),
        row_limit=SLICE,
        **place._asdict(),
    )
    (found,) = transaction.read("due_alerts").to_pylist()
    is_last = found["judged"] < SLICE
    after = None if is_last else Place(found["after_at"], found["after_id"])
    if not found["items"]:
        return Deleted(rule.record, place=after)
    messages = _changed(transaction, "empty_events", oldest_at=found["oldest_at"])
    transaction.run("empty_event_tags", oldest_at=found["oldest_at"])
    for name in EMPTYING:
        transaction.run(name)
    first = found["first_move_at"]
    notes = _changed(transaction, "empty_notes", first_move_at=first) if first else 0
    deleted = Deleted(rule.record, found["items"], messages, notes, after)
    put_deletion(transaction, deleted, rule.most_days, found, now)
    return deleted


def _rejects(
    transaction: Transaction, rule: Rule, _: Place, until: datetime, now: datetime
) -> Deleted:
    transaction.run(
        "stage_due_rejects", until_at=rule.over_before(until), row_limit=SLICE
    )
    (found,) = transaction.read("due_rejects").to_pylist()
    after = None if found["messages"] < SLICE else BEGINNING
    if not found["messages"]:
        return Deleted(rule.record)
    messages = _changed(transaction, "empty_rejects", days=rule.most_days)
    deleted = Deleted(rule.record, messages=messages, place=after)
    put_deletion(transaction, deleted, rule.most_days, found, now)
    return deleted


def put_deletion(
    transaction: Transaction,
    deleted: Deleted,
    most_days: int,
    found: dict[str, Any],
    now: datetime,
) -> None:
    """Write down what this transaction deletes; `found` has the oldest and newest."""
    transaction.run(
        "put_deletion",
        deleted_at=now,
        record=deleted.record,
        most_days=most_days,
        items=deleted.items,
        messages=deleted.messages,
        notes=deleted.notes,
        oldest_at=found["oldest_at"],
        newest_at=found["newest_at"],
    )


def _changed(transaction: Transaction, name: str, **parameters: object) -> int:
    """How many rows a write changed."""
    count: int = transaction.read(name, **parameters).column(0)[0].as_py()
    return count
