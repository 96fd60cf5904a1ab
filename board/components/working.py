"""A working page: asked for its viewer, shown as contents, kept to be taken away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import streamlit as st
from msgspec import structs

from board import service
from board.components.choice import say
from board.components.login import address
from board.components.panel import panel
from board.components.view import allowed
from board.look import clock
from board.look.formats import Value, written
from board.look.texts import texts
from board.picture.filters import GRANTED, TITLES
from board.reads.reads import HubGone
from board.viewer.answers import choices_of
from board.viewer.page import Action, Picture
from board.viewer.rights import has_rows, own_of
from board.viewer.seat import Seat
from board.views.common.figures import epoch_ms
from board.views.common.suppression import kept_in, outside, sums_of
from board.views.handling.seats import seat_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from board.viewer.answers import Kept
    from board.viewer.page import Page
    from board.viewer.scope import View
    from board.views.common.contents import Contents


SEEN_UNTIL = "seen_until"
ANEW_EVERY_S = 5.0


def answered_page(name: str, view: View) -> Kept | None:
    """The page for this viewer with its answers; None without a hub: it says so, and is
    asked for again until it has them.
    """
    page = service.current().pages[name]
    try:
        return ask(page, view)
    except HubGone:
        st.error(texts(view.language)("working.hub_gone"))
        st.fragment(_again, run_every=ANEW_EVERY_S)(since=clock.now())
        return None


def _again(since: datetime) -> None:
    # Called with the page it would ask at once, and for ever.
    if clock.now() - since > timedelta(seconds=ANEW_EVERY_S / 2):
        st.rerun()


def ask(page: Page, view: View) -> Kept:
    """What the address asks of a page, in the viewer's language. Raises HubGone."""
    running = service.current()
    asked = Picture(
        snapshot=running.snapshot,
        page=page.name,
        scope=view.scope,
        language=view.language,
        now=clock.now(),
        choices=choices_of(page, address()) | granted(page, view),
    )
    if view.at is not None:
        found = running.answers.past(page, asked, view.at)
    else:
        found = running.answers.present(page, asked, seen_until())
        st.session_state[SEEN_UNTIL] = found.picture.now
    return spoken_in(view.language, found)


def granted(page: Page, view: View) -> dict[str, str]:
    """What the choices of a page say besides of who reads: whether titles, and whether
    no items but an agency's own.
    """
    titles = {TITLES: "1"} if allowed(view, Action.READ_TITLES, page.name) else {}
    return titles | own_of(view.seat, page)


def is_for(view: View, kept: Kept, page: Page) -> bool:
    """Whether a kept picture is what this viewer may see of the page."""
    picture = kept.picture
    is_here = (picture.page, picture.scope) == (page.name, view.scope)
    asks_for_seat = page.working is not None and "seat" in page.working.choices
    is_own = not asks_for_seat or seat_of(picture) == view.seat.place
    return (
        is_here
        and is_own
        and granted(page, view).items()
        == {(name, said) for name, said in picture.choices.items() if name in GRANTED}
    )


def spoken_in(language: str, kept: Kept) -> Kept:
    """Whoever asked first may read another language."""
    picture = structs.replace(kept.picture, language=language)
    return structs.replace(kept, picture=picture)


def ask_anew() -> None:
    """What was answered before this moment no longer counts for this session."""
    st.session_state[SEEN_UNTIL] = clock.now()


def ask_anew_for_all(name: str) -> None:
    """What was answered of a page before this moment counts for nobody any more: a page
    on which one person waits for what another one does.
    """
    service.current().answers.outdate(name, clock.now())
    ask_anew()


def seen_until() -> datetime | None:
    """What is older than this would take this session back in time."""
    found: datetime | None = st.session_state.get(SEEN_UNTIL)
    return found


def seen_by(view: View, picture: Picture) -> Picture:
    """Whoever asked first may sit elsewhere; outside nobody sits."""
    return structs.replace(picture, seat=Seat() if view.outside else view.seat)


def say_of_when(kept: Kept, view: View) -> None:
    """The moment that the page is of, and a button that asks anew."""
    words = texts(view.language)
    moment = Value(epoch_ms(kept.picture.now), "moment")
    told = words("working.as_of", time=written(moment, words, clock.now()))
    with st.container(horizontal=True, vertical_alignment="center", key="as_of"):
        st.text(told, width="content")
        if view.at is None:
            st.button(
                words("working.again"), key="again", type="tertiary", on_click=ask_anew
            )


def sheet(
    part: str,
    kept: Kept,
    *,
    view: View,
    name: str = "sheet",
    on_go: Callable[[], None] | None = None,
    **own: Any,
) -> None:
    """Place one part of a working page in the panel `name`; `pick` in `own` names the
    column of its tables whose value `on_go` hears of when a row was clicked.
    """
    page = service.current().pages[kept.picture.page]
    if page.working is None:
        raise ValueError(f"{page.name} is no working page")
    contents: Contents = page.working.parts[part](seen_by(view, kept.picture))
    if view.outside:
        why = page.working.keeps_in(kept.picture)
        words = texts(view.language)
        contents = kept_in(contents, words(why)) if why else outside(contents)
    elif not has_rows(view.seat, page):
        contents = sums_of(contents)
        own = {"empty": "label.items_of_others", **own}
    panel(
        name,
        page=page.name,
        view=view,
        key=f"sheet_{part}",
        part=part,
        contents=msgspec.to_builtins(contents),
        now=epoch_ms(kept.picture.now),
        on_go=on_go,
        **own,
    )


def choosing(part: str, parameter: str) -> Callable[[], None]:
    """A callback for a part: what was clicked in it stands in the address."""

    def choose() -> None:
        clicked = getattr(st.session_state[f"sheet_{part}"], "go", "") or ""
        say(**{parameter: str(clicked)})

    return choose
