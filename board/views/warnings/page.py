"""The parts of the page by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.warnings import hot, letters, limits
from board.views.warnings.asking import (
    CHOICES,
    HOT,
    LETTERS,
    LIMITS,
    questions_of,
    said,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part

__all__ = ["CHOICES", "PARTS", "questions_of", "said"]

PARTS: Mapping[str, Part] = {
    HOT: hot.hot_types,
    hot.WINDOWS: hot.windows,
    LETTERS: letters.letters,
    letters.LETTER: letters.letter,
    LIMITS: limits.limits,
}
