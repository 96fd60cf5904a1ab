"""The parts of the page by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.briefs.about import about
from board.views.briefs.asking import CHOICES, questions_of, said
from board.views.briefs.divisions import divisions
from board.views.briefs.drawn import DAYS, MONTHS, TYPES, days, months, types
from board.views.briefs.headline import cases, signals
from board.views.briefs.registered import briefs
from board.views.briefs.standing_out import groups, overdue, supervised
from board.views.briefs.why import why

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part

__all__ = ["CHOICES", "PARTS", "questions_of", "said"]

PARTS: Mapping[str, Part] = {
    "brief_about": about,
    "brief_cases": cases,
    "brief_signals": signals,
    "brief_why": why,
    DAYS: days,
    MONTHS: months,
    TYPES: types,
    "brief_divisions": divisions,
    "brief_overdue": overdue,
    "brief_supervised": supervised,
    "brief_groups": groups,
    "briefs": briefs,
}
