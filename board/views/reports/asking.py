"""What the page of urgent reports asks the hub, and what is chosen on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.reads.report_rows import Report, ReportState
from board.reads.rounds import asked
from board.viewer.seat import ROLES
from board.views.duty.asking import place_asked
from board.views.handling.seats import seat_of
from board.views.items.asking import is_named
from board.views.items.page import sheet_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.texts import Texts
    from board.viewer.page import Picture
    from sql.questions import Question

STATES, TOTALS = "report_states", "report_totals"
TOUCHED = "reports_touched"
OF_ITEM, STATES_OF_ITEM = "item_reports", "item_report_states"
CHOICES = ("role", "seat", "agency", "kind", "id", "report")
SHOWN = 200
FIRST = 1
"""The place of a 首报 among the reports of a center on an item."""
SENT_BACK, SIGNED = "sent_back", "signed"


def is_told(picture: Picture) -> bool:
    """Reports are for the people of centers that see the division: not for agencies,
    nor for people outside, who sit nowhere.
    """
    seat, geography = picture.seat, picture.snapshot.geography
    is_of_center = seat.role in ROLES and not seat.agency_code
    return is_of_center and geography.sees(seat.center_code, picture.scope)


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    place = place_asked(picture) | {"now_at": picture.now}
    return {
        STATES: asked(STATES, row_limit=SHOWN, **place),
        TOTALS: asked(TOTALS, **place),
        TOUCHED: asked(TOUCHED, center_code=seat_of(picture).center_code),
        **of_item(picture),
    }


def of_item(picture: Picture) -> Mapping[str, Question]:
    """The item that the address names, what was reported of it, and what is owed."""
    if not is_named(picture.choices):
        return {}
    named = {"kind": picture.choices["kind"], "id": picture.choices["id"]}
    return {
        "item": asked("item", **named),
        OF_ITEM: asked(OF_ITEM, **named),
        STATES_OF_ITEM: asked(STATES_OF_ITEM, now_at=picture.now, **named),
    }


def said(picture: Picture) -> dict[str, str]:
    """The item and the report that are looked at, in words."""
    one = report_of(picture)
    if one is None:
        return {}
    return {
        "id": one.case_number,
        "kind": picture.words.known("kind", one.kind),
        "report": number_of(one, picture.words),
    }


def reports_of(picture: Picture) -> tuple[Report, ...]:
    """Those on the item that the address names, the oldest first: of centers that may
    see it, and to who may.
    """
    answers, item = picture.answers, sheet_of(picture)
    if answers is None or item is None or OF_ITEM not in answers.tables:
        return ()
    return answers.rows(OF_ITEM, Report)


def states_of(picture: Picture) -> tuple[ReportState, ...]:
    """What each center reports, or owes, on the item that the address names."""
    answers, item = picture.answers, sheet_of(picture)
    if answers is None or item is None or STATES_OF_ITEM not in answers.tables:
        return ()
    return answers.rows(STATES_OF_ITEM, ReportState)


def report_of(picture: Picture) -> Report | None:
    """The report that the address names, else the newest on its item."""
    found, chosen = reports_of(picture), picture.choices.get("report", "")
    named = (one for one in found if one.entry_id == chosen)
    return next(named, found[-1] if found else None)


def newest_of(picture: Picture, center: int) -> Report | None:
    """The newest report of a center on the item, in its newest wording."""
    own = [one for one in reports_of(picture) if one.acting_center == center]
    return max(own, key=lambda one: (one.place, one.version), default=None)


def number_of(one: Report, words: Texts) -> str:
    return words("report.number", year=one.year, n=one.number)


def stage_of(place: int, words: Texts, *, is_final: bool) -> str:
    """首报, 续报 with its number, 终报; one that is first and final is both."""
    if place == FIRST:
        return words("report_stage.only" if is_final else "report_stage.first")
    if is_final:
        return words("report_stage.final")
    return words("report_stage.follow_up", n=place - FIRST)
