"""The parts of the page by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.containment.asking import CHOICES, questions_of, said
from board.views.containment.cases import cases
from board.views.containment.flows import passed, staircase
from board.views.containment.rates import rates
from board.views.containment.towns import towns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part

__all__ = ["CHOICES", "PARTS", "questions_of", "said"]

PARTS: Mapping[str, Part] = {
    "contained_rates": rates,
    "contained_steps": staircase,
    "contained_flows": passed,
    "contained_towns": towns,
    "contained_cases": cases,
}
