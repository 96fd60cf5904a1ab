"""The guard lets other systems by where a file names some, and there alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Route

from board.web.guard import Guard
from board.web.systems.routes import system_routes
from tests.support.shut import Board
from tests.support.systems import SOME, line, read, systems_file
from tests.support.users import ask, knock


def test_without_the_setting_there_is_nothing(shut: Board) -> None:
    assert shut.service.bearers is None
    assert system_routes(shut.service) == []
    for path in ("/api/v1/items", "/api/v1/openapi.json", "/api/v1/"):
        assert read(shut.app, path).status == 401


def test_with_logins_a_token_opens_this_and_nothing_else(tmp_path: Path) -> None:
    path = systems_file(tmp_path, *(line(name, **said) for name, said in SOME))
    both = Board(tmp_path, CGC_SYSTEMS=str(path))
    cookie = both.enter().cookie
    assert read(both.app, "/api/v1/items").status == 200
    assert read(both.app, "/api/v1/items", "", cookie=cookie).status == 401
    assert ask(both.app, "/api/v1/items", cookie=cookie).status == 401
    for other in (
        *("/", "/api/live", "/api/todo", "/api/session", "/assets/board.css"),
        *("/api/v1", "/api/v10/items", "//api/v1/items", "/API/v1/items"),
        "/x/api/v1/items",
    ):
        assert read(both.app, other).status == 401, other
    # Streamlit itself refuses this before it is looked for.
    assert read(both.app, "/api/v1/../todo").status == 400
    assert read(both.app, "/api/v1/_stcore/health").status == 404
    assert knock(both.app, "/api/v1/items").messages == [
        {"type": "websocket.close", "code": 1008}
    ]


def test_the_guard_lets_nobody_by_where_no_file_is_named(shut: Board) -> None:
    logins = shut.service.logins
    assert logins

    def inside(_request: Any) -> Any:
        raise AssertionError

    app = Starlette(routes=[Route("/api/v1/items", inside)])
    guarded = Guard(app, service=shut.service, logins=logins)
    assert read(guarded, "/api/v1/items").status == 401
