"""The pages of the board, as they stand in the navigation; nothing else knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.pages.workings import (
    ALERTS,
    AUDIT,
    BRIEF,
    CAMPAIGNS,
    CENTER,
    CONSULTATIONS,
    CONTAINMENT,
    DUTY,
    HANDOVER,
    INDICATORS,
    ITEM,
    ITEMS,
    JOINT,
    LETTER,
    NOTICES,
    PLAYBACK,
    REPORTS,
    RESPONSIBILITIES,
    STATISTICS,
    SUPERVISION,
    TARGETS,
    TODO,
    WARNINGS,
)
from board.viewer.page import Action, Page
from board.viewer.rights import EVERYBODY, ROLES_OF, STAFF
from board.views.alerts.arrived import arrived
from board.views.areas.page import AREA
from board.views.map.land import land
from board.views.operations import hubs, pipeline, refused, signers
from board.views.situation import (
    breakdown,
    charts,
    crumbs,
    header,
    hot,
    indicators,
    leagues,
    sounds,
    tiles,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.viewer.page import Part, Working

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
    "hot": lambda picture: hot.hot(*picture.counted),
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
        "hot": lambda picture: hot.hot(*picture.counted),
    }
)
PIPELINE: dict[str, Part] = HEADER | {
    "summary": lambda picture: pipeline.summary(picture.snapshot, picture.words),
    "partitions": lambda picture: pipeline.partitions(picture.snapshot, picture.words),
    "commits": lambda picture: pipeline.commits(picture.snapshot, picture.words),
    "reasons": lambda picture: pipeline.reasons(picture.snapshot, picture.words),
    "rejects": lambda picture: refused.rejects(picture.snapshot, picture.words),
    "alarms": lambda picture: refused.alarms(picture.snapshot, picture.words),
    "hubs": lambda picture: hubs.hubs(picture.snapshot, picture.words),
    "signers": lambda picture: signers.signers(picture.snapshot, picture.words),
}


def _asked(
    name: str,
    working: Working,
    *offers: Action,
    roles: frozenset[str] = STAFF,
    parts: Mapping[str, Part] = PLACED,
    beside: Mapping[str, Part] | None = None,
    **more: bool,
) -> Page:
    """A page of which its viewer asks the hub, at the address that its name is."""
    return Page(
        name=name,
        address=name,
        roles=roles,
        offers=frozenset(offers),
        parts=parts,
        working=working,
        beside=beside or {},
        **more,
    )


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
    _asked("area", AREA, roles=EVERYBODY, in_navigation=False, beside=DISTRICT),
    _asked("playback", PLAYBACK, Action.SEE_MAP, roles=EVERYBODY),
    _asked("todo", TODO, Action.READ_TITLES, Action.FOLLOW, by_seat=True),
    _asked(
        "handover",
        HANDOVER,
        *(Action.READ_TITLES, Action.HAND_OVER),
        by_seat=True,
        in_navigation=False,
    ),
    _asked(
        "alerts",
        ALERTS,
        Action.TEST_SOUND,
        parts=PLACED | {"arrived": arrived, "sounds": sounds.sounds_with_lines},
    ),
    _asked("warnings", WARNINGS, Action.READ_TITLES, Action.WARN),
    _asked("joint", JOINT, Action.READ_TITLES, by_seat=True),
    _asked("responsibilities", RESPONSIBILITIES),
    _asked("supervision", SUPERVISION, Action.READ_TITLES, by_seat=True),
    _asked(
        "items",
        ITEMS,
        *(Action.READ_TITLES, Action.FOLLOW),
        roles=EVERYBODY,
        by_seat=True,
    ),
    _asked("indicators", INDICATORS, roles=EVERYBODY),
    _asked("targets", TARGETS, roles=EVERYBODY),
    _asked("statistics", STATISTICS, of_centers=True),
    _asked("brief", BRIEF, Action.READ_TITLES, Action.FINALIZE),
    _asked("center", CENTER, Action.READ_TITLES, by_seat=True),
    _asked(
        "duty",
        DUTY,
        *(Action.SIGN_ON, Action.ROSTER, Action.WRITE_LOG, Action.READ_TITLES),
        by_seat=True,
    ),
    _asked("reports", REPORTS, Action.READ_TITLES, Action.REPORT, by_seat=True),
    _asked(
        "notices",
        NOTICES,
        *(Action.READ_TITLES, Action.NOTIFY, Action.ANSWER),
        by_seat=True,
    ),
    _asked(
        "consultations",
        CONSULTATIONS,
        *(Action.READ_TITLES, Action.NOTIFY, Action.ANSWER),
        by_seat=True,
    ),
    _asked("containment", CONTAINMENT, roles=EVERYBODY),
    _asked("campaigns", CAMPAIGNS, Action.READ_TITLES, roles=EVERYBODY),
    _asked(
        "audit",
        AUDIT,
        Action.END_LOGIN,
        roles=frozenset({"auditor", "administrator", "leader"}),
        of_centers=True,
    ),
    _asked(
        "item",
        ITEM,
        *(Action.READ_TITLES, Action.OPEN_SOURCE, Action.TICK, Action.FOLLOW),
        by_seat=True,
        in_navigation=False,
    ),
    _asked(
        "letter",
        LETTER,
        Action.READ_TITLES,
        roles=ROLES_OF[Action.READ_TITLES],
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
