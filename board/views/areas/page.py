"""What is asked of an area, and what is said of it part by part."""

from __future__ import annotations

from board.picture.areas import kept_in
from board.viewer.page import Working
from board.views.areas import asking, counts, course
from board.views.areas.sites import sites

AREA = Working(
    choices=asking.CHOICES,
    asks=asking.questions_of,
    says=asking.said,
    parts={
        "area": counts.about,
        "area_cases": counts.cases,
        "area_signals": counts.signals,
        "area_days": course.days,
        "area_hours": course.hours,
        "area_places": counts.places,
        "area_sites": sites,
    },
    lists_own=True,
    keeps_in=lambda picture: kept_in(picture.choices),
)
