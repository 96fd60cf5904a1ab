"""Who of a range is logged in right now: as this board holds it, not the hub."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from board.viewer.seat import in_words
from board.views.common.contents import Column, Contents, table
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from board.logins.sessions import Session
    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.viewer.scope import View

KEY_LENGTH = 16


def in_range(
    sessions: Iterable[Session], view: View, geography: Geography
) -> tuple[Session, ...]:
    """Those of people all of whose seats lie in the division that is looked at, where
    the viewer's center sees it: no county sees, or ends, the login of a city's leader
    who has a seat there too.
    """
    if not geography.sees(view.seat.center_code, view.scope):
        return ()
    return tuple(one for one in sessions if _is_within(one, view.scope, geography))


def key_of(session: Session) -> str:
    """By what a browser names it: nothing that the board takes for a login."""
    return sha256(session.handle.encode()).hexdigest()[:KEY_LENGTH]


def logged_in(
    sessions: Iterable[Session], geography: Geography, words: Texts, now: datetime
) -> Contents:
    """Table `logged_in`: a row a login, the oldest first."""
    columns = (
        Column(key="key", form="code"),
        Column(key="name", name=words("login.name")),
        Column(key="shown", name=words("logged_in.shown")),
        Column(key="seats", name=words("login.seat")),
        Column(key="since", form="moment", name=words("logged_in.since")),
        Column(key="seen_at", form="moment", name=words("logged_in.seen_at")),
        Column(key="ends_at", form="moment", name=words("logged_in.ends_at")),
    )
    rows = (_row(one, geography, words, now) for one in sessions)
    return Contents(
        title=words("logged_in.title"),
        note=words("logged_in.note"),
        tables=(table("logged_in", columns, rows),),
    )


def _is_within(session: Session, scope: int, geography: Geography) -> bool:
    homes = (geography.home(one.center_code) for one in session.user.seats)
    return all(geography.contains(scope, one) for one in homes)


def _row(
    session: Session, geography: Geography, words: Texts, now: datetime
) -> dict[str, Any]:
    user = session.user
    seats = (in_words(one, geography, words) for one in user.seats)
    # What is open is used.
    seen_at = now if session.tell else session.seen_at
    return {
        "key": key_of(session),
        "name": user.name,
        "shown": user.shown,
        "seats": words.listed(seats),
        "since": epoch_ms(session.since),
        "seen_at": epoch_ms(seen_at),
        "ends_at": epoch_ms(session.ends_at) if session.ends_at else None,
    }
