"""会商 on the page: what is listed, the one that is open, what may be done about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from board.components.choice import choose_one
from board.components.consultation_call import CALL
from board.components.consultation_minutes import minutes_form
from board.components.consultation_sending import PAGE, send_moves
from board.components.consultations_form import (
    OpenedCall,
    OpenedDecision,
    answer_form,
    call_form,
    cancel_form,
    change_form,
    done_form,
)
from board.components.export import hand_out, order_paper
from board.components.opened import Opened, form_of, open_form, place_form
from board.components.travel import address_of
from board.components.view import allowed
from board.components.working import choosing, say_of_when, seen_by, sheet
from board.look.texts import texts
from board.viewer.page import Action
from board.views.consultations.asking import (
    SPAN,
    SPANS,
    STATE,
    STATES,
    agenda_of,
    consultation_of,
    decided_of,
    is_told,
    number_of,
)
from board.views.consultations.followed import DECISIONS, INVITED
from board.views.consultations.letter import LETTER
from board.views.consultations.lists import LIST, REFUSED_LIST
from board.views.consultations.page import PARTS
from board.views.items.asking import KINDS, LONGEST_ID
from streams.entries.consultations import OnAgenda

if TYPE_CHECKING:
    from board.reads.consultation_rows import ConsultationTold
    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View


def place_ways(kept: Kept, view: View) -> None:
    """Of when the page is, what it lists, and the way to a new consultation."""
    picture, words = seen_by(view, kept.picture), texts(view.language)
    if not is_told(picture):
        return
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="consultations_ways"
    ):
        for name, options, shown in (
            (STATE, STATES, lambda one: words(f"consultation_state.{one or 'any'}")),
            (SPAN, tuple(SPANS), lambda one: words(f"notice_span.{one}")),
        ):
            with st.container(width=150):
                choose_one(
                    name, options, label=words(f"fact.chosen.{name}"), shown=shown
                )
        if _may(Action.NOTIFY, view):
            _open_asked(picture)
            opening = OpenedCall(
                form=call_form, title="consultation.do.call", picture=picture
            )
            _button("call", opening, view)
        say_of_when(kept, view)
    place_form(PAGE, view)


def _open_asked(picture: Picture) -> None:
    """The form for the item that the address names, once."""
    kind, _, item_id = st.query_params.get(CALL, "").partition(" ")
    if kind not in KINDS or not 0 < len(item_id) <= LONGEST_ID:
        return
    del st.query_params[CALL]
    if form_of(PAGE) is None:
        opening = OpenedCall(
            form=call_form,
            title="consultation.do.call",
            picture=picture,
            items=(OnAgenda(kind=kind, item_id=item_id),),
        )
        open_form(PAGE, opening)


def place_consultations(kept: Kept, view: View) -> None:
    """The list, beside it the consultation that the address names, if there is one."""
    if consultation_of(seen_by(view, kept.picture)) is None:
        _place_list(kept, view)
        return
    listed_there, opened = st.columns([46, 54])
    with listed_there:
        _place_list(kept, view)
    with opened:
        _place_one(kept, view)


def _place_list(kept: Kept, view: View) -> None:
    one = consultation_of(seen_by(view, kept.picture))
    sheet(
        LIST,
        kept,
        view=view,
        pick="key",
        chosen=one.entry_id if one else "",
        on_go=choosing(LIST, "consultation"),
    )
    _place_if_any(REFUSED_LIST, kept, view)


def _place_one(kept: Kept, view: View) -> None:
    """The consultation that the address names, and what this viewer may do about it;
    the past is only looked at.
    """
    picture = seen_by(view, kept.picture)
    one = consultation_of(picture)
    if one is None:
        return
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="consultation_ways"
    ):
        _own(one, picture, view)
        _called(one, picture, view)
        _print(one, picture, view)
    hand_out(view, _kept_under(one, view))
    link = address_of("item", view)
    sheet(LETTER, kept, view=view, link=link)
    _place_if_any(DECISIONS, kept, view, link=link)
    sheet(INVITED, kept, view=view)


def _place_if_any(part: str, kept: Kept, view: View, **own: Any) -> None:
    """A part that mostly has nothing to say takes no room then."""
    if PARTS[part](seen_by(view, kept.picture)).title:
        sheet(part, kept, view=view, **own)


def _own(one: ConsultationTold, picture: Picture, view: View) -> None:
    """What whoever is invited does: answers, and does what was decided."""
    if not _may(Action.ANSWER, view):
        return
    if one.is_mine and one.state in ("coming", "to_minute"):
        opening = Opened(
            form=answer_form, title="consultation.do.answer", picture=picture
        )
        _button("answer", opening, view)
    own = (view.seat.center_code, view.seat.agency_code)
    for each in decided_of(picture):
        is_ours = own == (each.center_code, each.agency_code)
        if is_ours and not each.kind and each.state == "open":
            opened = OpenedDecision(
                form=done_form,
                title="consultation.do.done",
                picture=picture,
                number=each.number,
            )
            said = texts(view.language)("consultation.do.done_no", n=each.number)
            _button(f"done_{each.number}", opened, view, said=said)


def _called(one: ConsultationTold, picture: Picture, view: View) -> None:
    """What whoever called it does: minutes, another time, calling it off; what its
    items have not got is sent again by it, or by whoever is invited and may.
    """
    if not _may(Action.NOTIFY, view):
        return
    if one.state == "minuted" and _is_unsent(one, picture, view):
        words = texts(view.language)
        title = words("consultation.do.send_again")
        if st.button(title, type="primary", key="consultation_send_again"):
            send_moves(one.entry_id, view)
            st.rerun()
    if one.acting_center != view.seat.center_code:
        return
    if one.state == "to_minute":
        opening = Opened(
            form=minutes_form, title="consultation.do.minute", picture=picture
        )
        _button("minute", opening, view)
    if one.state in ("coming", "to_minute"):
        for name, form in (("change", change_form), ("cancel", cancel_form)):
            opening = Opened(
                form=form, title=f"consultation.do.{name}", picture=picture
            )
            _button(name, opening, view, is_first=False)


def _is_unsent(one: ConsultationTold, picture: Picture, view: View) -> bool:
    """Whether there is anything that this seat would send."""
    own = view.seat.center_code
    is_untold = any(
        each.state == "untold" and (not each.agency_code or each.center_code == own)
        for each in decided_of(picture)
    )
    is_unsaid = any(not each.is_consulted for each in agenda_of(picture))
    return is_untold or (is_unsaid and one.acting_center == own)


def _button(
    name: str, opening: Opened, view: View, *, is_first: bool = True, said: str = ""
) -> None:
    st.button(
        said or texts(view.language)(opening.title),
        type="primary" if is_first else "secondary",
        key=f"consultation_{name}",
        on_click=partial(open_form, PAGE, opening),
    )


def _print(one: ConsultationTold, picture: Picture, view: View) -> None:
    words = texts(view.language)
    kind = "minutes" if one.state == "minuted" else "call"
    may_take = allowed(view, Action.EXPORT, "export")
    title = words(f"consultation.make.{kind}")
    if not may_take or not st.button(title, key="consultation_make"):
        return
    reason = words("consultation.purpose", number=number_of(one, words))
    order_paper(PAGE, picture, view, reason, kept=_kept_under(one, view))


def _kept_under(one: ConsultationTold, view: View) -> str:
    """A consultation that was moved or minuted meanwhile is another paper."""
    seat, stands = view.seat, f"{one.state} {one.starts_at.isoformat()}"
    return f"consultation {one.entry_id} {stands} {seat.role} {seat.place}"


def _may(action: Action, view: View) -> bool:
    is_now = view.at is None and not view.outside
    return is_now and allowed(view, action, PAGE)
