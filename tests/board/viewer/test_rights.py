"""Who may see and do what, for every role on every page, and every center's range."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from board.pages.list import PAGES
from board.picture.geography import NOWHERE
from board.viewer.page import Action
from board.viewer.rights import has_rows, may
from board.viewer.scope import View
from board.viewer.seat import ROLES, VISITOR, Seat

if TYPE_CHECKING:
    from board.picture.geography import Geography
    from board.picture.snapshot import Snapshot

CITY = 421300000000
SUIXIAN = 421321000000
LISHAN = 421321101000
ZENGDU = 421303000000
EVERYONE = (*ROLES, VISITOR)
ALLOWED = {
    **{(page.name, Action.HAND_OVER): set() for page in PAGES},
    **{(page.name, Action.FINALIZE): set() for page in PAGES},
    **{(page.name, Action.WARN): set() for page in PAGES},
    **{("warnings", one): set() for one in Action},
    ("warnings", Action.OPEN): set(ROLES),
    ("warnings", Action.READ_TITLES): set(ROLES) - {"auditor"},
    ("warnings", Action.WARN): {"leader", "staff"},
    **{("brief", one): set() for one in Action},
    ("brief", Action.OPEN): set(ROLES),
    ("brief", Action.READ_TITLES): set(ROLES) - {"auditor"},
    ("brief", Action.FINALIZE): {"leader", "staff"},
    **{(page.name, Action.TEST_SOUND): set() for page in PAGES},
    **{(page.name, Action.OPEN_SOURCE): set() for page in PAGES},
    **{("audit", one): set() for one in Action},
    ("audit", Action.OPEN): {"auditor", "administrator", "leader"},
    ("audit", Action.END_LOGIN): {"administrator", "leader"},
    **{(page.name, Action.END_LOGIN): set() for page in PAGES if page.name != "audit"},
    **{("handover", one): set() for one in Action},
    ("handover", Action.OPEN): set(ROLES),
    ("handover", Action.READ_TITLES): set(ROLES) - {"auditor"},
    ("handover", Action.HAND_OVER): {"duty_officer", "leader"},
    ("wall", Action.OPEN): set(EVERYONE),
    ("wall", Action.SEE_MAP): set(EVERYONE),
    ("wall", Action.READ_LIST): set(EVERYONE),
    ("wall", Action.READ_TITLES): set(),
    ("wall", Action.RESEND): set(),
    ("wall", Action.REGISTER): set(),
    ("wall", Action.IMPORT): set(),
    ("wall", Action.EXPORT): set(),
    ("district", Action.OPEN): set(EVERYONE),
    ("district", Action.SEE_MAP): set(EVERYONE),
    ("district", Action.READ_LIST): set(EVERYONE),
    ("district", Action.READ_TITLES): {
        "duty_officer",
        "leader",
        "staff",
        "administrator",
    },
    ("district", Action.RESEND): set(),
    ("district", Action.REGISTER): set(),
    ("district", Action.IMPORT): set(),
    ("district", Action.EXPORT): set(),
    ("todo", Action.OPEN): set(ROLES),
    ("todo", Action.SEE_MAP): set(),
    ("todo", Action.READ_LIST): set(),
    ("todo", Action.READ_TITLES): {
        "duty_officer",
        "leader",
        "staff",
        "administrator",
    },
    ("todo", Action.RESEND): set(),
    ("todo", Action.EXPORT): set(),
    ("todo", Action.REGISTER): set(),
    ("todo", Action.IMPORT): set(),
    **{("alerts", one): set() for one in Action},
    ("alerts", Action.OPEN): set(ROLES),
    ("joint", Action.OPEN): set(ROLES),
    ("joint", Action.SEE_MAP): set(),
    ("joint", Action.READ_LIST): set(),
    ("joint", Action.READ_TITLES): {"duty_officer", "leader", "staff", "administrator"},
    ("joint", Action.RESEND): set(),
    ("joint", Action.EXPORT): set(),
    ("joint", Action.REGISTER): set(),
    ("joint", Action.IMPORT): set(),
    ("center", Action.OPEN): set(ROLES),
    ("center", Action.SEE_MAP): set(),
    ("center", Action.READ_LIST): set(),
    ("center", Action.READ_TITLES): set(ROLES) - {"auditor"},
    ("center", Action.RESEND): set(),
    ("center", Action.EXPORT): set(),
    ("center", Action.REGISTER): set(),
    ("center", Action.IMPORT): set(),
    **{("supervision", one): set() for one in Action},
    ("supervision", Action.OPEN): set(ROLES),
    ("supervision", Action.READ_TITLES): set(ROLES) - {"auditor"},
    ("items", Action.OPEN): set(EVERYONE),
    ("items", Action.SEE_MAP): set(),
    ("items", Action.READ_LIST): set(),
    ("items", Action.READ_TITLES): {
        "duty_officer",
        "leader",
        "staff",
        "administrator",
    },
    ("items", Action.RESEND): set(),
    ("items", Action.EXPORT): set(),
    ("items", Action.REGISTER): set(),
    ("items", Action.IMPORT): set(),
    **{("area", one): set() for one in Action},
    ("area", Action.OPEN): set(EVERYONE),
    ("indicators", Action.OPEN): set(EVERYONE),
    ("indicators", Action.SEE_MAP): set(),
    ("indicators", Action.READ_LIST): set(),
    ("indicators", Action.READ_TITLES): set(),
    ("indicators", Action.RESEND): set(),
    ("indicators", Action.REGISTER): set(),
    ("indicators", Action.IMPORT): set(),
    ("indicators", Action.EXPORT): set(),
    **{("duty", one): set() for one in Action},
    ("duty", Action.OPEN): set(ROLES),
    ("duty", Action.SIGN_ON): {"duty_officer", "leader"},
    ("duty", Action.ROSTER): {"leader"},
    ("duty", Action.WRITE_LOG): {"duty_officer", "leader", "staff"},
    ("duty", Action.READ_TITLES): {"duty_officer", "leader", "staff", "administrator"},
    **{("reports", one): set() for one in Action},
    ("reports", Action.OPEN): set(ROLES),
    ("reports", Action.READ_TITLES): {
        "duty_officer",
        "leader",
        "staff",
        "administrator",
    },
    ("reports", Action.REPORT): {"duty_officer", "leader", "staff"},
    **{("notices", one): set() for one in Action},
    ("notices", Action.OPEN): set(ROLES),
    ("notices", Action.READ_TITLES): set(ROLES) - {"auditor"},
    ("notices", Action.NOTIFY): {"duty_officer", "leader", "staff"},
    ("notices", Action.ANSWER): {"duty_officer", "leader", "staff"},
    **{("consultations", one): set() for one in Action},
    ("consultations", Action.OPEN): set(ROLES),
    ("consultations", Action.READ_TITLES): set(ROLES) - {"auditor"},
    ("consultations", Action.NOTIFY): {"duty_officer", "leader", "staff"},
    ("consultations", Action.ANSWER): {"duty_officer", "leader", "staff"},
    **{("playback", one): set() for one in Action},
    ("playback", Action.OPEN): set(EVERYONE),
    ("playback", Action.SEE_MAP): set(EVERYONE),
    ("containment", Action.OPEN): set(EVERYONE),
    ("containment", Action.SEE_MAP): set(),
    ("containment", Action.READ_LIST): set(),
    ("containment", Action.READ_TITLES): set(),
    ("containment", Action.RESEND): set(),
    ("containment", Action.REGISTER): set(),
    ("containment", Action.IMPORT): set(),
    ("containment", Action.EXPORT): set(),
    **{("responsibilities", one): set() for one in Action},
    ("responsibilities", Action.OPEN): set(ROLES),
    **{("targets", one): set() for one in Action},
    ("targets", Action.OPEN): set(EVERYONE),
    **{("statistics", one): set() for one in Action},
    ("statistics", Action.OPEN): set(ROLES),
    **{("campaigns", one): set() for one in Action},
    ("campaigns", Action.OPEN): set(EVERYONE),
    ("campaigns", Action.READ_TITLES): set(ROLES) - {"auditor"},
    ("item", Action.OPEN): set(ROLES),
    ("item", Action.SEE_MAP): set(),
    ("item", Action.READ_LIST): set(),
    ("item", Action.READ_TITLES): {"duty_officer", "leader", "staff", "administrator"},
    ("item", Action.OPEN_SOURCE): set(ROLES) - {"auditor"},
    ("item", Action.RESEND): set(),
    ("item", Action.EXPORT): set(),
    ("item", Action.REGISTER): set(),
    ("item", Action.IMPORT): set(),
    **{("letter", one): set() for one in Action},
    ("letter", Action.OPEN): set(ROLES) - {"auditor"},
    ("letter", Action.READ_TITLES): set(ROLES) - {"auditor"},
    ("register", Action.OPEN): {"duty_officer", "staff", "administrator"},
    ("register", Action.SEE_MAP): set(),
    ("register", Action.READ_LIST): set(),
    ("register", Action.READ_TITLES): set(),
    ("register", Action.RESEND): set(),
    ("register", Action.EXPORT): set(),
    ("register", Action.REGISTER): {"duty_officer", "staff"},
    ("register", Action.IMPORT): {"staff", "administrator"},
    ("pipeline", Action.OPEN): set(ROLES),
    ("pipeline", Action.SEE_MAP): set(),
    ("pipeline", Action.READ_LIST): set(),
    ("pipeline", Action.READ_TITLES): set(),
    ("pipeline", Action.RESEND): {"staff", "administrator"},
    ("pipeline", Action.REGISTER): set(),
    ("pipeline", Action.IMPORT): set(),
    ("pipeline", Action.EXPORT): set(),
    ("export", Action.OPEN): set(ROLES),
    ("export", Action.SEE_MAP): set(),
    ("export", Action.READ_LIST): set(),
    ("export", Action.READ_TITLES): set(),
    ("export", Action.RESEND): set(),
    ("export", Action.REGISTER): set(),
    ("export", Action.IMPORT): set(),
    ("export", Action.EXPORT): set(ROLES),
}
ALLOWED |= {
    (name, Action.TEST_SOUND): {"duty_officer", "leader", "staff"}
    for name in ("wall", "district", "alerts")
}
BY_NAME = {page.name: page for page in PAGES}
ALLOWED |= {
    (name, action): set()
    for name in BY_NAME.keys() - {"reports"}
    for action in (Action.REPORT,)
}
ALLOWED |= {
    (name, action): set()
    for name in BY_NAME.keys() - {"notices", "consultations"}
    for action in (Action.NOTIFY, Action.ANSWER)
}
ALLOWED |= {
    (name, Action.TICK): {"duty_officer", "leader", "staff"}
    if name == "item"
    else set()
    for name in BY_NAME
}
ALLOWED |= {
    (name, Action.FOLLOW): {"duty_officer", "leader", "staff"}
    if name in {"item", "items", "todo"}
    else set()
    for name in BY_NAME
}
ALLOWED |= {
    (name, action): set()
    for name in BY_NAME.keys() - {"duty"}
    for action in (Action.SIGN_ON, Action.ROSTER, Action.WRITE_LOG)
}


def seen_by(seat: Seat, scope: int = CITY) -> View:
    return View(scope, "zh", "dark", seat)


def test_the_table_has_every_page_and_action() -> None:
    assert ALLOWED.keys() == set(product(BY_NAME, Action))


@pytest.mark.parametrize("role", EVERYONE)
@pytest.mark.parametrize(("name", "action"), ALLOWED)
def test_a_role_may_do_on_a_page_what_the_table_says(
    snapshot: Snapshot, role: str, name: str, action: Action
) -> None:
    view = seen_by(Seat(role, CITY))
    allowed = may(view, action, BY_NAME[name], snapshot.geography)
    assert allowed == (role in ALLOWED[name, action])


@pytest.mark.parametrize(("name", "action"), ALLOWED)
def test_a_role_that_nobody_knows_may_do_nothing(
    snapshot: Snapshot, name: str, action: Action
) -> None:
    view = seen_by(Seat("root", CITY))
    assert not may(view, action, BY_NAME[name], snapshot.geography)


def test_an_agency_reads_titles_only_on_pages_of_what_it_has_to_do_with(
    snapshot: Snapshot,
) -> None:
    view = seen_by(Seat("staff", CITY, "police"))
    titles = {
        page.name
        for page in PAGES
        if may(view, Action.READ_TITLES, page, snapshot.geography)
    }
    by_seat = {
        *("todo", "joint", "supervision", "items", "center", "item", "letter", "duty"),
        *("handover", "reports", "notices", "consultations"),
    }
    assert titles == by_seat
    working = {page.name for page in PAGES if page.working}
    with_rows = {page.name for page in PAGES if has_rows(view.seat, page)}
    assert with_rows & working == by_seat
    assert all(has_rows(Seat("staff", CITY), page) for page in PAGES)


def test_an_agency_does_not_open_what_is_of_centers(snapshot: Snapshot) -> None:
    for agency, is_open in {"": True, "police": False}.items():
        view = seen_by(Seat("auditor", CITY, agency))
        opens = may(view, Action.OPEN, BY_NAME["audit"], snapshot.geography)
        assert opens is is_open


def test_staff_is_on_duty_for_an_agency_which_has_neither_roster_nor_log(
    snapshot: Snapshot,
) -> None:
    for role, actions in {
        "staff": {Action.SIGN_ON},
        "leader": {Action.SIGN_ON},
        "auditor": set(),
    }.items():
        view = seen_by(Seat(role, CITY, "police"))
        found = {
            one
            for one in (Action.SIGN_ON, Action.ROSTER, Action.WRITE_LOG)
            if may(view, one, BY_NAME["duty"], snapshot.geography)
        }
        assert found == actions


@pytest.mark.parametrize(
    ("scope", "is_seen"),
    [(SUIXIAN, True), (LISHAN, True), (ZENGDU, False), (CITY, False), (1, False)],
)
@pytest.mark.parametrize(
    "action", [Action.READ_TITLES, Action.READ_LIST, Action.SEE_MAP]
)
def test_what_shows_a_division_is_for_centers_that_see_it(
    snapshot: Snapshot, action: Action, scope: int, *, is_seen: bool
) -> None:
    view = seen_by(Seat("leader", SUIXIAN), scope)
    district = BY_NAME["district"]
    assert may(view, action, district, snapshot.geography) is is_seen


def test_nothing_of_a_division_is_shown_before_the_register_is_known() -> None:
    view = seen_by(Seat("leader", CITY))
    assert may(view, Action.OPEN, BY_NAME["district"], NOWHERE)
    assert not may(view, Action.READ_TITLES, BY_NAME["district"], NOWHERE)


def test_every_center_sees_its_own_area_and_below_and_nothing_else(
    snapshot: Snapshot,
) -> None:
    geography = snapshot.geography
    with_division = [one for one in geography.centers.values() if one.division_code]
    assert len(with_division) == 1064
    for center in with_division:
        own = center.division_code
        assert own is not None
        seen = {
            one
            for one in geography.divisions
            if geography.sees(center.center_code, one)
        }
        assert seen == {
            one for one in geography.divisions if geography.contains(own, one)
        }


def test_a_zones_center_sees_what_lies_in_its_ranges(snapshot: Snapshot) -> None:
    zone = 421390000000
    geography: Geography = snapshot.geography
    seen = {one for one in geography.divisions if geography.sees(zone, one)}
    towns = {one for one in seen if geography.divisions[one].tier == "town"}
    assert towns == {421303499000, 421303587000}
    assert seen == {
        one
        for one in geography.divisions
        if any(geography.contains(town, one) for town in towns)
    }
    assert geography.home(zone) == 421303499000
