"""The parts of the page by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.campaigns import (
    channels,
    course,
    leads,
    league,
    mechanisms,
    visits,
    zero,
)
from board.views.campaigns.asking import CHOICES, questions_of, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part

__all__ = ["CHOICES", "PARTS", "questions_of", "said"]

PARTS: Mapping[str, Part] = {
    zero.PAGE: zero.zero,
    league.LEAGUE: league.league,
    course.DAYS: course.days,
    course.DIVISIONS: course.divisions,
    course.TYPES: course.types,
    mechanisms.STAGES: mechanisms.stages,
    leads.BARS: leads.bars,
    leads.SCORES: leads.scores,
    channels.CHANNELS: channels.channels,
    channels.DAYS: channels.calendar,
    visits.TOWNS: visits.visits,
}
