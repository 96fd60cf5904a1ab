"""How numbers are said: units, changes against a base, ages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime

    from board.look.texts import Texts

FEW = 10
"""Below this many, a rate says less than the count."""
NOTHING = "—"


class Change(Struct, frozen=True):
    """A change against a base as text; `direction` is up, down, same or none."""

    text: str
    direction: str


def change(value: int, base: int, words: Texts) -> Change:
    """A percentage; a difference where the base is small; "—" where there is none."""
    if base == 0:
        return Change(NOTHING, "none")
    difference = value - base
    direction = "same" if difference == 0 else "up" if difference > 0 else "down"
    if base < FEW:
        return Change(
            words("change.count", count=f"{difference:+,}" if difference else "0"),
            direction,
        )
    return Change(f"{abs(difference) / base:.1%}", direction)


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def age_s(moment: datetime | None, now: datetime) -> float | None:
    return max(0.0, (now - moment).total_seconds()) if moment else None


def epoch_ms(moment: datetime | None) -> int | None:
    """A moment as the browser counts it."""
    return round(moment.timestamp() * 1000) if moment else None


def age_text(seconds: float | None, words: Texts) -> str:
    """An age in the largest unit that fits."""
    if seconds is None:
        return NOTHING
    for limit, unit, size in (
        (60, "age.seconds", 1),
        (3600, "age.minutes", 60),
        (86400, "age.hours", 3600),
    ):
        if seconds < limit:
            return words(unit, n=int(seconds // size))
    return words("age.days", n=int(seconds // 86400))
