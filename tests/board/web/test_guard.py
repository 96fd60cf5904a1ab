"""Nothing is reached without a login, and an end cuts what is open."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from starlette.routing import Mount, WebSocketRoute
from streamlit.runtime.pages_manager import PagesManager

from board.pages.list import PAGES
from board.service import Service
from board.settings import settings_from
from board.web.guard import OPEN, Guard
from board.web.server import SHELL, around
from tests.support.desk import Books
from tests.support.shut import Board
from tests.support.users import (
    COUNTY,
    HERE,
    ask,
    knock,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.routing import BaseRoute


SEATS = "views/handling/seats.py"


def addresses(routes: list[BaseRoute], before: str = "") -> Iterator[tuple[str, bool]]:
    """An address of every route, and whether it is a WebSocket's."""
    for route in routes:
        path = before + getattr(route, "path", "")
        if isinstance(route, Mount):
            yield from addresses(list(route.routes), path)
            yield f"{path}/x.js", False
        else:
            plain = path.replace("{what}", "land").replace("{path:path}", "x")
            yield plain, isinstance(route, WebSocketRoute)


@pytest.mark.parametrize("cookie", ["", "cgc_session=", "cgc_session=forged"])
def test_no_route_is_answered_without_a_login(shut: Board, cookie: str) -> None:
    found = set(addresses(shut.app.routes))
    assert len(found) > 25
    assert {path for path, is_socket in found if is_socket} >= {
        "/api/live",
        "/api/watch",
        "/_stcore/stream",
    }
    answered = []
    for path, is_socket in found:
        if is_socket:
            told = knock(shut.app, path, cookie=cookie).messages
            is_refused = told == [{"type": "websocket.close", "code": 1008}]
        else:
            by_script = ask(shut.app, path, cookie=cookie, accept="*/*")
            posted = ask(shut.app, path, cookie=cookie, accept="*/*", form={"a": "b"})
            by_person = ask(shut.app, path, cookie=cookie)
            is_refused = [one.status for one in (by_script, posted, by_person)] == [
                *(HTTPStatus.UNAUTHORIZED, HTTPStatus.UNAUTHORIZED),
                HTTPStatus.SEE_OTHER,
            ]
        if not is_refused:
            answered.append(path)
    assert set(answered) == OPEN - {"/assets/login.css"}


@pytest.mark.parametrize(
    "path", ["/login/", "//login", "/assets/../api/todo", "/api/health/", "/LOGIN"]
)
def test_what_only_looks_like_an_open_address_is_shut(shut: Board, path: str) -> None:
    assert ask(shut.app, path, accept="*/*").status == HTTPStatus.UNAUTHORIZED


def test_without_the_setting_there_is_no_guard_and_no_login(tmp_path: Path) -> None:
    service = Service(settings_from({"CGC_HOME": str(tmp_path)}), Books().store, PAGES)
    found = around(service)
    assert Guard not in {one.cls for one in found["middleware"]}
    assert not {"/login", "/logout"} & {path for path, _ in addresses(found["routes"])}


def test_no_page_runs_without_the_shell(shut: Board) -> None:
    assert shut.app
    assert PagesManager(str(SHELL)).uses_pages_directory is False


def test_an_end_cuts_what_is_open(shut: Board) -> None:
    cookie = shut.enter().cookie
    logins = shut.service.logins
    assert logins
    token = cookie.removeprefix("cgc_session=")

    async def served(sort: str) -> list[Any]:
        """What goes to a connection that is open when the login ends."""
        sent: list[Any] = []

        async def inner(scope: Any, receive: Any, send: Any) -> None:
            assert scope["query_string"].decode() == (
                f"role=staff&seat={COUNTY}&agency="
            )
            start = {"type": "websocket.accept"}
            if sort == "http":
                start = {"type": "http.response.start", "status": 200, "headers": []}
            await send(start)
            logins.sessions.end(token)
            if sort == "websocket":
                sent.append(await receive())
                await send({"type": "websocket.send", "text": "a secret"})
                return
            await asyncio.Event().wait()

        async def receive() -> Any:
            await asyncio.Event().wait()

        async def send(message: Any) -> None:
            sent.append(message)

        headers = {"host": HERE, "origin": f"http://{HERE}", "cookie": cookie}
        scope = {"type": sort, "path": "/any", "query_string": b"role=auditor"}
        listed = [(key.encode(), one.encode()) for key, one in headers.items()]
        guard = Guard(inner, service=shut.service, logins=logins)
        await guard({**scope, "headers": listed, "method": "GET"}, receive, send)
        return sent

    [_, closed, told] = asyncio.run(served("websocket"))
    assert closed == {"type": "websocket.close", "code": 1008}
    assert told == {"type": "websocket.disconnect", "code": 1008}
    cookie = shut.enter().cookie
    token = cookie.removeprefix("cgc_session=")
    [_, last] = asyncio.run(served("http"))
    assert last == {"type": "http.response.body", "body": b""}


def test_the_answer_to_whoever_leaves_is_not_cut(shut: Board) -> None:
    cookie, logins = shut.enter().cookie, shut.service.logins
    assert logins

    async def slow(_scope: Any, _receive: Any, send: Any) -> None:
        logins.sessions.end(cookie.removeprefix("cgc_session="))
        for _ in range(10):
            await asyncio.sleep(0)
        await send({"type": "http.response.start", "status": 303, "headers": []})
        await send({"type": "http.response.body", "body": b"gone"})

    guard = Guard(slow, service=shut.service, logins=logins)
    assert ask(guard, "/logout", form={"a": "b"}, cookie=cookie).text == "gone"


def test_there_are_two_doors_through_which_an_address_comes() -> None:
    def callers(call: str) -> set[str]:
        scripts = Path(SHELL).parent.rglob("*.py")
        found = (one for one in scripts if call in one.read_text(encoding="utf-8"))
        return {str(one.relative_to(SHELL.parent)) for one in found}

    doors = {"web/viewing.py", "components/view.py"}
    assert callers(" view_from(") - {"viewer/scope.py"} == doors
    # Its parameters are the choices of a page, which come through the same doors.
    assert callers(" seat_from(") == {"viewer/scope.py", "viewer/seat.py", SEATS}
    assert callers("choices_of(page, st.query_params") == set()


def test_health_says_nothing_of_people(shut: Board) -> None:
    body = msgspec.json.decode(ask(shut.app, "/api/health").text)
    assert body.keys() == {
        *("run", "status", "producer", "version", "as_of", "failure"),
    }
