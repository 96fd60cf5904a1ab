"""An area in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look import clock
from board.look.formats import Value, written
from board.picture.areas import area_from

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.picture.areas import Point


def area_words(text: str, words: Texts) -> str:
    """What an address says of an area, as people say it; empty for none."""
    if not text:
        return ""
    found = area_from(text)
    return words(
        f"area.said.{found.shape}",
        at=_place(found.corners[0], words),
        until=_place(found.corners[-1], words),
        metres=found.radius_m,
        corners=len(found.corners),
    )


def _place(point: Point, words: Texts) -> str:
    degrees = (Value(one, "degrees") for one in point)
    return ", ".join(written(one, words, clock.now()) for one in degrees)
