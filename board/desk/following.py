"""Following items, and reminders of them: a click becomes a desk entry."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from uuid import uuid4

import msgspec
from msgspec import Struct

from board.desk.entries import said_by
from board.desk.said import Unfit
from board.look import clock
from board.look.clock import DAY, SHANGHAI
from board.viewer.scope import moment_from, moment_text
from streams.entries.following import (
    Followed,
    Reminded,
    ReminderEnded,
    ReminderMoved,
    Unfollowed,
)
from streams.events import STREAMS
from streams.privacy.masking import mask_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from board.viewer.seat import Seat
    from streams.entries.entry import DeskEntry

LONGEST_NOTE, LONGEST_SENT = 60, 200
"""Letters in a form; a note may be longer once it is masked."""
LONGEST_ID = 64
FARTHEST = 366 * DAY
EVENING, MORNING = time(17), time(9)
KINDS = frozenset(stream.kind for stream in STREAMS)
Done: TypeAlias = Literal["follow", "unfollow", "remind", "move", "done", "dropped"]


class Act(Struct, frozen=True, kw_only=True):
    """What was clicked: about which item, of a reminder which, when it is to be: one of
    the usual times, or a moment as an address writes it.
    """

    act: Done
    kind: str = ""
    id: str = ""
    reminder: str = ""
    when: str = ""
    note: str = ""


def read_act(text: str) -> Act:
    """What a browser says of a click. Raises Unfit for what is none."""
    try:
        act = msgspec.json.decode(text, type=Act)
    except msgspec.DecodeError as error:
        raise Unfit("act_unknown") from error
    is_named = 0 < len(act.id) <= LONGEST_ID and len(act.reminder) <= LONGEST_ID
    if act.kind not in KINDS or not is_named:
        raise Unfit("act_unknown")
    return act


def usual_times(now: datetime) -> dict[str, datetime]:
    """The times that are offered: what is over today is not."""
    here = now.astimezone(SHANGHAI)
    found = {
        "hour": now + timedelta(hours=1),
        "today": datetime.combine(here.date(), EVENING, SHANGHAI),
        "tomorrow": datetime.combine(here.date() + DAY, MORNING, SHANGHAI),
        "three_days": now + 3 * DAY,
    }
    return {name: at for name, at in found.items() if at > now}


def bounds(now: datetime) -> dict[str, str]:
    """The first and the last moment that can be chosen, as an address writes them."""
    return {"least": moment_text(now), "most": moment_text(now + FARTHEST - DAY)}


def due_of(when: str, now: datetime) -> datetime:
    """When a reminder is to be. Raises Unfit for what is no time, over, or farther away
    than a year.
    """
    at = usual_times(now).get(when) or moment_from(when)
    if at is None or not now < at <= now + FARTHEST:
        raise Unfit("remind_time")
    return at


def act_entry(act: Act, seat: Seat, *, is_synthetic: bool) -> DeskEntry:
    """The entry of a click, of the list of who clicked. Raises Unfit."""
    now = clock.now()
    common = {
        **said_by(seat, f"follow-{uuid4()}", now, is_synthetic=is_synthetic),
        "kind": act.kind,
        "item_id": act.id,
        "whose": "person" if seat.person else "seat",
        "agency": seat.agency_code or None,
    }
    return _MADE[act.act](act, common, now)


def _reminded(act: Act, common: Mapping[str, Any], now: datetime) -> Reminded:
    note = mask_line(act.note.strip()[:LONGEST_NOTE])[:LONGEST_SENT]
    return Reminded(**common, due_at=due_of(act.when, now), note=note or None)


def _moved(act: Act, common: Mapping[str, Any], now: datetime) -> ReminderMoved:
    at = due_of(act.when, now)
    return ReminderMoved(**common, reminder=_named(act), due_at=at)


def _named(act: Act) -> str:
    if not act.reminder:
        raise Unfit("act_unknown")
    return act.reminder


_MADE: Mapping[Done, Callable[[Act, Mapping[str, Any], datetime], DeskEntry]] = {
    "follow": lambda _act, common, _now: Followed(**common),
    "unfollow": lambda _act, common, _now: Unfollowed(**common),
    "remind": _reminded,
    "move": _moved,
    "done": lambda act, common, _now: ReminderEnded(
        **common, reminder=_named(act), ending="done"
    ),
    "dropped": lambda act, common, _now: ReminderEnded(
        **common, reminder=_named(act), ending="dropped"
    ),
}
