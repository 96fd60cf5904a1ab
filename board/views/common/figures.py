"""How values come about: changes against a base, shares, ages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import Value

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.definitions import Definition
    from board.look.texts import Texts

FEW = 10
"""Below this many, a rate says less than the count."""


def change(count: int, base: int | None) -> Value:
    """A share of the base; none where one of the two is small, or the base missing."""
    is_enough = base is not None and min(count, base) >= FEW
    share = (count - base) / base if base and is_enough else None
    return Value(share, "change", count, base)


def age_s(moment: datetime | None, now: datetime) -> float | None:
    return max(0.0, (now - moment).total_seconds()) if moment else None


def epoch_ms(moment: datetime | None) -> int | None:
    """A moment as values have it, and as the browser counts it."""
    return round(moment.timestamp() * 1000) if moment else None


def counted_name(one: Definition, words: Texts) -> str:
    """What is said of those that are no misses; '' where there are none."""
    if one.is_percentile:
        return words("column.within")
    return words("column.counted") if one.has_misses else ""
