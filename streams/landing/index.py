"""Where each item stands: from its 64-bit key to its rows, in memory.

Looking for 5,000 new ids among ten million finished items costs DuckDB a scan; here it
is a binary search. Two items may share a key, so an answer is a candidate: the store
compares kind and id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Keys = npt.NDArray[np.uint64]
    Rows = npt.NDArray[np.int64]

MOST_RECENT = 262_144
"""So many new keys wait in a dictionary before they are sorted in (about 30 MB)."""


class Changes(NamedTuple):
    """What a transaction changed: of each item its key, its new row number, and the
    one that it had (None: it is new).
    """

    item_key: list[int]
    row_no: list[int]
    old_row_no: list[int | None]

    @property
    def counts(self) -> int:
        """An item counts twice if it was there before: as it was, and as it is."""
        return 2 * len(self.row_no) - self.old_row_no.count(None)


NOTHING = Changes([], [], [])


class ItemIndex:
    """Sorted keys with their row numbers, and a dictionary of what came since.

    Memory: 16 bytes an item, and up to 262,144 recent ones. Change it only after the
    transaction that made the change has been committed.
    """

    def __init__(self, keys: Keys, rows: Rows) -> None:
        order = np.argsort(keys, kind="stable")
        self._keys, self._rows = keys[order], rows[order]
        self._recent: dict[int, int] = {}
        self._collided: dict[int, tuple[int, ...]] = {}
        self._dropped: set[int] = set()
        self.next_row_no = int(rows.max(initial=0)) + 1

    def __len__(self) -> int:
        collided = sum(map(len, self._collided.values()))
        recent = len(self._recent) + collided
        return len(self._keys) - len(self._dropped) + recent

    def find(self, keys: Keys) -> list[int]:
        """Row numbers that may belong to these keys, in no order."""
        low = np.searchsorted(self._keys, keys, side="left")
        high = np.searchsorted(self._keys, keys, side="right")
        found: list[int] = []
        for place in np.flatnonzero(high > low):
            found.extend(self._rows[low[place] : high[place]].tolist())
        if self._dropped:
            found = [row for row in found if row not in self._dropped]
        known = self._recent.keys() & set(keys.tolist())
        found.extend(self._recent[key] for key in known)
        for key in known & self._collided.keys():
            found.extend(self._collided[key])
        return found

    def change(self, changes: Changes) -> None:
        """Follow a committed transaction."""
        recent = self._recent
        for key, row, old in zip(*changes, strict=True):
            if recent.get(key) == old:
                recent[key] = row
            else:
                self._put(key, row, old)
        self.next_row_no = max([self.next_row_no - 1, *changes.row_no]) + 1
        if len(recent) >= MOST_RECENT:
            self._sort_in()

    def _put(self, key: int, row: int, old: int | None) -> None:
        """What takes the place of an older row, or shares its key with another item."""
        if old is not None:
            self._drop(key, old)
        if key in self._recent:
            self._collided[key] = (*self._collided.get(key, ()), row)
        else:
            self._recent[key] = row

    def _drop(self, key: int, row: int) -> None:
        """Forget a row, wherever it stands; others with its key stay."""
        if self._recent.get(key) == row:
            del self._recent[key]
        elif row in self._collided.get(key, ()):
            self._collided[key] = tuple(x for x in self._collided[key] if x != row)
        else:
            self._dropped.add(row)
        if key not in self._recent and self._collided.get(key):
            self._recent[key], *others = self._collided.pop(key)
            self._collided[key] = tuple(others)

    def _sort_in(self) -> None:
        """Merge the recent keys; a stable sort of two sorted runs is a merge."""
        shared = [(key, row) for key, rows in self._collided.items() for row in rows]
        recent_keys = np.array([*self._recent, *(key for key, _ in shared)], np.uint64)
        recent_rows = np.array(
            [*self._recent.values(), *(row for _, row in shared)], np.int64
        )
        order = np.argsort(recent_keys)
        is_kept = ~np.isin(self._rows, list(self._dropped))
        keys = np.concatenate([self._keys[is_kept], recent_keys[order]])
        rows = np.concatenate([self._rows[is_kept], recent_rows[order]])
        order = np.argsort(keys, kind="stable")
        self._keys, self._rows = keys[order], rows[order]
        self._recent, self._collided, self._dropped = {}, {}, set()
