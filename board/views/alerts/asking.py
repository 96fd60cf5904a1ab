"""What the queue of camera alerts asks, and the line or batch that was opened."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.clock import DAY, day_of
from board.look.codes import categories
from board.picture.filters import ROWS
from board.reads.rounds import AT_ONCE, asked
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.reads.rows_alerts import AlertRow
    from board.viewer.page import Picture
    from sql.questions import Question

KIND = "camera_alert"
CHOICES = ("group",)
WHOLE = {ROWS: "all"}
"""The choices by which a file has every row."""
ALERTS, LOAD, JUDGED, MEMBERS = (
    *("alert_rows", "alert_load", "signals_by_town", "alert_members"),
)
SHOWN, MOST_ROWS = 60, 10_000
"""So many lines, and so many batches, stand on a screen and in a file."""
MEMBERS_SHOWN = AT_ONCE
"""So many alerts of one line or batch are shown, and judged together, at most."""
WITHIN = timedelta(minutes=10)
"""Within so long the same camera and type goes on with its line; over so long the load
of a seat is measured.
"""
HOURS = 24
JUDGED_DAYS = 30
GROUP = re.compile(
    r"(\d{12})\.(\w{1,40})\.(\d{1,17})\.(\d{1,17})(?:\.(\w{1,32}))?", re.ASCII
)


class Group(Struct, frozen=True):
    """A line or batch as it stood on a screen: what came since is not in it. Moments
    are in microseconds; a batch has no camera.
    """

    town_code: int
    category: str
    first_us: int
    newest_us: int
    camera_id: str = ""


def group_of(picture: Picture) -> Group | None:
    """The one that the address opens; None for none, or for what cannot be one."""
    found = GROUP.fullmatch(picture.choices.get("group", ""))
    if found is None or found[2] not in categories(KIND):
        return None
    town, category, first, newest, camera = found.groups()
    return Group(int(town), category, int(first), int(newest), camera or "")


def name_of(row: AlertRow) -> str:
    """What the address says of a line or batch; '' for one that it cannot name."""
    first, newest = (_us(one) for one in (row.first_at, row.newest_at))
    named = f"{row.town_code:012d}.{row.category}.{first}.{newest}"
    camera = f".{row.camera_id}" if row.camera_id else ""
    is_lone = row.is_line and not camera
    return "" if is_lone or not GROUP.fullmatch(named + camera) else named + camera


def _us(moment: datetime) -> int:
    return (epoch_ms(moment) or 0) // 1000 * 1_000_000 + moment.microsecond


def first_hour(now: datetime) -> datetime:
    """The hours of a day, up to the one that has begun, start here."""
    return now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """What waits, the load of a day, how weeks were judged; and the alerts of the line
    or batch that was opened. Raises KeyError for a scope that is in no register.
    """
    division, now = picture.snapshot.geography.divisions[picture.scope], picture.now
    span = {"low": division.low, "high": division.high}
    rationed = {
        "from_at": first_hour(now),
        "within_minutes": WITHIN // timedelta(minutes=1),
        **span,
    }
    limits = {
        "ids_limit": AT_ONCE,
        "row_limit": MOST_ROWS if picture.choices.get(ROWS) else SHOWN,
    }
    until = day_of(now) + DAY
    return {
        ALERTS: asked(ALERTS, now_at=now, **rationed, **limits),
        LOAD: asked(LOAD, until_at=now, recent_at=now - WITHIN, **rationed),
        JUDGED: asked(JUDGED, from_day=until - JUDGED_DAYS * DAY, until_day=until),
        **_members(picture, span),
    }


def _members(picture: Picture, span: Mapping[str, int]) -> dict[str, Question]:
    group = group_of(picture)
    if group is None:
        return {}
    named = {one: getattr(group, one) for one in group.__struct_fields__}
    limit = MOST_ROWS if picture.choices.get(ROWS) else MEMBERS_SHOWN
    given = {**span, **named, "now_at": picture.now, "row_limit": limit}
    return {MEMBERS: asked(MEMBERS, **given)}


def said(picture: Picture) -> dict[str, str]:
    """The line or batch that was opened, in words."""
    group = group_of(picture)
    if group is None:
        return {}
    place = picture.snapshot.geography.place(group.town_code)
    return {"group": f"{place} · {picture.words.category(KIND, group.category)}"}
