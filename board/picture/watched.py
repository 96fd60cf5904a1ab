"""Single items that somebody looks at: which of them something has come about."""

from __future__ import annotations

import hmac
import threading
from collections import Counter
from contextlib import contextmanager
from secrets import token_bytes
from typing import TYPE_CHECKING, TypeAlias

from board.reads.rounds import asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from board.reads.reads import Reads
    from board.reads.rows import Batch

TOUCHED = "touched"
AT_ONCE = 1_000
"""So many items one question names: with the longest identifiers that there can be it
stays below what the hub takes.
"""
LOOK_BACK = 500
"""So many batches back it is looked for whoever has just come: his page was asked for
some seconds ago.
"""
Item: TypeAlias = "tuple[str, str]"


def store_of(batch: Batch | None) -> str:
    """Which store a batch is of; '' where it has none. Numbers of batches of two stores
    say nothing about each other, though one may have begun as a copy of the other.
    """
    if batch is None or batch.began_at is None:
        return ""
    began_at = batch.began_at.isoformat()
    return f"{began_at}@{batch.hub}" if batch.hub else began_at


def lists_of(batch: Batch | None) -> str:
    """Whose lists, rules and register are asked, and which; '' where it has no batch.
    What was kept of others is asked anew.
    """
    return f"{store_of(batch)} {batch.lists}" if batch else ""


class Watched:
    """One question a batch for all of them together, several where they are more than
    `AT_ONCE`; safe from any thread.
    """

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._secret = token_bytes(32)
        self._lock = threading.Lock()
        self._viewers: Counter[Item] = Counter()
        self._came: set[Item] = set()
        self._store, self._asked_no = "", 0
        self._newest: Mapping[Item, int] = {}

    def pass_for(self, item: Item) -> str:
        """What a page that showed an item to its viewer gives him to watch it by."""
        return hmac.digest(self._secret, " ".join(item).encode(), "sha256").hex()

    def lets(self, item: Item, given: str) -> bool:
        """Whether some page of this board gave this to watch the item by."""
        return hmac.compare_digest(self.pass_for(item).encode(), given.encode())

    @contextmanager
    def watching(self, item: Item) -> Iterator[None]:
        """Look after an item for as long as somebody looks at it."""
        with self._lock:
            self._viewers[item] += 1
            self._came.add(item)
        try:
            yield
        finally:
            with self._lock:
                self._viewers[item] -= 1
                if not self._viewers[item]:
                    del self._viewers[item]

    def news(self, batch: Batch | None, now: datetime) -> Mapping[Item, int] | None:
        """The newest batch that said something of each; None where nothing has changed
        since it was asked last, or nobody looks. Of a store that was built anew all is
        news. Raises HubGone.
        """
        with self._lock:
            items, came = tuple(self._viewers), set(self._came)
        number = batch.batch_no if batch else 0
        is_anew = self._store not in {"", store_of(batch)}
        if not items or (number == self._asked_no and not (came or is_anew)):
            return None
        since = number - LOOK_BACK if came else self._asked_no
        found = self._asked(items, 0 if is_anew else since, now)
        with self._lock:
            self._came -= came
        known = found if is_anew else {**self._newest, **found}
        self._store, self._asked_no = store_of(batch), number
        return self._kept({item: known[item] for item in items if item in known})

    def _asked(
        self, items: tuple[Item, ...], since: int, now: datetime
    ) -> dict[Item, int]:
        """In as many rounds as that takes: a hub answers one of so many bytes."""
        found: dict[Item, int] = {}
        for start in range(0, len(items), AT_ONCE):
            found |= self._touched(items[start : start + AT_ONCE], since, now)
        return found

    def _touched(
        self, items: tuple[Item, ...], since: int, now: datetime
    ) -> dict[Item, int]:
        kinds, item_ids = zip(*items, strict=True)
        named = {"kinds": " ".join(kinds), "item_ids": " ".join(item_ids)}
        question = asked("items_touched", batch_no=since, **named)
        rows = self._reads.round({TOUCHED: question}, now)[TOUCHED].to_pylist()
        return {(row["kind"], row["item_id"]): row["batch_no"] for row in rows}

    def _kept(self, newest: Mapping[Item, int]) -> Mapping[Item, int] | None:
        before, self._newest = self._newest, newest
        return newest if newest != before else None
