"""Who may see and do what: every route and every component asks `may`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.picture.filters import OWN_AGENCY, OWN_CENTER
from board.viewer.page import Action
from board.viewer.seat import ROLES, VISITOR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.picture.geography import Geography
    from board.viewer.page import Page
    from board.viewer.scope import View
    from board.viewer.seat import Seat

STAFF = frozenset(ROLES)
EVERYBODY = STAFF | {VISITOR}


ROLES_OF: Mapping[Action, frozenset[str]] = {
    Action.OPEN: EVERYBODY,
    Action.SEE_MAP: EVERYBODY,
    Action.READ_LIST: EVERYBODY,
    Action.READ_TITLES: STAFF - {"auditor"},
    Action.RESEND: frozenset({"staff", "administrator"}),
    Action.EXPORT: STAFF,
    Action.REGISTER: frozenset({"staff", "duty_officer"}),
    Action.IMPORT: frozenset({"staff", "administrator"}),
    Action.SIGN_ON: frozenset({"duty_officer", "leader", "staff"}),
    Action.ROSTER: frozenset({"leader"}),
    Action.WRITE_LOG: frozenset({"duty_officer", "leader", "staff"}),
    Action.TICK: frozenset({"duty_officer", "leader", "staff"}),
    Action.FOLLOW: frozenset({"duty_officer", "leader", "staff"}),
    Action.HAND_OVER: frozenset({"duty_officer", "leader"}),
    Action.FINALIZE: frozenset({"leader", "staff"}),
    Action.WARN: frozenset({"leader", "staff"}),
    Action.REPORT: frozenset({"duty_officer", "leader", "staff"}),
    Action.NOTIFY: frozenset({"duty_officer", "leader", "staff"}),
    Action.ANSWER: frozenset({"duty_officer", "leader", "staff"}),
    Action.TEST_SOUND: frozenset({"duty_officer", "leader", "staff"}),
    Action.OPEN_SOURCE: STAFF - {"auditor"},
    Action.END_LOGIN: frozenset({"leader", "administrator"}),
}
WITHIN_RANGE = frozenset(
    {
        *(Action.READ_LIST, Action.READ_TITLES, Action.SEE_MAP, Action.EXPORT),
        *(Action.FINALIZE, Action.WARN, Action.REPORT, Action.END_LOGIN),
    }
)
"""What shows a division, or speaks for it, and so only to a center that sees it."""


def may(view: View, action: Action, page: Page, geography: Geography) -> bool:
    """Whether this viewer may do this on this page, where the view stands."""
    seat = view.seat
    is_offered = action is Action.OPEN or action in page.offers
    is_granted = seat.role in page.roles and seat.role in ROLES_OF[action]
    is_in_range = action not in WITHIN_RANGE or geography.sees(
        seat.center_code, view.scope
    )
    return is_offered and is_granted and is_in_range and _is_theirs(view, action, page)


def has_rows(seat: Seat, page: Page) -> bool:
    """Whether a working page tells a seat single items: of those that are none of its
    business an agency learns sums.
    """
    return not seat.agency_code or page.by_seat or page.working is None


def own_of(seat: Seat, page: Page) -> dict[str, str]:
    """What the choices of a page say to an agency's seat where no items are listed but
    its own; nothing to others.
    """
    if page.working is None or not page.working.lists_own or not seat.agency_code:
        return {}
    return {OWN_CENTER: str(seat.center_code), OWN_AGENCY: seat.agency_code}


def _is_theirs(view: View, action: Action, page: Page) -> bool:
    """An agency reads no titles among rows of items that are none of its business, and
    draws up no roster, brief, warning, report or notice and writes no log, which are
    the center's, as some pages are; staff is on duty for an agency alone.
    """
    is_agency = bool(view.seat.agency_code)
    is_unfit = {
        Action.OPEN: is_agency and page.of_centers,
        Action.READ_TITLES: is_agency and not page.by_seat,
        Action.ROSTER: is_agency,
        Action.WRITE_LOG: is_agency,
        Action.FINALIZE: is_agency,
        Action.WARN: is_agency,
        Action.REPORT: is_agency,
        Action.NOTIFY: is_agency,
        Action.SIGN_ON: view.seat.role == "staff" and not is_agency,
    }
    return not is_unfit.get(action, False)
