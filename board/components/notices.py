"""通知 on the page: what is listed, the one that is open, what may be done about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from board.components.choice import choose_one, choose_tab
from board.components.export import hand_out, order_paper
from board.components.notice_draft import place_drafts
from board.components.notice_sending import PAGE, note_reading, send
from board.components.notice_writing import OpenedNotice, notice_form
from board.components.notices_form import answer_form, extend_form, withdraw_form
from board.components.opened import open_again, open_form, place_form
from board.components.sending_written import is_synthetic
from board.components.view import allowed
from board.components.working import choosing, say_of_when, seen_by, sheet
from board.desk.notice import remind, sign
from board.look.codes import listed
from board.look.texts import texts
from board.viewer.page import Action
from board.views.notices.asking import (
    BOXES,
    SORTS,
    SPANS,
    STATES,
    is_told,
    notice_of,
    number_of,
)
from board.views.notices.letter import LETTER
from board.views.notices.lists import LIST, REFUSED_LIST
from board.views.notices.page import PARTS
from board.views.notices.progress import PROGRESS
from board.views.notices.steps import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from board.reads.notice_rows import NoticeTold
    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View
    from streams.entries.entry import DeskEntry

ANY = ""


def place_ways(kept: Kept, view: View) -> None:
    """Of when the page is, what it lists, and the way to a new notice."""
    picture, words = seen_by(view, kept.picture), texts(view.language)
    if not is_told(picture):
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="notices_ways"):
        choose_tab(
            "box",
            BOXES[:1] if view.seat.agency_code else BOXES,
            label=words("fact.chosen.box"),
            shown=lambda one: words(f"notice_box.{one}"),
        )
        _choices(view)
        if _may(Action.NOTIFY, view):
            _button("write", "notice.write", notice_form, picture, view)
        say_of_when(kept, view)
    if _may(Action.NOTIFY, view):
        place_drafts(view, partial(_go_on, picture))
    place_form(PAGE, view)


def _go_on(picture: Picture, token: str, of: NoticeTold | None) -> None:
    """The form that a draft is of stands over the page again."""
    title = "notice.do.pass_on" if of else "notice.write"
    opening = OpenedNotice(
        form=notice_form, title=title, picture=picture, token=token, of=of
    )
    open_again(PAGE, opening)


def place_notices(kept: Kept, view: View) -> None:
    """The list, beside it the notice that the address names, if there is one."""
    if notice_of(seen_by(view, kept.picture)) is None:
        _place_list(kept, view)
        return
    listed_there, opened = st.columns([52, 48])
    with listed_there:
        _place_list(kept, view)
    with opened:
        _place_notice(kept, view)


def _place_list(kept: Kept, view: View) -> None:
    """What the seat got, its center sent, or those below it sent."""
    one = notice_of(seen_by(view, kept.picture))
    sheet(
        LIST,
        kept,
        view=view,
        pick="key",
        chosen=one.entry_id if one else "",
        on_go=choosing(LIST, "notice"),
    )
    _place_if_any(REFUSED_LIST, kept, view)


def _place_notice(kept: Kept, view: View) -> None:
    """The notice that the address names, and what this viewer may do about it; the past
    is only looked at.
    """
    picture = seen_by(view, kept.picture)
    one = notice_of(picture)
    if one is None:
        return
    if _may(Action.ANSWER, view):
        note_reading(picture, view)
    with st.container(horizontal=True, vertical_alignment="bottom", key="notice_ways"):
        _own(one, picture, view)
        _sent(one, picture, view)
        _print(one, picture, view)
    hand_out(view, _kept_under(one, view))
    sheet(LETTER, kept, view=view)
    if one.is_over:
        sheet(PROGRESS, kept, view=view)
    _place_if_any(STEPS, kept, view)


def _place_if_any(part: str, kept: Kept, view: View) -> None:
    """A part that mostly has nothing to say takes no room then."""
    if PARTS[part](seen_by(view, kept.picture)).tables:
        sheet(part, kept, view=view)


def _choices(view: View) -> None:
    words = texts(view.language)
    sorts = (ANY, *listed(SORTS))
    for name, options, shown in (
        (
            SORTS,
            sorts,
            lambda one: words.known(SORTS, one) if one else words("choose.any"),
        ),
        ("notice_state", STATES, lambda one: words(f"notice_filter.{one or 'any'}")),
        ("notice_span", tuple(SPANS), lambda one: words(f"notice_span.{one}")),
    ):
        with st.container(width=150):
            choose_one(name, options, label=words(f"fact.chosen.{name}"), shown=shown)


def _own(one: NoticeTold, picture: Picture, view: View) -> None:
    """What an addressee does: signs, answers, hands down."""
    if not one.is_mine or one.withdrawn_at or not _may(Action.ANSWER, view):
        return
    if one.asks != "read" and one.signed_at is None:
        _click("sign", "notice.do.sign", sign, one, view, is_first=one.asks == "sign")
    if one.asks == "answer":
        title = "notice.do.correct" if one.answers else "notice.do.answer"
        _button("answer", title, answer_form, picture, view, is_first=not one.answers)
    if _may(Action.NOTIFY, view) and _has_below(picture, view):
        _button(
            "pass_on",
            "notice.do.pass_on",
            notice_form,
            picture,
            view,
            of=one,
            is_first=False,
        )


def _has_below(picture: Picture, view: View) -> bool:
    geography, own = picture.snapshot.geography, view.seat.center_code
    return any(own == one.parent_center_code for one in geography.centers.values())


def _sent(one: NoticeTold, picture: Picture, view: View) -> None:
    """What whoever sent it does: reminds, gives time, takes it back."""
    is_ours = one.acting_center == view.seat.center_code
    if not is_ours or one.withdrawn_at or not _may(Action.NOTIFY, view):
        return
    if one.overdue + one.waiting:
        _click("remind", "notice.do.remind", remind, one, view, is_first=True)
    if one.asks != "read":
        _button(
            "extend", "notice.do.extend", extend_form, picture, view, is_first=False
        )
    _button(
        "withdraw", "notice.do.withdraw", withdraw_form, picture, view, is_first=False
    )


def _click(
    name: str,
    title: str,
    made: Callable[..., DeskEntry],
    one: NoticeTold,
    view: View,
    *,
    is_first: bool,
) -> None:
    """One click does it."""
    is_clicked = st.button(
        texts(view.language)(title),
        type="primary" if is_first else "secondary",
        key=f"notice_{name}",
    )
    if is_clicked:
        given = partial(made, one.entry_id, view.seat, is_synthetic=is_synthetic())
        if send(given, view, told=f"notice.told.{name}"):
            st.rerun()


def _button(
    name: str,
    title: str,
    form: Callable[[OpenedNotice, View], None],
    picture: Picture,
    view: View,
    *,
    of: NoticeTold | None = None,
    is_first: bool = True,
) -> None:
    opening = OpenedNotice(form=form, title=title, picture=picture, of=of)
    st.button(
        texts(view.language)(title),
        type="primary" if is_first else "secondary",
        key=f"notice_{name}",
        on_click=partial(open_form, PAGE, opening),
    )


def _print(one: NoticeTold, picture: Picture, view: View) -> None:
    words = texts(view.language)
    may_take = allowed(view, Action.EXPORT, "export")
    if not may_take or not st.button(words("notice.make"), key="notice_make"):
        return
    reason = words("notice.purpose", number=number_of(one, words))
    order_paper(PAGE, picture, view, reason, kept=_kept_under(one, view))


def _kept_under(one: NoticeTold, view: View) -> str:
    """A notice of which the seat did something meanwhile is another paper."""
    seat = view.seat
    done = f"{one.state} {one.answers or 0} {one.withdrawn_at is None}"
    return f"notice {one.entry_id} {done} {seat.role} {seat.place}"


def _may(action: Action, view: View) -> bool:
    is_now = view.at is None and not view.outside
    return is_now and allowed(view, action, PAGE)
