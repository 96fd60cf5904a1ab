"""What is asked of who is on duty, and what several parts say of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.clock import DAY, day_start
from board.picture.geography import TIERS
from board.reads.rounds import asked
from board.views.duty.changes import last_change
from board.views.handling.seats import seat_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.reads.rows_duty import OnDuty, PlannedShift
    from board.viewer.page import Picture
    from sql.questions import Question

ON_DUTY, BY_TIER, LIMITS = "on_duty", "duty_by_tier", "duty_limits"
SHIFTS, SHIFT_COUNTS = "planned_shifts", "shifts_by_tier"
SOUND = "sound_tests"
OWN = "own_duty"
"""The people of the seat's own center, whatever the page is about."""
ROWS = "rows"
SEATED = ("role", "seat", "agency")
WHOLE = {ROWS: "all"}
"""The choices by which a file has every row."""
SHOWN, MOST_ROWS = 200, 100_000


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    now, center = picture.now, seat_of(picture).center_code
    place = place_asked(picture)
    most = MOST_ROWS if picture.choices.get(ROWS) else SHOWN
    listed = place | {
        "with_villages": int(tells_villages(picture)),
        "row_limit": most,
    }
    today = span_of(now)
    moment = {"now_at": now, "from_at": today["from_at"]}
    return {
        BY_TIER: asked(BY_TIER, **place, **moment),
        ON_DUTY: asked(ON_DUTY, **listed, **moment),
        SHIFTS: asked(SHIFTS, **listed, now_at=now, **today),
        SHIFT_COUNTS: asked(SHIFT_COUNTS, **place, now_at=now, **today),
        SOUND: asked(SOUND, **listed, **moment, shift_at=last_change(now)),
        LIMITS: asked(LIMITS),
        OWN: people_of(center, now),
    }


def people_of(center: int, now: datetime) -> Question:
    """Who is on duty at one center, and for the agencies there."""
    return asked(ON_DUTY, **_only(center), now_at=now, from_at=now)


def sound_of(center: int, now: datetime) -> Question:
    """The last test of the sound at one center in this shift."""
    moment = {"now_at": now, "from_at": now, "shift_at": last_change(now)}
    return asked(SOUND, **_only(center), **moment)


def plan_of(center: int, span: Mapping[str, datetime], now: datetime) -> Question:
    """The shifts of one center in a span."""
    return asked(SHIFTS, **_only(center), now_at=now, **span)


def span_of(moment: datetime) -> dict[str, datetime]:
    """The day in Shanghai of a moment; its night reaches into the next one."""
    start = day_start(moment)
    return {"from_at": start, "until_at": start + DAY}


def said(_picture: Picture) -> dict[str, str]:
    """Nothing is chosen here but the place."""
    return {}


def tells_villages(picture: Picture) -> bool:
    """Whether people of villages are told by name: from towns on downwards."""
    division = picture.snapshot.geography.divisions[picture.scope]
    return TIERS.index(division.tier) >= TIERS.index("town")


def place_of(one: OnDuty | PlannedShift, picture: Picture) -> dict[str, Any]:
    """The center, the unit there, and the person with what he does."""
    words, centers = picture.words, picture.snapshot.geography.centers
    return {
        "code": one.center_code,
        "center": centers[one.center_code].name,
        "unit": words.known("agency", one.agency)
        if one.agency
        else words("duty.own_unit"),
        "person": one.person,
        "function": words.known("duty_function", one.function),
    }


def _only(center: int) -> dict[str, int]:
    nowhere = {"low": 0, "high": 0, "center_code": center}
    return nowhere | {"with_villages": 1, "row_limit": SHOWN}


def place_asked(picture: Picture) -> dict[str, int]:
    """All centers in the division; a zone's center, which is in none, where it sits.
    Raises KeyError for a scope that is in no register.
    """
    geography, center = picture.snapshot.geography, seat_of(picture).center_code
    division = geography.divisions[picture.scope]
    is_home = geography.home(center) == picture.scope
    return {
        "low": division.low,
        "high": division.high,
        "center_code": center if is_home else 0,
    }
