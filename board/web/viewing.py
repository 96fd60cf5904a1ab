"""Who asks a route for what: the one place where an address becomes a view here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.viewer.scope import view_from

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from board.logins.logins import Login
    from board.logins.sessions import Session
    from board.service import Service
    from board.viewer.scope import View

LOGIN, SESSION = "cgc.login", "cgc.session"
"""Where the guard puts who is logged in: no browser writes into an ASGI scope."""


def login_at(connection: HTTPConnection) -> Login | None:
    """Who is logged in; None on a board without logins."""
    found: Login | None = connection.scope.get(LOGIN)
    return found


def session_at(connection: HTTPConnection) -> Session:
    """The session behind what the guard let through; KeyError without a guard."""
    found: Session = connection.scope[SESSION]
    return found


def view_of(service: Service, connection: HTTPConnection) -> View:
    """What a request asks for. With logins the guard has held its address to the seats
    of who is logged in.
    """
    login = login_at(connection)
    return view_from(
        connection.query_params,
        service.snapshot.geography,
        person=login.name if login else "",
    )
