"""The checklist on the page of an item: steps are ticked by one click."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board import service
from board.components.opening import told_parts
from board.components.said import keep_said
from board.components.view import allowed
from board.components.working import ask_anew_for_all, seen_by, sheet
from board.components.writer import last_writer
from board.desk.entries import DeskError
from board.desk.said import Unfit
from board.desk.steps import read_tick, step_entry
from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.reads.rounds import asked, rows_of
from board.reads.step_rows import StepSaid
from board.viewer.page import Action
from board.views.consultations.on_item import PART as CONSULTATIONS
from board.views.consultations.on_item import on_item as consulted_on
from board.views.items.page import sheet_of
from board.views.reports.letter import on_item
from board.views.steps.checklist import PART, SAID, has_list, listed_of
from board.views.steps.said import refused
from board.views.steps.ticking import may_tick

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View
    from board.views.items.page import Sheet
    from streams.entries.entry import DeskEntry

PAGE, REPORTED = "item", "reported"


def place_told(item: Sheet, kept: Kept, view: View) -> None:
    """All that happened to an item; of reports and consultations only where there are
    or will be some.
    """
    picture = seen_by(view, kept.picture)
    unsaid = {
        part
        for part, made in ((REPORTED, on_item), (CONSULTATIONS, consulted_on))
        if not made(picture).title
    }
    for part in told_parts(item, view):
        if part not in unsaid:
            sheet(part, kept, view=view)


def place_checklist(kept: Kept, view: View) -> None:
    """The steps of the item that is shown; nothing where it has no list. Whoever has
    nothing to do with it, and whoever looks at the past, only looks.
    """
    picture = seen_by(view, kept.picture)
    item = sheet_of(picture)
    if item is None or not has_list(picture):
        return
    sheet(
        PART,
        kept,
        view=view,
        name=PART,
        may=_may(item, view),
        on_go=partial(_clicked, picture, view),
    )


def _may(item: Sheet, view: View) -> bool:
    is_now = view.at is None and not view.outside
    return is_now and allowed(view, Action.TICK, PAGE) and may_tick(item, view.seat)


def _clicked(picture: Picture, view: View) -> None:
    """Send what was clicked, wait a little, and say on the page what became of it."""
    item = sheet_of(picture)
    if item is None or not _may(item, view):
        return
    words = texts(view.language)
    try:
        entry = _entry(item, picture, view)
        service.current().desk.send(entry)
        is_kept = service.current().desk.written_soon(entry)
        why = _refusal(entry, item) if is_kept else ""
    except Unfit as unfit:
        keep_said(words(f"duty_fault.{unfit.reason}"), is_done=False)
        return
    except (DeskError, HubGone) as error:
        keep_said(words("moves.failed", error=error), is_done=False)
        return
    ask_anew_for_all(PAGE)
    said = words("duty.written" if is_kept else "duty.on_its_way")
    keep_said(why or said, is_done=not why)


def _entry(item: Sheet, picture: Picture, view: View) -> DeskEntry:
    clicked = str(getattr(st.session_state[f"sheet_{PART}"], "go", "") or "")
    return step_entry(
        read_tick(clicked),
        (item.item.kind, item.item.item_id),
        listed_of(picture)[0].checklist,
        view.seat,
        last_writer(),
        is_synthetic=service.current().snapshot.is_synthetic,
    )


def _refusal(entry: DeskEntry, item: Sheet) -> str:
    """Why an entry that was written down does not count: somebody was first."""
    named = {"kind": item.item.kind, "id": item.item.item_id}
    question = {SAID: asked(SAID, **named)}
    tables = service.current().reads.round(question, clock.now())
    found = rows_of(tables[SAID], StepSaid)
    own = next((one for one in found if one.entry_id == entry.entry_id), None)
    return refused(own, item) if own else ""
