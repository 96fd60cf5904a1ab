"""What stays in a list of the newest: the grave are not pushed out by the ordinary."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.reads.rows import Item

GRAVE = frozenset({"01", "02"})
SHARE = 3
"""One place in so many is the grave's own."""


def newest(items: Iterable[Item], most: int) -> tuple[Item, ...]:
    """The newest `most`, newest first; among them the newest of the grave."""
    found = sorted(items, key=lambda one: one.record_at, reverse=True)
    grave = [one for one in found if one.severity in GRAVE][: most // SHARE]
    held = {(one.kind, one.item_id) for one in grave}
    others = [one for one in found if (one.kind, one.item_id) not in held]
    kept = (*grave, *others[: most - len(grave)])
    return tuple(sorted(kept, key=lambda one: one.record_at, reverse=True))
