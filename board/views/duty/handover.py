"""交接班: which sheet a page is about, and what is asked of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from board.look.formats import Value, written
from board.reads.handover_rows import Handover
from board.reads.rounds import Moment, asked
from board.viewer.scope import one_of
from board.views.common.figures import epoch_ms
from board.views.duty.asking import SOUND, sound_of
from board.views.duty.changes import last_change, next_end
from board.views.handling.seats import seat_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Back, Picture
    from sql.questions import Question

HANDOVERS, FIGURES = "handovers", "handover_figures"
PROPOSED, ITEMS = "handover_proposed", "handover_items"
THEN, FIGURES_THEN = "handover_then", "handover_figures_then"
LOG, LOG_THEN = "handover_log", "handover_log_then"
STEPS, STEPS_THEN = "handover_steps", "handover_steps_then"
REMINDERS, REMINDERS_THEN = "handover_reminders", "handover_reminders_then"
NOTICES, NOTICES_THEN = "handover_notices", "handover_notices_then"
CHOICES = ("role", "seat", "agency", "sheet", "since")
SINCE = ("handover", "shift")
"""Since when a draft counts: the last hand-over, or the usual change of shifts."""
LISTED, SHOWN, LINES = 30, 100, 300
UNSIGNED_AT_MOST = timedelta(minutes=30)
NO_VECTOR = "[]"


def is_told(picture: Picture) -> bool:
    """A hand-over is the center's own: the agencies that sit there have none."""
    return not seat_of(picture).agency_code


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """What a draft and a sheet of the seat's center are made of."""
    if not is_told(picture):
        return {}
    center, sheet = seat_of(picture).center_code, picture.choices.get("sheet", "")
    since = one_of(picture.choices.get("since", ""), SINCE)
    span = {
        "center_code": center,
        "hand_over": sheet,
        "now_at": picture.now,
        "shift_at": last_change(picture.now),
        "by_handover": int(since == SINCE[0]),
    }
    of_sheet = {"center_code": center, "hand_over": sheet}
    return {
        HANDOVERS: asked(HANDOVERS, row_limit=LISTED, **of_sheet),
        FIGURES: asked(FIGURES, **span),
        PROPOSED: asked(PROPOSED, row_limit=SHOWN, **span),
        LOG: asked(LOG, row_limit=LINES, **span),
        STEPS: _steps_of(center, picture.now),
        REMINDERS: _reminders_of(center, picture.now),
        NOTICES: _notices_of(center, picture.now),
        **(
            {ITEMS: asked(ITEMS, **span)}
            if sheet
            else {SOUND: sound_of(center, picture.now)}
        ),
    }


def _steps_of(center: int, now: datetime) -> Question:
    """The items whose checklists are not finished."""
    return asked(STEPS, center_code=center, now_at=now, row_limit=SHOWN)


def _reminders_of(center: int, now: datetime) -> Question:
    """The reminders of its seats that come due before the next shift is over."""
    whole = {"until_at": next_end(now), "row_limit": SHOWN}
    return asked(REMINDERS, center_code=center, **whole)


def _notices_of(center: int, now: datetime) -> Question:
    """The notices of which something is owed."""
    return asked(NOTICES, center_code=center, now_at=now, row_limit=SHOWN)


def as_drawn(picture: Picture) -> Back | None:
    """Of a sheet: its figures and its items, as of what it says that it stands on."""
    one = drawn_of(picture)
    if one is None or not one.is_known or one.vector in {None, NO_VECTOR}:
        return None
    span = {
        "center_code": seat_of(picture).center_code,
        "hand_over": "",
        "now_at": one.as_of,
        "shift_at": one.from_at,
        "by_handover": 0,
    }
    questions = {
        THEN: asked(THEN, items=one.items, **span),
        FIGURES_THEN: asked(FIGURES, **span),
        LOG_THEN: asked(LOG, row_limit=LINES, **span),
        STEPS_THEN: _steps_of(seat_of(picture).center_code, one.as_of),
        REMINDERS_THEN: _reminders_of(seat_of(picture).center_code, one.as_of),
        NOTICES_THEN: _notices_of(seat_of(picture).center_code, one.as_of),
    }
    return Moment(one.as_of, one.vector or NO_VECTOR), questions


def handovers_of(picture: Picture) -> tuple[Handover, ...]:
    """Those that are known, the newest first."""
    if HANDOVERS not in picture.answered.tables:
        return ()
    return picture.answered.rows(HANDOVERS, Handover)


def drawn_of(picture: Picture) -> Handover | None:
    """The one that the address names; None for a draft."""
    sheet = picture.choices.get("sheet", "")
    return next((one for one in handovers_of(picture) if one.entry_id == sheet), None)


def is_late(one: Handover, now: datetime) -> bool:
    """Whether nobody signed it for longer than it should take."""
    return one.taken_by is None and now - one.drawn_at > UNSIGNED_AT_MOST


def unsigned_of(picture: Picture) -> Handover | None:
    """The last hand-over, if nobody signed it yet."""
    newest = next(iter(handovers_of(picture)), None)
    return newest if newest and newest.taken_by is None else None


def said(picture: Picture) -> dict[str, str]:
    """Which sheet it is, in words."""
    one = drawn_of(picture)
    if one is None:
        since = one_of(picture.choices.get("since", ""), SINCE)
        return {"since": picture.words(f"since.{since}")}
    at = written(Value(epoch_ms(one.drawn_at), "moment"), picture.words, picture.now)
    return {"sheet": f"{one.drawn_by} {at}"}
