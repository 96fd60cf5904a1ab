"""Which names the map has room for: the larger divisions first, none over another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from board.picture.geography import Geography
    from board.reads.rows import Division

FORMAL = re.compile("(?<=..)(村民委员会|居民委员会|居委会|村委会)?(（社区）)?$")
"""What a name of a village may lose on the map."""
LETTER_DEG = (0.024, 0.036)
"""Room of a letter, across and down, when the whole city is in the frame."""
RANKS = ("small", "large")
WIDE = 1.8
"""How much wider the large names are written."""


def names(
    geography: Geography, *, scope: int, rank: str, scale: float
) -> list[dict[str, Any]]:
    """Names of one rank around a scope, with their positions; `scale` is the span of
    what is looked at against that of the city.
    """
    tier = geography.divisions[scope].tier
    large = "county" if tier in {"city", "county"} else "town"
    small = "town" if large == "county" else "village"
    shown = [
        one
        for wanted in (large, small)
        for one in geography.divisions.values()
        if one.tier == wanted and _near(geography, scope, one.division_code)
    ]
    chosen = large if rank == "large" else small
    return [
        {"p": [one.longitude, one.latitude], "t": FORMAL.sub("", one.name)}
        for one in _spaced(shown, large, scale)
        if one.tier == chosen
    ]


def _spaced(divisions: list[Division], large: str, scale: float) -> list[Division]:
    kept: list[Division] = []
    for one in divisions:
        if one.longitude is None:
            continue
        if not any(_overlap(one, other, large, scale) for other in kept):
            kept.append(one)
    return kept


def _overlap(one: Division, other: Division, large: str, scale: float) -> bool:
    across = abs((one.longitude or 0.0) - (other.longitude or 0.0))
    down = abs((one.latitude or 0.0) - (other.latitude or 0.0))
    room = (_width(one, large) + _width(other, large)) / 2
    return across < room * LETTER_DEG[0] * scale and down < LETTER_DEG[1] * scale


def _width(division: Division, large: str) -> float:
    letters = len(FORMAL.sub("", division.name))
    return letters * (WIDE if division.tier == large else 1.0)


def _near(geography: Geography, scope: int, code: int) -> bool:
    return geography.contains(scope, code) or geography.contains(code, scope)
