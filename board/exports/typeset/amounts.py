"""How long something is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from board.look.formats import Scalar


def amount(value: Scalar) -> float:
    """The number to draw; nothing where nothing is known."""
    return 0.0 if value is None or isinstance(value, str) else float(value)
