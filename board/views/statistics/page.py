"""The parts of the page by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.statistics.asking import CHOICES, questions_of, said
from board.views.statistics.crossed import TABLE, statistic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part

__all__ = ["CHOICES", "PARTS", "questions_of", "said"]

PARTS: Mapping[str, Part] = {TABLE: statistic}
