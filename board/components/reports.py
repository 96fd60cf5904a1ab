"""要情报送 on the page: reporting upwards, signing, sending back, printing a report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlencode

import streamlit as st

from board.components.choice import say
from board.components.export import hand_out, order_paper
from board.components.opened import open_form, place_form
from board.components.reports_form import PAGE, OpenedReport, answer_form, report_form
from board.components.travel import address_of
from board.components.view import allowed
from board.components.working import choosing, say_of_when, seen_by, sheet
from board.look.texts import texts
from board.picture.filters import TITLES
from board.viewer.page import Action
from board.views.items.page import sheet_of
from board.views.reports.asking import (
    SENT_BACK,
    STATES,
    is_told,
    newest_of,
    number_of,
    report_of,
)
from board.views.reports.letter import LETTER, ON_ITEM

if TYPE_CHECKING:
    from board.reads.report_rows import Report
    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View
    from board.views.items.page import Sheet

ANSWERS: tuple[Literal["signed", "sent_back"], ...] = ("signed", "sent_back")


class Way(NamedTuple):
    """What the seat may send about an item: under which heading, and whether it stands
    in the place of its last report.
    """

    title: str
    supplements: bool = False


def place_reports(kept: Kept, view: View) -> None:
    """Of when the page is, and what this viewer may do about the item and the report
    that were chosen; the past is only looked at.
    """
    picture = seen_by(view, kept.picture)
    one = report_of(picture) if is_told(picture) else None
    with st.container(horizontal=True, vertical_alignment="bottom", key="report_ways"):
        say_of_when(kept, view)
        _report(picture, view)
        if one is not None:
            _answer(one, picture, view)
            _print(one, picture, view)
    place_form(PAGE, view)
    if one is not None:
        hand_out(view, _kept_under(one, view))


def place_states(kept: Kept, view: View) -> None:
    """What is reported and owed; a row opens what was reported of its item."""
    choices = kept.picture.choices
    chosen = f"{choices.get('kind', '')} {choices.get('id', '')}"
    sheet(STATES, kept, view=view, pick="key", chosen=chosen, on_go=_open)


def place_item(kept: Kept, view: View) -> None:
    """The reports on the item that was chosen, beside the one that was chosen."""
    picture = seen_by(view, kept.picture)
    if not is_told(picture) or sheet_of(picture) is None:
        return
    one = report_of(picture)
    listed, said = st.columns([56, 44])
    with listed:
        chosen = one.entry_id if one else ""
        pick = choosing(ON_ITEM, "report")
        sheet(ON_ITEM, kept, view=view, pick="key", chosen=chosen, on_go=pick)
        _to_item(picture, view)
    with said:
        if one is not None:
            sheet(LETTER, kept, view=view)


def lead_to_reports(item: Sheet, view: View) -> None:
    """The way from an item's page to what is reported of it."""
    page = address_of(PAGE, view)
    if page and not view.outside and not view.seat.agency_code:
        named = urlencode({"kind": item.item.kind, "id": item.item.item_id})
        st.link_button(texts(view.language)("report.lead"), f"{page}&{named}")


def _to_item(picture: Picture, view: View) -> None:
    page = address_of("item", view)
    if page:
        choices = picture.choices
        named = urlencode({"kind": choices["kind"], "id": choices["id"]})
        st.link_button(texts(view.language)("report.to_item"), f"{page}&{named}")


def _open() -> None:
    clicked = str(getattr(st.session_state[f"sheet_{STATES}"], "go", "") or "")
    kind, _, item_id = clicked.partition(" ")
    say(kind=kind, id=item_id, report="")


def _report(picture: Picture, view: View) -> None:
    way = way_of(picture, view)
    if way is not None:
        st.button(
            texts(view.language)(way.title),
            type="primary",
            key="report_write",
            on_click=partial(
                open_form,
                PAGE,
                OpenedReport(
                    form=report_form,
                    title=way.title,
                    picture=picture,
                    supplements=way.supplements,
                ),
            ),
        )


def way_of(picture: Picture, view: View) -> Way | None:
    """What the seat's center may report upwards of the chosen item; None for nothing:
    the city's center has none above it.
    """
    geography, center = picture.snapshot.geography, view.seat.center_code
    if sheet_of(picture) is None or not may_report(view):
        return None
    if not geography.above(center):
        return None
    last = newest_of(picture, center)
    if last is None:
        return Way("report.write.first")
    if last.answer == SENT_BACK:
        return Way("report.write.again", supplements=True)
    return Way("report.write.follow_up")


def _answer(one: Report, picture: Picture, view: View) -> None:
    is_asked = one.to_center == view.seat.center_code and one.answer is None
    if not is_asked or not may_report(view):
        return
    words = texts(view.language)
    for answer in ANSWERS:
        st.button(
            words(f"report.do.{answer}"),
            type="secondary" if answer == SENT_BACK else "primary",
            key=f"report_{answer}",
            on_click=partial(
                open_form,
                PAGE,
                OpenedReport(
                    form=answer_form,
                    title=f"report.do.{answer}",
                    picture=picture,
                    answer=answer,
                ),
            ),
        )


def _print(one: Report, picture: Picture, view: View) -> None:
    words = texts(view.language)
    may_take = allowed(view, Action.EXPORT, "export") and picture.choices.get(TITLES)
    if not may_take or not st.button(words("report.make"), key="report_make"):
        return
    reason = words("report.purpose", number=number_of(one, words))
    order_paper(PAGE, picture, view, reason, kept=_kept_under(one, view))


def _kept_under(one: Report, view: View) -> str:
    """A report that was answered meanwhile is another paper."""
    seat = view.seat
    state = one.answer or "open"
    return f"report {one.entry_id} {state} {seat.role} {seat.center_code}"


def may_report(view: View) -> bool:
    """Reports are the center's own, and not of the past."""
    is_now = view.at is None and not view.outside
    return is_now and allowed(view, Action.REPORT, PAGE)
