"""Where open items stand, for the map of every scope: the gravest first, each place
once for each severity.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from board.picture.geography import Geography
    from board.reads.rows import Place


class Places(Struct, frozen=True):
    """What the map of a scope shows, and how many items it has no room for."""

    shown: tuple[Place, ...] = ()
    left_out: int = 0

    @property
    def items(self) -> int:
        """How many items are shown."""
        return sum(one.items for one in self.shown)


NONE = Places()


def by_scope(found: Iterable[Place], geography: Geography) -> Mapping[int, Places]:
    """The places of every scope, in the order in which they were found."""
    shown: defaultdict[int, list[Place]] = defaultdict(list)
    left_out: defaultdict[int, int] = defaultdict(int)
    for one in found:
        for scope in geography.line(one.division_code):
            if one.longitude is None:
                left_out[scope] += one.items
            else:
                shown[scope].append(one)
    return {
        scope: Places(tuple(shown[scope]), left_out[scope])
        for scope in shown.keys() | left_out.keys()
    }
