"""The parts of the page by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.viewer.page import Working
from board.views.notices import letter, lists, progress, steps
from board.views.notices.asking import CHOICES, WHOLE, questions_of, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part

PARTS: Mapping[str, Part] = {
    lists.LIST: lists.notices,
    lists.REFUSED_LIST: lists.refused,
    letter.LETTER: letter.letter,
    progress.PROGRESS: progress.progress,
    steps.STEPS: steps.steps,
}
WORKING = Working(
    choices=CHOICES, asks=questions_of, says=said, parts=PARTS, whole=WHOLE
)
