"""The parts of the page by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.responsibilities.asking import CHOICES, questions_of, said
from board.views.responsibilities.followed import (
    BY_AGENCY,
    BY_CATEGORY,
    by_agency,
    by_category,
)
from board.views.responsibilities.handed import PART as HANDED
from board.views.responsibilities.handed import handed
from board.views.responsibilities.listed import PART as LISTED
from board.views.responsibilities.listed import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part

__all__ = ["CHOICES", "PARTS", "questions_of", "said"]

PARTS: Mapping[str, Part] = {
    LISTED: listed,
    BY_CATEGORY: by_category,
    BY_AGENCY: by_agency,
    HANDED: handed,
}
