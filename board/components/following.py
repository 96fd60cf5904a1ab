"""关注与提醒 on a page: one click each, of who clicks and for nobody else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
import streamlit as st
from msgspec import structs

from board import service
from board.components.opening import note_opening
from board.components.panel import panel
from board.components.said import keep_said
from board.components.travel import address_of
from board.components.view import allowed
from board.components.working import seen_by
from board.desk.entries import DeskError
from board.desk.following import (
    LONGEST_NOTE,
    act_entry,
    bounds,
    read_act,
    usual_times,
)
from board.desk.said import Unfit
from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.viewer.page import Action
from board.views.common.figures import epoch_ms
from board.views.following import asking
from board.views.following.followed import followed
from board.views.following.reminders import of, reminders
from board.views.items.page import newest_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from board.viewer.answers import Kept
    from board.viewer.page import Picture
    from board.viewer.scope import View
    from board.views.items.page import Sheet
    from sql.questions import Question

ITEM, LISTS = "following", "followed"
AT_ONCE = 50


def place_following(item: Sheet, kept: Kept, view: View) -> Callable[[], None]:
    """Whether who looks follows the item, and his reminders of it: never a part of the
    page, which others are shown and files are made of. The opening is written down as
    `note_opening` does, of what is followed anew with whatever has come about it: what
    is new to him is counted from there.
    """
    is_followed = _placed(item, kept, view)
    return note_opening(item, view, newest_batch(kept.picture) if is_followed else 0)


def _placed(item: Sheet, kept: Kept, view: View) -> bool:
    named = {"kind": item.item.kind, "id": item.item.item_id}
    if not may_follow(view, "item"):
        return False
    try:
        question = asking.item_of(view.seat, named["kind"], named["id"])
        picture = _own(kept, view, question)
    except HubGone:
        return False
    is_followed = asking.following_of(picture.answered) is not None
    contents = {"tables": (msgspec.to_builtins(of(picture)),)}
    _place(
        ITEM,
        picture,
        view,
        contents=contents,
        item=named,
        is_followed=is_followed,
    )
    return is_followed


def place_followed(kept: Kept, view: View) -> None:
    """What is due to be looked at again, and all that is followed."""
    if not may_follow(view, "todo"):
        return
    try:
        picture = _own(kept, view, asking.lists_of(view.seat, clock.now()))
    except HubGone:
        return
    due, kept_in_sight = reminders(picture), followed(picture)
    if not any(one.rows for told in (due, kept_in_sight) for one in told.tables):
        return
    _place(
        LISTS,
        picture,
        view,
        reminders=msgspec.to_builtins(due),
        followed=msgspec.to_builtins(kept_in_sight),
        link=address_of("item", view),
    )


def follow_all(items: list[tuple[str, str]], view: View) -> bool:
    """Follow the items that were chosen in a list; False where that did not work."""
    acts = [
        msgspec.json.encode({"act": "follow", "kind": kind, "id": item_id}).decode()
        for kind, item_id in dict.fromkeys(items)
    ]
    is_sent = _sent(acts[:AT_ONCE], view)
    if is_sent:
        n = min(len(acts), AT_ONCE)
        keep_said(texts(view.language)("follow.followed_n", n=n))
    return is_sent


def may_follow(view: View, page: str) -> bool:
    """Whether who looks follows items on a page: nobody does who looks back, or shows
    it outside.
    """
    is_now = view.at is None and not view.outside
    return is_now and allowed(view, Action.FOLLOW, page)


def _own(kept: Kept, view: View, questions: Mapping[str, Question]) -> Picture:
    """The picture of the page with answers of one's own. Raises HubGone."""
    now = clock.now()
    answers = service.current().reads.round(questions, now)
    picture = seen_by(view, kept.picture)
    return structs.replace(picture, answers=answers, now=now)


def _place(name: str, picture: Picture, view: View, **own: Any) -> None:
    panel(
        name,
        page=picture.page,
        view=view,
        key=name,
        part=name,
        now=epoch_ms(picture.now),
        times=[*usual_times(picture.now)],
        bounds=bounds(picture.now),
        longest=LONGEST_NOTE,
        on_go=partial(_clicked, name, view),
        **own,
    )


def _clicked(key: str, view: View) -> None:
    act = str(getattr(st.session_state[key], "go", "") or "")
    if _sent([act], view):
        keep_said(texts(view.language)("follow.kept"))


def _sent(acts: list[str], view: View) -> bool:
    """Send an entry for each click and wait a little for the last; whether it worked is
    said where it did not.
    """
    words, running = texts(view.language), service.current()
    is_synthetic = running.snapshot.is_synthetic
    try:
        entries = [
            act_entry(read_act(one), view.seat, is_synthetic=is_synthetic)
            for one in acts
        ]
        for sending in [running.desk.send_behind(one) for one in entries]:
            sending.result()
        is_written = running.desk.written_soon(entries[-1])
    except Unfit as unfit:
        keep_said(words(f"duty_fault.{unfit.reason}"), is_done=False)
        return False
    except DeskError as error:
        keep_said(words("moves.failed", error=error), is_done=False)
        return False
    running.reminded.outdate()
    if not is_written:
        keep_said(words("duty.on_its_way"))
    return is_written
