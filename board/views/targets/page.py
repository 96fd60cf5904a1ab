"""The parts of the page by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.targets import divisions, lists
from board.views.targets.asking import CHOICES, questions_of, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part

__all__ = ["CHOICES", "PARTS", "questions_of", "said"]

PARTS: Mapping[str, Part] = {
    lists.LIST: lists.target_list,
    divisions.ONE: divisions.one_target,
    divisions.MATRIX: divisions.matrix,
}
