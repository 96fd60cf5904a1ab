"""The pages of the board, as they stand in the navigation; nothing else knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.pages.workings import (
    ALERTS,
    AUDIT,
    BRIEF,
    CAMPAIGNS,
    CENTER,
    CONTAINMENT,
    DUTY,
    HANDOVER,
    INDICATORS,
    ITEM,
    ITEMS,
    JOINT,
    LETTER,
    PLAYBACK,
    SUPERVISION,
    TARGETS,
    TODO,
    WARNINGS,
)
from board.viewer.page import Action, Page
from board.viewer.rights import EVERYBODY, ROLES_OF, STAFF
from board.views.alerts.arrived import arrived
from board.views.map.land import land
from board.views.operations import pipeline, refused
from board.views.situation import (
    breakdown,
    charts,
    crumbs,
    header,
    indicators,
    leagues,
    sounds,
    tiles,
)

if TYPE_CHECKING:
    from board.viewer.page import Part

HEADER: dict[str, Part] = {
    "header": lambda picture: header.header(
        picture.snapshot, page=picture.page, **picture.common
    ),
}
PLACED: dict[str, Part] = HEADER | {
    "crumbs": lambda picture: crumbs.crumbs(*picture.counted),
}
SITUATION: dict[str, Part] = HEADER | {
    "sounds": sounds.sounds,
    "tiles": lambda picture: tiles.tiles(picture.snapshot, **picture.common),
    "hours": lambda picture: charts.hours(picture.snapshot, **picture.common),
    "categories": lambda picture: breakdown.categories(*picture.counted),
    "map": lambda picture: land(*picture.counted),
}
WALL: dict[str, Part] = SITUATION | {
    "league": leagues.towns,
    "counties": leagues.children,
    "flood": lambda picture: breakdown.flood(*picture.counted),
    "faults": lambda picture: breakdown.faults(*picture.counted),
}
DISTRICT: dict[str, Part] = (
    SITUATION
    | PLACED
    | {
        "indicators": lambda picture: indicators.indicators(*picture.counted),
        "days": lambda picture: charts.days(picture.snapshot, **picture.common),
        "counties": leagues.children,
        "league": leagues.children_or_siblings,
        "steps": lambda picture: breakdown.steps(*picture.counted),
    }
)
PIPELINE: dict[str, Part] = HEADER | {
    "summary": lambda picture: pipeline.summary(picture.snapshot, picture.words),
    "partitions": lambda picture: pipeline.partitions(picture.snapshot, picture.words),
    "commits": lambda picture: pipeline.commits(picture.snapshot, picture.words),
    "reasons": lambda picture: pipeline.reasons(picture.snapshot, picture.words),
    "rejects": lambda picture: refused.rejects(picture.snapshot, picture.words),
    "alarms": lambda picture: refused.alarms(picture.snapshot, picture.words),
}
PAGES = (
    Page(
        name="wall",
        address="",
        roles=EVERYBODY,
        offers=frozenset({Action.READ_LIST, Action.SEE_MAP, Action.TEST_SOUND}),
        parts=WALL,
    ),
    Page(
        name="district",
        address="district",
        roles=EVERYBODY,
        offers=frozenset(
            {
                *(Action.READ_LIST, Action.READ_TITLES),
                *(Action.SEE_MAP, Action.TEST_SOUND),
            }
        ),
        parts=DISTRICT,
    ),
    Page(
        name="playback",
        address="playback",
        roles=EVERYBODY,
        offers=frozenset({Action.SEE_MAP}),
        parts=PLACED,
        working=PLAYBACK,
    ),
    Page(
        name="todo",
        address="todo",
        roles=STAFF,
        offers=frozenset({Action.READ_TITLES}),
        parts=PLACED,
        working=TODO,
        by_seat=True,
    ),
    Page(
        name="handover",
        address="handover",
        roles=STAFF,
        offers=frozenset({Action.READ_TITLES, Action.HAND_OVER}),
        parts=PLACED,
        working=HANDOVER,
        by_seat=True,
        in_navigation=False,
    ),
    Page(
        name="alerts",
        address="alerts",
        roles=STAFF,
        offers=frozenset({Action.TEST_SOUND}),
        parts=PLACED | {"arrived": arrived, "sounds": sounds.sounds_with_lines},
        working=ALERTS,
    ),
    Page(
        name="warnings",
        address="warnings",
        roles=STAFF,
        offers=frozenset({Action.READ_TITLES, Action.WARN}),
        parts=PLACED,
        working=WARNINGS,
    ),
    Page(
        name="joint",
        address="joint",
        roles=STAFF,
        offers=frozenset({Action.READ_TITLES}),
        parts=PLACED,
        working=JOINT,
        by_seat=True,
    ),
    Page(
        name="supervision",
        address="supervision",
        roles=STAFF,
        offers=frozenset({Action.READ_TITLES}),
        parts=PLACED,
        working=SUPERVISION,
        by_seat=True,
    ),
    Page(
        name="items",
        address="items",
        roles=EVERYBODY,
        offers=frozenset({Action.READ_TITLES}),
        parts=PLACED,
        working=ITEMS,
        by_seat=True,
    ),
    Page(
        name="indicators",
        address="indicators",
        roles=EVERYBODY,
        offers=frozenset(),
        parts=PLACED,
        working=INDICATORS,
    ),
    Page(
        name="targets",
        address="targets",
        roles=EVERYBODY,
        offers=frozenset(),
        parts=PLACED,
        working=TARGETS,
    ),
    Page(
        name="brief",
        address="brief",
        roles=STAFF,
        offers=frozenset({Action.READ_TITLES, Action.FINALIZE}),
        parts=PLACED,
        working=BRIEF,
    ),
    Page(
        name="center",
        address="center",
        roles=STAFF,
        offers=frozenset({Action.READ_TITLES}),
        parts=PLACED,
        working=CENTER,
        by_seat=True,
    ),
    Page(
        name="duty",
        address="duty",
        roles=STAFF,
        offers=frozenset({Action.SIGN_ON, Action.ROSTER}),
        parts=PLACED,
        working=DUTY,
        by_seat=True,
    ),
    Page(
        name="containment",
        address="containment",
        roles=EVERYBODY,
        offers=frozenset(),
        parts=PLACED,
        working=CONTAINMENT,
    ),
    Page(
        name="campaigns",
        address="campaigns",
        roles=EVERYBODY,
        offers=frozenset({Action.READ_TITLES}),
        parts=PLACED,
        working=CAMPAIGNS,
    ),
    Page(
        name="audit",
        address="audit",
        roles=frozenset({"auditor", "administrator", "leader"}),
        offers=frozenset(),
        parts=PLACED,
        working=AUDIT,
        of_centers=True,
    ),
    Page(
        name="item",
        address="item",
        roles=STAFF,
        offers=frozenset({Action.READ_TITLES, Action.OPEN_SOURCE}),
        parts=PLACED,
        working=ITEM,
        by_seat=True,
        in_navigation=False,
    ),
    Page(
        name="letter",
        address="letter",
        roles=ROLES_OF[Action.READ_TITLES],
        offers=frozenset({Action.READ_TITLES}),
        parts=PLACED,
        working=LETTER,
        by_seat=True,
        in_navigation=False,
    ),
    Page(
        name="register",
        address="register",
        roles=frozenset({"staff", "duty_officer", "administrator"}),
        offers=frozenset({Action.REGISTER, Action.IMPORT}),
        parts=HEADER,
        has_past=False,
    ),
    Page(
        name="pipeline",
        address="pipeline",
        roles=STAFF,
        offers=frozenset({Action.RESEND}),
        parts=PIPELINE,
        has_past=False,
    ),
    Page(
        name="export",
        address="export",
        roles=STAFF,
        offers=frozenset({Action.EXPORT}),
        parts=HEADER,
        has_past=False,
    ),
)
