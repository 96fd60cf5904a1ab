"""The parts of the page by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.reports import letter, states
from board.views.reports.asking import CHOICES, STATES, questions_of, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part

__all__ = ["CHOICES", "PARTS", "questions_of", "said"]

PARTS: Mapping[str, Part] = {
    STATES: states.states,
    letter.ON_ITEM: letter.on_item,
    letter.LETTER: letter.letter,
}
