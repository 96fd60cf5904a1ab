"""Counts of villages become counts of every division above them, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from board.geography import Geography

Key: TypeAlias = tuple[str, ...]
Tally: TypeAlias = Mapping[Key, int]
Rollup: TypeAlias = Mapping[int, Tally]
Part = TypeVar("Part", bound=Hashable)
EMPTY: Tally = {}


def roll_up(counted: Iterable[tuple[int, Key, int]], geography: Geography) -> Rollup:
    """Add each (division, key, count) to the division and to all above it."""
    totals: dict[int, dict[Key, int]] = defaultdict(lambda: defaultdict(int))
    for division, key, count in counted:
        for code in geography.line(division):
            totals[code][key] += count
    return {code: dict(tally) for code, tally in totals.items()}


def total(tally: Tally, **wanted: str) -> int:
    """Sum a tally; `part0="dispute"` keeps the keys whose first part is that."""
    places = {int(name.removeprefix("part")): value for name, value in wanted.items()}
    return sum(
        count
        for key, count in tally.items()
        if all(key[place] == value for place, value in places.items())
    )


def by_part(tally: Tally, part: int) -> dict[str, int]:
    """Sum a tally by one part of its keys."""
    return group(tally, lambda key: key[part])


def group(tally: Tally, name: Callable[[Key], Part]) -> dict[Part, int]:
    sums: dict[Part, int] = defaultdict(int)
    for key, count in tally.items():
        sums[name(key)] += count
    return dict(sums)
