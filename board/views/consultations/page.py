"""The parts of the page by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.viewer.page import Working
from board.views.consultations import followed, letter, lists
from board.views.consultations.asking import CHOICES, WHOLE, questions_of, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part

PARTS: Mapping[str, Part] = {
    lists.LIST: lists.consultations,
    lists.REFUSED_LIST: lists.refused,
    letter.LETTER: letter.letter,
    followed.INVITED: followed.invited,
    followed.DECISIONS: followed.decisions,
}
WORKING = Working(
    choices=CHOICES, asks=questions_of, says=said, parts=PARTS, whole=WHOLE
)
