"""Making a move from a page: what is open as buttons, what is not with the reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

import streamlit as st

from board import service
from board.components.form import answers_of
from board.components.moves_sent import made, made_all, speaker_of, tell_waiting
from board.components.said import keep_said
from board.components.suggesting import beside, place_suggested
from board.desk.entries import sender
from board.look import clock
from board.look.texts import texts
from board.reads.reads import HubGone
from board.views.handling.drafting import mover_of, seen_of
from board.views.handling.families import grouped
from board.views.handling.forms import is_plain
from board.views.handling.offers import Bench, next_of, offers
from board.views.items.near import place_of
from board.views.items.page import row_of
from board.views.responsibilities.suggested import is_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from board.viewer.page import Picture
    from board.viewer.scope import View
    from board.views.handling.drafting import Seen
    from board.views.handling.offers import Offer
    from streams.handling.state import Task

Kind: TypeAlias = Literal["primary", "secondary"]


def place_moves(picture: Picture, view: View) -> None:
    """Buttons for what this viewer may do with an answered item, and a list of what
    not, with the reasons; the past is only looked at.
    """
    words = texts(view.language)
    if view.at is not None:
        st.caption(words("moves.past"))
        return
    try:
        bench = bench_of(picture, view)
    except HubGone:
        st.caption(words("export.hub_gone"))
        return
    _offer(bench, view, row_of(picture)["close_due_at"])


def bench_of(picture: Picture, view: View) -> Bench:
    """An answered item with what this viewer may do. Raises HubGone."""
    return _bench(_seen(picture), view)


def _seen(picture: Picture) -> Seen:
    at = place_of(picture.answers) if picture.answers else None
    return seen_of(row_of(picture), at)


def _bench(seen: Seen, view: View) -> Bench:
    """The item as it is on the screen, for this viewer, by the rules of the hub."""
    mover = mover_of(view.seat, sender(view.seat))
    return Bench(seen, mover, service.current().fixed.rules(), clock.now())


def _offer(bench: Bench, view: View, due_at: datetime | None) -> None:
    words = texts(view.language)
    found = offers(bench)
    is_open = [one for one in found if one.refusal is None]
    with st.container(key="moves"):
        if not is_open:
            st.caption(words("moves.none"))
        _buttons(is_open, bench, view, due_at)
        _closed([one for one in found if one.refusal is not None], bench, view)
    tell_waiting(view)


def _buttons(
    found: list[Offer], bench: Bench, view: View, due_at: datetime | None
) -> None:
    """The next step first, all else under headings of what it is about."""
    words, onward = texts(view.language), next_of(found, bench)
    others = [one for one in found if one is not onward]
    if onward:
        _group("next", words("moves.next"), (onward,), bench, view, due_at)
    with st.container(key="moves_families"):
        for one in grouped(others):
            name = words.known("move_family", one.family)
            said = _unit(one.task, view) if one.task else name
            _group(one.key, said, one.offers, bench, view, due_at)


def _group(
    key: str,
    name: str,
    found: Iterable[Offer],
    bench: Bench,
    view: View,
    due_at: datetime | None,
) -> None:
    with st.container(horizontal=True, key=f"moves_of_{key}"):
        st.text(name, width="content")
        with st.container(horizontal=True, gap="xsmall", key=f"moves_in_{key}"):
            for one in found:
                kind: Kind = "primary" if key == "next" else "secondary"
                if _pressed(one, bench, view, kind):
                    open_move(bench, one, view, due_at)


def _pressed(one: Offer, bench: Bench, view: View, kind: Kind) -> bool:
    """The button of a move; one that needs nothing said is made at once."""
    plain = is_plain(one.move, bench.rules.moves[one.move])
    # Under the heading of its task a move need not name it again.
    task = one.task if kind == "primary" else None
    pressed = st.button(
        named(one.move, task, view),
        key=f"move_{one.move}_{one.task.task_id if one.task else ''}",
        type=kind,
        on_click=partial(_at_once, bench, one, view) if plain else None,
    )
    return pressed and not plain


def named(move: str, task: Task | None, view: View) -> str:
    """A move as its form says it; within a joint task whose it is."""
    words = texts(view.language)
    name = words.known("move", move)
    if task is None:
        return name
    return words("moves.of_task", move=name, task=_unit(task, view))


def _unit(task: Task, view: View) -> str:
    """Who was asked in a joint task: an agency, or a center itself."""
    center = service.current().snapshot.geography.centers.get(task.center)
    named = texts(view.language).known("agency", task.agency or "")
    return named or (center.name if center else "")


def open_move(bench: Bench, one: Offer, view: View, due_at: datetime | None) -> None:
    """The form of a move over the page."""
    title = named(one.move, one.task, view)
    is_wide = is_for(one.move, bench.rules)
    st.dialog(title, width="large" if is_wide else "medium")(_form)(
        bench, one, view, due_at
    )


def _form(bench: Bench, one: Offer, view: View, due_at: datetime | None) -> None:
    words = texts(view.language)
    place_suggested(one.move, (bench,), view)
    filled = answers_of(bench, one, view, due_at)
    if filled is None:
        return
    sent_at = bench.at(clock.now())
    move = sent_at.draft(one.move, one.task, **filled)
    refusal = sent_at.refusal(move)
    if refusal is not None:
        st.error(speaker_of(view, bench.seen.state.tasks).refusal(refusal))
        return
    with st.spinner(words("moves.send")):
        said, is_done = made_all((move, *beside(move)), view)
    if is_done:
        keep_said(said)
        st.rerun()
    st.error(said)


def _at_once(bench: Bench, one: Offer, view: View) -> None:
    move = bench.at(clock.now()).draft(one.move, one.task)
    said, is_done = made(move, view)
    keep_said(said, is_done=is_done)


def _closed(found: list[Offer], bench: Bench, view: View) -> None:
    words = texts(view.language)
    if not found:
        return
    speaker = speaker_of(view, bench.seen.state.tasks)
    with st.expander(words("moves.closed")):
        for one in found:
            why = speaker.refusal(one.refusal) if one.refusal else ""
            st.text(f"{named(one.move, one.task, view)}：{why}")
