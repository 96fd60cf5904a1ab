"""What was written and chosen of notices, kept by the browser until they are sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
import streamlit as st
from msgspec import Struct

from board import service
from board.components.draft import Draft, keep_draft
from board.components.drafts import list_drafts
from board.components.notice_fields import To, offered
from board.components.notice_sending import PAGE
from board.components.opened import form_of
from board.components.said import keep_said
from board.desk.notice import ASKS, ENTRY, Asks, Tier, sorts
from board.look import clock
from board.look.clock import SHANGHAI
from board.look.texts import texts
from board.reads.notice_rows import Moment, NoticeTold
from board.reads.reads import HubGone
from board.reads.rounds import asked
from board.views.notices.asking import TOLD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from board.viewer.scope import View

DONE = "notice_done"
KIND = "notice"
CHOSEN = "chosen"
WRITTEN = ("title", "text", "person", "numbers")


class Chosen(Struct, frozen=True, kw_only=True):
    """All of a notice that is chosen, not written; `of` names the one from above that
    it hands down.
    """

    sort: str
    asks: Asks
    tiers: tuple[Tier, ...] = ()
    centers: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
    due_at: Moment | None = None
    of: str = ""


def keep(token: str, chosen: Chosen, fields: Iterable[str], view: View) -> None:
    """Have the fields kept of the form that is open, and with them what is chosen."""
    keep_draft(
        Draft(token, KIND, f"{_of_seat(view)} {token}", {}),
        st.session_state.get(DONE, ""),
        {name: key_of(name, token) for name in fields},
        lambda _: None,
        {CHOSEN: msgspec.json.encode(chosen).decode()},
    )


def place_drafts(view: View, go_on: Callable[[str, NoticeTold | None], None]) -> None:
    """The notices that this seat began in this browser and did not send, each with a
    way to go on, which calls `go_on` with its token and what it hands down.
    """
    opened = form_of(PAGE)
    list_drafts(
        _of_seat(view),
        st.session_state.get(DONE, ""),
        opened.token if opened else "",
        partial(_take_up, view, go_on),
        view,
    )


def is_sent(token: str) -> None:
    """What was kept of this form is forgotten."""
    st.session_state[DONE] = token


def was_sent(token: str, view: View) -> bool:
    """Whether the notice of a form counts already, wherever it was sent; no where
    the hub does not say.
    """
    return _told(f"{ENTRY}-{token}", view) is not None


def key_of(name: str, token: str) -> str:
    """Under which key a field of a form stands."""
    return f"notice_{name}_{token}"


def _take_up(
    view: View, go_on: Callable[[str, NoticeTold | None], None], draft: Draft
) -> None:
    """It goes on as the same notice, unless that was sent meanwhile."""
    if was_sent(draft.token, view):
        is_sent(draft.token)
        keep_said(texts(view.language)("duty_fault.notice_sent"), is_done=False)
        return
    chosen = _take_over(draft, view)
    go_on(draft.token, _told(chosen.of, view) if chosen and chosen.of else None)


def _take_over(draft: Draft, view: View) -> Chosen | None:
    """The fields begin as they were; what was chosen, if that is still known."""
    chosen = chosen_from(draft)
    for name in WRITTEN:
        if name in draft.values:
            st.session_state[key_of(name, draft.token)] = draft.values[name]
    if chosen is not None:
        _choose(chosen, draft.token, view)
    return chosen


def chosen_from(draft: Draft) -> Chosen | None:
    """What was chosen, as a browser gives it; None for anything else."""
    try:
        return msgspec.json.decode(draft.values.get(CHOSEN, ""), type=Chosen)
    except msgspec.DecodeError:
        return None


def _choose(chosen: Chosen, token: str, view: View) -> None:
    """Have the fields begin with what was chosen, of what is still offered."""
    known = sorts(view.seat.role)
    sort = chosen.sort if chosen.sort in known else known[0]
    asks = chosen.asks if chosen.asks in ASKS else ASKS[0]
    kept = {"sort": sort, f"asks_{sort}": asks, **_whom(chosen, offered(view))}
    for name, value in kept.items():
        st.session_state[_choice_key(name, token)] = value
    if chosen.due_at is not None:
        local = chosen.due_at.astimezone(SHANGHAI).replace(tzinfo=None)
        st.session_state[key_of("due", token)] = local


def _whom(chosen: Chosen, there: To) -> dict[str, list[str | int]]:
    """Whom it names, of those that are there."""
    return {
        name: [one for one in getattr(chosen, name) if one in getattr(there, name)]
        for name in To.__struct_fields__
    }


def _choice_key(name: str, token: str) -> str:
    first, _, sort = name.partition("_")
    return "_".join(filter(None, (key_of(first, token), sort)))


def _told(entry_id: str, view: View) -> NoticeTold | None:
    """A notice as this seat sees it; None where there is none, or no answer."""
    seat, now = view.seat, clock.now()
    given = {"center_code": seat.center_code, "agency_code": seat.agency_code}
    question = asked(TOLD, notice=entry_id, now_at=now, **given)
    try:
        answers = service.current().reads.round({TOLD: question}, now)
    except HubGone:
        return None
    return answers.first(TOLD, NoticeTold)


def _of_seat(view: View) -> str:
    """Another seat of the same browser has drafts of its own."""
    return f"{KIND} {view.seat.keeper} {view.seat.center_code}"
