"""Nothing is reached without a login, and none gives more than its own seats."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
import streamlit as st
from starlette.routing import Mount, WebSocketRoute
from streamlit.runtime import Runtime
from streamlit.runtime.pages_manager import PagesManager

from board.desk.entries import Desk
from board.look import clock
from board.pages.list import PAGES
from board.reads.reads import Reads
from board.service import Service
from board.settings import settings_from
from board.web.guard import OPEN, Guard
from board.web.login import own_path
from board.web.server import SHELL, around
from tests.board.desk.test_entries import Sent
from tests.support.desk import Books
from tests.support.intake import Intake
from tests.support.users import (
    CITY,
    COUNTY,
    HERE,
    PASSWORD,
    SOME,
    Answer,
    ask,
    knock,
    line,
    users_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from starlette.applications import Starlette
    from starlette.routing import BaseRoute

    from streams.entries import DeskEntry

SECOND = timedelta(seconds=1)
LINK = {"CGC_SOURCE_LINK": "https://source.example/case?no={source_ref}"}
SEATS = "views/handling/seats.py"
OF_NOBODY = {
    "actor": "board",
    "acting_center": CITY,
    "from_at": datetime(2026, 1, 1, tzinfo=UTC),
    "row_limit": 10,
}
OPENED = {"kind": "dispute", "id": "dispute-1", "way": "source", "reason": "核对"}


class Waiting(Desk):
    """A desk whose entries are where they belong before anything goes on."""

    def send_behind(self, entry: DeskEntry) -> Future[None]:
        sending = super().send_behind(entry)
        sending.exception()
        return sending


class Board:
    """A whole board with logins, Streamlit's routes and all, but no server and no
    runtime that runs.
    """

    def __init__(self, home: Path, **settings: str) -> None:
        self.books = Books()
        intake = Intake(self.books.store)
        with intake.together():
            intake.event("dispute")
        path = users_file(home, *(line(*one) for one in SOME))
        given = {"CGC_HOME": str(home), "CGC_USERS": str(path), **LINK, **settings}
        self.service = Service(settings_from(given), self.books.store, PAGES)
        self.service.maker.tick(clock.now())
        self.answer("")
        Runtime._instance = None  # noqa: SLF001 - as for a process of its own
        app = st.App(SHELL, **around(self.service))
        self.app: Starlette = app._build_starlette_app()  # noqa: SLF001 - unserved

    def answer(self, refusal: str) -> None:
        """From now on the broker answers, or refuses in these words."""
        outbox: Any = Sent(self.books, refusal)
        self.service.desk = Waiting(outbox, Reads(self.books.store))

    def enter(
        self, name: str = "k0231", password: str = PASSWORD, **more: Any
    ) -> Answer:
        form = {"name": name, "password": password, "next": "/district?scope=421321"}
        return ask(self.app, "/login", form=form | more.pop("form", {}), **more)

    def written(self) -> list[tuple[str, str, int, str]]:
        """Who did what at which center in what role, the first first."""
        given = {"low": 0, "high": 10**12, "role": "", "what": "", "item_id": ""}
        given |= {"from_at": "2026-01-01", "until_at": "2100-01-01"}
        given |= {"center_code": 0, "page_no": 1, "row_limit": 100}
        rows = self.books.store.query("audit_page", **given).to_pylist()
        return [
            (
                row["actor"],
                row["what"],
                row["acting_center"],
                row["acting_role"] or "",
            )
            for row in reversed(rows)
        ]


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Runtime, "_instance", None)
        yield Board(tmp_path)


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
def test_no_route_is_answered_without_a_login(board: Board, cookie: str) -> None:
    found = set(addresses(board.app.routes))
    assert len(found) > 25
    assert {path for path, is_socket in found if is_socket} >= {
        "/api/live",
        "/api/watch",
        "/_stcore/stream",
    }
    answered = []
    for path, is_socket in found:
        if is_socket:
            told = knock(board.app, path, cookie=cookie).messages
            is_refused = told == [{"type": "websocket.close", "code": 1008}]
        else:
            by_script = ask(board.app, path, cookie=cookie, accept="*/*")
            posted = ask(board.app, path, cookie=cookie, accept="*/*", form={"a": "b"})
            by_person = ask(board.app, path, cookie=cookie)
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
def test_what_only_looks_like_an_open_address_is_shut(board: Board, path: str) -> None:
    assert ask(board.app, path, accept="*/*").status == HTTPStatus.UNAUTHORIZED


def test_without_the_setting_there_is_no_guard_and_no_login(tmp_path: Path) -> None:
    service = Service(settings_from({"CGC_HOME": str(tmp_path)}), Books().store, PAGES)
    found = around(service)
    assert Guard not in {one.cls for one in found["middleware"]}
    assert not {"/login", "/logout"} & {path for path, _ in addresses(found["routes"])}


def test_no_page_runs_without_the_shell(board: Board) -> None:
    assert board.app
    assert PagesManager(str(SHELL)).uses_pages_directory is False


def test_a_page_leads_to_the_login_and_the_login_back(board: Board) -> None:
    lost = ask(board.app, "/district?scope=421321&lang=en")
    where = urlsplit(lost.headers["location"])
    assert where.path == "./login"
    asked = parse_qs(where.query)
    assert asked == {"next": ["/district?scope=421321&lang=en"], "lang": ["en"]}
    page = ask(board.app, f"/login?{where.query}")
    assert page.status == HTTPStatus.OK
    assert "Login name" in page.text
    assert 'value="/district?scope=421321&amp;lang=en"' in page.text
    assert "<script" not in page.text
    assert "form-action 'self'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    entered = board.enter()
    assert entered.status == HTTPStatus.SEE_OTHER
    assert entered.headers["location"] == "./district?scope=421321"


def test_the_cookie_is_for_this_board_alone(board: Board, tmp_path: Path) -> None:
    set_cookie = board.enter().headers["set-cookie"].lower()
    assert {"httponly", "path=/", "samesite=strict"} <= set(set_cookie.split("; "))
    assert "secure" not in set_cookie
    behind_https = Board(tmp_path, CGC_HTTPS="1").enter().headers["set-cookie"]
    assert behind_https.startswith("__Host-cgc_session=")
    assert "secure" in behind_https.lower()


def test_a_login_opens_what_was_shut(board: Board) -> None:
    cookie = board.enter().cookie
    answer = ask(board.app, "/api/definitions", cookie=cookie, accept="*/*")
    assert answer.status == HTTPStatus.OK
    assert ask(board.app, "/assets/board.css", cookie=cookie).status == HTTPStatus.OK


@pytest.mark.parametrize("origin", ["", "null", "https://elsewhere.example"])
def test_no_other_page_logs_in_or_out_or_listens(board: Board, origin: str) -> None:
    cookie = board.enter().cookie
    assert board.enter(origin=origin).status == HTTPStatus.FORBIDDEN
    gone = ask(board.app, "/logout", form={"a": "b"}, cookie=cookie, origin=origin)
    assert gone.status == HTTPStatus.FORBIDDEN
    for path in ("/_stcore/stream", "/api/live?page=wall"):
        told = knock(board.app, path, cookie=cookie, origin=origin).messages
        assert told[0]["type"] == "websocket.close"
    assert ask(board.app, "/api/definitions", cookie=cookie).status == HTTPStatus.OK


def test_a_login_takes_no_token_from_outside_and_ends_the_one_before(
    board: Board,
) -> None:
    fixed = "cgc_session=chosen-by-somebody"
    first = board.enter(cookie=fixed).cookie
    assert first.removeprefix("cgc_session=") not in ("", "chosen-by-somebody")
    assert ask(board.app, "/api/definitions", cookie=fixed, accept="*/*").status == (
        HTTPStatus.UNAUTHORIZED
    )
    second = board.enter("audit1", cookie=first).cookie
    for cookie, status in ((first, 401), (second, 200)):
        asked = ask(board.app, "/api/definitions", cookie=cookie, accept="*/*")
        assert asked.status == status


def test_whoever_leaves_is_out(board: Board) -> None:
    cookie = board.enter().cookie
    gone = ask(board.app, "/logout?lang=en", form={"a": "b"}, cookie=cookie)
    assert gone.headers["location"] == "./login?lang=en&left=1"
    assert "max-age=0" in gone.headers["set-cookie"].lower()
    asked = ask(board.app, "/api/definitions", cookie=cookie, accept="*/*")
    assert asked.status == HTTPStatus.UNAUTHORIZED
    assert "Logged out" in ask(board.app, "/login?lang=en&left=1").text
    again = ask(board.app, "/logout", form={"a": "b"}, cookie=cookie)
    assert again.headers["location"] == "./login?next=%2F"


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/district?scope=421321", "/district?scope=421321"),
        ("/", "/"),
        *(
            (outside, "/")
            for outside in (
                "",
                "//elsewhere.example",
                "https://elsewhere.example/",
                "/\\elsewhere.example",
                "\\\\elsewhere.example",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: x=1",
                "/../elsewhere",
                "elsewhere.example",
                "/login?next=/",
                "/logout",
                "/api/open",
            )
        ),
    ],
)
def test_a_login_leads_to_this_board_alone(wanted: str, goes: str) -> None:
    assert own_path(wanted) == goes


def test_a_seat_of_others_is_not_had_by_any_address(board: Board) -> None:
    # An auditor opens no source, whatever the address says of a role.
    cookie = board.enter("audit1").cookie
    for query in ("", f"?role=staff&seat={COUNTY}", "?role=auditor&role=staff"):
        way = ask(board.app, f"/api/open{query}", form=OPENED, cookie=cookie)
        assert way.status == HTTPStatus.FORBIDDEN
    assert [one[1] for one in board.written()] == ["logged_in"]


@pytest.mark.parametrize(
    ("asked", "seat"),
    [
        ({}, (COUNTY, "staff")),
        ({"role": "leader"}, (CITY, "leader")),
        ({"role": "administrator", "seat": str(CITY)}, (COUNTY, "staff")),
        ({"person": "boss", "actor": "boss"}, (COUNTY, "staff")),
    ],
)
def test_what_is_written_down_names_the_person_and_an_own_seat(
    board: Board, asked: dict[str, str], seat: tuple[int, str]
) -> None:
    cookie = board.enter().cookie
    query = "&".join(f"{name}={text}" for name, text in asked.items())
    ask(board.app, f"/api/open?{query}", form=OPENED, cookie=cookie)
    looks = [one for one in board.written() if one[1] == "opened_source"]
    assert looks == [("k0231", "opened_source", *seat)]


def tick(monkeypatch: pytest.MonkeyPatch, start: datetime) -> Any:
    """A clock that a test moves."""
    at = {"now": start}
    monkeypatch.setattr(clock, "now", lambda: at["now"])

    def forward(by: timedelta) -> None:
        at["now"] += by

    return forward


@pytest.mark.parametrize("name", ["k0231", "nobody", PASSWORD])
def test_who_fails_is_told_the_same_and_locked_out(
    board: Board, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    forward = tick(monkeypatch, clock.now())
    texts = set()
    for wait in (0, 0, 1, 2, 4):
        forward(wait * SECOND)
        refused = board.enter(name, "not the password")
        assert refused.status == HTTPStatus.FORBIDDEN
        assert "set-cookie" not in refused.headers
        texts.add(refused.text)
    locked = board.enter(name)
    assert locked.status == HTTPStatus.FORBIDDEN
    assert texts == {locked.text}
    assert name not in locked.text.replace(PASSWORD, "") or name == PASSWORD
    forward(timedelta(minutes=5))
    is_known = name == "k0231"
    assert (board.enter(name).status == HTTPStatus.SEE_OTHER) is is_known


def test_the_audit_has_all_of_it_and_no_name_that_there_is_not(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    forward = tick(monkeypatch, clock.now())
    cookie = board.enter().cookie
    ask(board.app, "/logout", form={"a": "b"}, cookie=cookie)
    for wait in (0, 0, 1, 2, 4, 0):
        forward(wait * SECOND)
        board.enter("audit1", "not the password")
    for _ in range(2):
        board.enter(PASSWORD, "k0231")
    board.enter()
    forward(timedelta(minutes=31))
    board.service.sweep_logins()
    staff, auditor = (COUNTY, "staff"), (CITY, "auditor")
    assert sorted(board.written()) == sorted(
        [
            ("k0231", "logged_in", *staff),
            ("k0231", "logged_out", *staff),
            *(("audit1", "login_refused", *auditor) for _ in range(4)),
            ("audit1", "login_locked", *auditor),
            *(("board", "login_refused", CITY, "") for _ in range(2)),
            ("k0231", "logged_in", *staff),
            ("k0231", "login_ended", *staff),
        ]
    )
    details = board.books.store.query("desk_entries", **OF_NOBODY).to_pylist()
    assert len(details) == 2
    assert PASSWORD not in str(details)


def test_a_broker_that_does_not_answer_locks_nobody_out(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    board.answer("no broker answers")
    cookie = board.enter().cookie
    assert ask(board.app, "/api/definitions", cookie=cookie).status == HTTPStatus.OK
    assert board.written() == []
    assert "the audit lacks logged_in of k0231 at " in caplog.text
    assert "no broker answers" in caplog.text


def test_an_end_cuts_what_is_open(board: Board) -> None:
    cookie = board.enter().cookie
    logins = board.service.logins
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
        guard = Guard(inner, service=board.service, logins=logins)
        await guard({**scope, "headers": listed, "method": "GET"}, receive, send)
        return sent

    [_, closed, told] = asyncio.run(served("websocket"))
    assert closed == {"type": "websocket.close", "code": 1008}
    assert told == {"type": "websocket.disconnect", "code": 1008}
    cookie = board.enter().cookie
    token = cookie.removeprefix("cgc_session=")
    [_, last] = asyncio.run(served("http"))
    assert last == {"type": "http.response.body", "body": b""}


def test_the_answer_to_whoever_leaves_is_not_cut(board: Board) -> None:
    cookie, logins = board.enter().cookie, board.service.logins
    assert logins

    async def slow(_scope: Any, _receive: Any, send: Any) -> None:
        logins.sessions.end(cookie.removeprefix("cgc_session="))
        for _ in range(10):
            await asyncio.sleep(0)
        await send({"type": "http.response.start", "status": 303, "headers": []})
        await send({"type": "http.response.body", "body": b"gone"})

    guard = Guard(slow, service=board.service, logins=logins)
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


def test_health_says_nothing_of_people(board: Board) -> None:
    body = msgspec.json.decode(ask(board.app, "/api/health").text)
    assert body.keys() == {
        *("run", "status", "producer", "version", "as_of", "failure"),
    }
