"""A file of users (演示数据), and a board that asks for them, without a server."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from board.logins.passwords import hashed
from board.logins.users import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp

CITY, COUNTY, TOWN = 421300000000, 421321000000, 421321101000
PASSWORD = "a long synthetic password"  # noqa: S105 - of nobody
HERE = "board.example:8501"


@cache
def kept() -> str:
    """The hash of the one password of all, made once, and cheap to compare."""
    return hashed(PASSWORD, rounds=1)


def line(name: str, seats: str, **more: str) -> str:
    """A line of the file."""
    said = {"name": name, "shown": name, "password": kept(), "seats": seats} | more
    return ",".join(said.get(column, "") for column in COLUMNS)


def users_file(folder: Path, *lines: str, header: str = ",".join(COLUMNS)) -> Path:
    """Write the file so that only its owner may read it."""
    path = folder / "users.csv"
    path.write_text("\n".join((header, *lines, "")), encoding="utf-8")
    path.chmod(0o600)
    return path


SOME = (
    ("k0231", f"staff@{COUNTY} leader@{CITY}"),
    ("audit1", f"auditor@{CITY}"),
)


class Answer(NamedTuple):
    """What came back; of a socket that was refused there is no status."""

    messages: list[Any]

    @property
    def status(self) -> int:
        return int(self.messages[0].get("status", 0))

    @property
    def headers(self) -> dict[str, str]:
        found = self.messages[0].get("headers", ())
        return {key.decode().lower(): one.decode() for key, one in found}

    @property
    def text(self) -> str:
        parts = (one.get("body", b"") for one in self.messages[1:])
        return b"".join(parts).decode()

    @property
    def cookie(self) -> str:
        """What a browser would send from now on."""
        return self.headers.get("set-cookie", "").partition(";")[0]


def ask(
    app: ASGIApp,
    address: str,
    *,
    form: dict[str, str] | None = None,
    cookie: str = "",
    accept: str = "text/html",
    origin: str = f"http://{HERE}",
) -> Answer:
    """One request as a browser sends it: a form is posted."""
    method = "GET" if form is None else "POST"
    head = {"host": HERE, "accept": accept, "origin": origin, "cookie": cookie}
    message = {"type": "http.request", "body": urlencode(form or {}).encode()}
    return told(app, {"type": "http", "method": method}, address, head, message)


def knock(
    app: ASGIApp,
    address: str,
    *,
    cookie: str = "",
    origin: str = f"http://{HERE}",
    more: dict[str, str] | None = None,
) -> Answer:
    """One WebSocket that is gone as soon as it is open."""
    head = {"host": HERE, "origin": origin, "cookie": cookie} | (more or {})
    message = {"type": "websocket.connect"}
    return told(app, {"type": "websocket"}, address, head, message)


def told(
    app: ASGIApp,
    sort: dict[str, Any],
    address: str,
    head: dict[str, str],
    message: dict[str, Any],
) -> Answer:
    path, _, query = address.partition("?")
    sent: list[Any] = []
    waiting = [message]

    async def receive() -> Any:
        if not waiting and sort["type"] == "http":
            await asyncio.Event().wait()
        return waiting.pop() if waiting else {"type": "websocket.disconnect"}

    async def send(one: Any) -> None:
        sent.append(one)

    scope = {
        **sort,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "server": ("board.example", 8501),
        "client": ("127.0.0.1", 1),
        "query_string": query.encode(),
        "headers": [(key.encode(), one.encode()) for key, one in head.items() if one],
        "subprotocols": [],
    }
    asyncio.run(app(scope, receive, send))
    return Answer(sent)
