"""Recounts a store from its logs and names the first difference.

`python -m streams verify [--sample 1/64] [--head LINK]` wants the store for itself:
stop the hub, or take a copy of its file.
"""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import asdict

from sql.errors import StoreError
from sql.store import Store
from streams.handling.fold import apply
from streams.handling.state import opening
from streams.hub.chained import Chain, chain_faults
from streams.hub.start import rules_of
from streams.landing import columns
from streams.landing.folding import left_behind
from streams.landing.log_rows import logged_move

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from sql.store import Transaction
    from streams.handling.rules import Rules
    from streams.handling.state import Handling
    from streams.hub.settings import HubSettings

    Key = tuple[str, str]

LINK = re.compile(r"[0-9a-f]{16,64}")
ROWS_A_SHARE = 200_000
"""Log rows that are recounted at a time, so that memory stays bounded."""


class Sample(Struct, frozen=True):
    """One of so many shares of all items; `of` 1 is everything."""

    of: int = 1


class Seen(Struct):
    """What was compared."""

    items: int = 0
    moves: int = 0
    cells: int = 0
    chain: Chain = field(default_factory=Chain)


def main(words: Sequence[str], settings: HubSettings) -> int:
    """0 when nothing differs, 1 and the first difference otherwise."""
    parser = argparse.ArgumentParser(prog="python -m streams verify")
    parser.add_argument("--sample", type=sample_of, default=Sample(), metavar="1/64")
    parser.add_argument("--head", type=_head, metavar="LINK")
    given = parser.parse_args(words)
    store = stopped_store(settings)
    try:
        seen = Seen(chain=Chain(head=given.head or ""))
        difference = first_difference(store, given.sample, seen)
    finally:
        store.close()
    print(
        difference or told(seen, given.sample),
        file=sys.stderr if difference else sys.stdout,
    )
    return 1 if difference else 0


def told(seen: Seen, sample: Sample) -> str:
    """What was compared, in words."""
    chain = seen.chain
    head = f"; {chain.head} is link {chain.head_at:,}" if chain.head else ""
    return (
        f"{seen.items:,} items, {seen.moves:,} moves and {seen.cells:,} cells of "
        f"rollups are what the logs make them (1/{sample.of} of the items); "
        f"{chain.last.position:,} desk entries are what their links were made of, the "
        f"last is {chain.last.text or 'none'}{head}"
    )


def stopped_store(settings: HubSettings) -> Store:
    """The store of a stopped hub. StoreError when there is none, or it is held."""
    if not settings.database.exists():
        raise StoreError(f"no store is at {settings.database}; name its CGC_HOME")
    return opened(settings.database, settings)


def opened(path: Path, settings: HubSettings) -> Store:
    """A store that nobody else holds, as a hub opens it."""
    return Store(
        path,
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        deadline_profile=settings.deadline_profile,
    )


def _head(text: str) -> str:
    if not LINK.fullmatch(text.lower()):
        raise argparse.ArgumentTypeError(f"{text} is not a link, or 16 digits of one")
    return text.lower()


def sample_of(text: str) -> Sample:
    """A share as a person writes it."""
    one, _, of = text.partition("/")
    if one != "1" or not of.isdecimal() or int(of) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a share like 1/64")
    return Sample(int(of))


def first_difference(store: Store, sample: Sample, seen: Seen) -> str | None:
    """The first difference in words, or None; `seen` counts what was compared."""
    rules = rules_of(store)
    with store.transaction() as transaction:
        return next(_differences(transaction, rules, sample, seen), None)


def _differences(
    transaction: Transaction, rules: Rules, sample: Sample, seen: Seen
) -> Iterator[str]:
    yield from chain_faults(transaction, seen.chain)
    yield from _log_faults(transaction)
    (size,) = transaction.read("logged_messages").to_pylist()
    parts = 1 + (size["events"] + size["moves"]) // ROWS_A_SHARE // sample.of
    for part in range(parts):
        share = {"shares": sample.of * parts, "share": sample.of * part}
        yield from _item_differences(transaction, rules, share, seen)
    yield from _cell_differences(transaction, seen)


def _log_faults(transaction: Transaction) -> Iterator[str]:
    for row in transaction.read("log_faults").to_pylist():
        place = f"{row['topic']}[{row['partition_no']}] offset {row['offset_no']}"
        yield (
            f"{place} of epoch {row['epoch']} stands {row['copies']} times in the "
            f"logs; the store says that it goes on at {row['next_offset']}"
        )
    for row in transaction.read("batch_faults").to_pylist():
        yield (
            f"batch {row['batch_no']} says {row['rows_said']} rows, the logs hold "
            f"{row['rows_found']}"
        )


def _item_differences(
    transaction: Transaction, rules: Rules, share: Mapping[str, int], seen: Seen
) -> Iterator[str]:
    facts = transaction.read("best_facts", **share)
    moves = transaction.read("logged_moves", **share).to_pylist()
    states: dict[Key, Handling] = {}
    for row in moves:
        yield from _verdict_difference(row, states, rules)
    seen.moves += len(moves)
    for row in facts.select(columns.KEYS.names).to_pylist():
        states.setdefault(_key(row), opening(**row))
    transaction.lend("lent_facts", facts)
    transaction.lend("lent_handling", columns.handling(states.values()))
    should = _by_key(transaction.read("recounted_items"))
    yield from _row_differences(transaction.read("kept_items", **share), should, seen)


def _verdict_difference(
    row: Mapping[str, Any], states: dict[Key, Handling], rules: Rules
) -> Iterator[str]:
    """Fold one logged move and hold its verdict and what it left against the log."""
    key = _key(row)
    before = states.get(key) or opening(*key)
    states[key], verdict = apply(
        before, logged_move(row), row["record_at"], rules, row["target_status"]
    )
    left = left_behind(before, states[key], verdict)
    for name, value in (asdict(verdict) | {"handling": left}).items():
        if row[name] != value:
            yield (
                f"move {row['move_id']} of {key[0]} {key[1]} (offset "
                f"{row['offset_no']}): {name} is {row[name]!r}, the moves before it "
                f"make it {value!r}"
            )


def _row_differences(
    kept: pa.Table, should: dict[Key, dict[str, Any]], seen: Seen
) -> Iterator[str]:
    for row in kept.to_pylist():
        key = _key(row)
        seen.items += 1
        recounted = should.pop(key, None)
        if recounted is None:
            yield f"{key[0]} {key[1]} stands twice, or no log knows it"
            return
        for name, value in row.items():
            if value != recounted[name]:
                yield (
                    f"{key[0]} {key[1]}: {name} is {value!r}, the logs make it "
                    f"{recounted[name]!r}"
                )
    for kind, item_id in should:
        yield f"{kind} {item_id} is in the logs, but no item"


def _cell_differences(transaction: Transaction, seen: Seen) -> Iterator[str]:
    seen.cells = transaction.read("count_cells")["cells"][0].as_py()
    for row in transaction.read("cell_faults").to_pylist():
        cell = {name: str(value) for name, value in row.items() if value}
        yield f"a rollup cell is not what the items make it; too much by: {cell}"


def _by_key(rows: pa.Table) -> dict[Key, dict[str, Any]]:
    return {_key(row): row for row in rows.to_pylist()}


def _key(row: Mapping[str, Any]) -> Key:
    return row["kind"], row["item_id"]
