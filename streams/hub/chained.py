"""Recounts the chain over the desk's log, names the first entry that does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from streams.landing.chain import BEGINNING, Link, following

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sql.store import Transaction

LINKS_A_SHARE = 100_000
"""Links that are recounted at a time, so that memory stays bounded."""


class Chain(Struct):
    """What was recounted: until where, and where a link stands that somebody had
    written down, in full or its beginning; 0 while it was not found.
    """

    last: Link = BEGINNING
    head: str = ""
    head_at: int = 0

    def go_on(self, link: Link) -> None:
        self.last = link
        if self.head and link.text.startswith(self.head):
            self.head_at = link.position


def chain_faults(transaction: Transaction, chain: Chain) -> Iterator[str]:
    """What does not fit, in words, in the order of the chain; nothing after a link that
    is not what its entry makes it counts.
    """
    known = transaction.read("last_desk_link").to_pylist()
    end = known[0]["position_no"] if known else 0
    for start in range(0, end, LINKS_A_SHARE):
        until = start + LINKS_A_SHARE
        found = transaction.read(
            "linked_entries", after_position=start, until_position=until
        )
        for row in found.to_pylist():
            yield from _fault(row, chain)
    for row in transaction.read("unlinked_entries").to_pylist():
        yield (
            f"desk entry {row['entry_id']} (offset {row['offset_no']}) stands in the "
            "log, but not in the chain"
        )
    if chain.head and not chain.head_at:
        yield f"no link of the chain begins with {chain.head}"


def _fault(row: Mapping[str, Any], chain: Chain) -> Iterator[str]:
    place = row["position_no"]
    if place != chain.last.position + 1:
        yield f"the chain has no link {chain.last.position + 1} before link {place}"
    elif row["entry_id"] is None:
        yield f"desk entry {place} of the chain is gone from the log"
    else:
        made = following(chain.last, row)
        if made.text != row["link"]:
            yield (
                f"desk entry {place} of the chain, {row['entry_id']} (offset "
                f"{row['offset_no']}), is not what its link was made of"
            )
        chain.go_on(made)
