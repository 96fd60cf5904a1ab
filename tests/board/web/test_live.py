"""The push route of a real server: who is let in, what they get, and the end."""

from __future__ import annotations

import socket
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import msgspec
import pytest
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.support.served import Board, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CITY = "421300000000"
SUIXIAN = "421321000000"
ZENGDU = "421303000000"
PATIENCE_S = 30.0
STAFF = {"page": "district", "role": "staff"}
MAPS = ("land", "seats", "sites", "cameras", "names")
SMALL_BUFFER = 4096
RESTARTING = 1012


def route(board: Board, asked: dict[str, str]) -> str:
    host = board.address.removeprefix("http://")
    return f"ws://{host}/api/live?{urlencode(asked)}"


@contextmanager
def watching(
    board: Board, asked: dict[str, str], **more: Any
) -> Iterator[ClientConnection]:
    given = {"origin": board.address, "open_timeout": PATIENCE_S} | more
    with connect(route(board, asked), max_size=None, **given) as connection:
        yield connection


def heard(connection: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = msgspec.json.decode(connection.recv(PATIENCE_S))
    return message


def first(board: Board, **asked: str) -> dict[str, Any]:
    with watching(board, asked) as connection:
        return heard(connection)


def first_event(board: Board, **asked: str) -> dict[str, Any]:
    address = f"{board.address}/api/live?{urlencode(asked)}"
    with urlopen(address, timeout=PATIENCE_S) as answer:  # noqa: S310 - our own board
        line = next(one for one in answer if one.startswith(b"data:"))
    event: dict[str, Any] = msgspec.json.decode(line.removeprefix(b"data:"))
    return event


def body_of(address: str) -> bytes:
    with urlopen(address, timeout=PATIENCE_S) as answer:  # noqa: S310 - our own board
        return bytes(answer.read())


def status_of(address: str) -> int:
    try:
        with urlopen(address, timeout=PATIENCE_S) as answer:  # noqa: S310 - our own board
            return int(answer.status)
    except HTTPError as refused:
        return refused.code


@pytest.mark.parametrize(
    "origin", [None, "http://elsewhere.example", "null", "http://127.0.0.1:1"]
)
def test_a_page_of_another_host_is_refused(board: Board, origin: str | None) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        watching(board, {"page": "wall"}, origin=origin),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_a_page_that_a_role_may_not_open_is_refused(board: Board) -> None:
    with pytest.raises(InvalidStatus) as refused:
        first(board, page="pipeline")
    assert refused.value.response.status_code == 403
    assert status_of(f"{board.address}/api/live?page=pipeline") == 403
    assert "rejects" in first(board, page="pipeline", role="auditor")["parts"]


@pytest.mark.parametrize("given", ["", "x"])
def test_an_item_is_watched_only_by_the_pass_of_its_page(
    board: Board, given: str
) -> None:
    asked = urlencode({"kind": "dispute", "id": "dispute-1", "pass": given})
    address = route(board, {}).replace("api/live?", f"api/watch?{asked}")
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(address, origin=board.address, open_timeout=PATIENCE_S),  # type: ignore[arg-type] # any text is one
    ):
        pass
    assert refused.value.response.status_code == 403


def records(listed: dict[str, Any]) -> list[dict[str, Any]]:
    keys = [column["key"] for column in listed["columns"]]
    return [dict(zip(keys, row, strict=True)) for row in listed["rows"]]


@pytest.mark.parametrize("hear", [first, first_event])
def test_titles_go_to_seats_that_may_read_them_alone(board: Board, hear: Any) -> None:
    def titles(**asked: str) -> list[str]:
        return [row["title"] for row in records(hear(board, **asked)["items"])]

    assert all(titles(page="district", role="staff"))
    for asked in ({}, {"role": "auditor"}, {"role": "root"}):
        found = titles(page="district", **asked)
        assert found
        assert not any(found)
    assert not any(titles(page="wall", role="staff"))


@pytest.mark.parametrize("hear", [first, first_event])
def test_a_center_gets_no_item_from_outside_of_its_range(
    board: Board, hear: Any
) -> None:
    for scope in (ZENGDU, CITY, ""):
        message = hear(board, **STAFF, seat=SUIXIAN, scope=scope)
        [path] = message["parts"]["crumbs"]["tables"]
        assert records(path)[-1]["code"] == SUIXIAN
        items = records(message["items"])
        assert items
        assert all(row["division"].startswith("421321") for row in items)


def test_the_map_of_a_center_ends_at_its_range(board: Board) -> None:
    for what in MAPS:
        asked = urlencode({"seat": SUIXIAN, "scope": ZENGDU, "which": "town"})
        own = urlencode({"seat": SUIXIAN, "scope": SUIXIAN, "which": "town"})
        address = f"{board.address}/api/map/{what}"
        assert body_of(f"{address}?{asked}") == body_of(f"{address}?{own}")
    assert status_of(f"{board.address}/api/map/land?page=pipeline&role=staff") == 403
    assert status_of(f"{board.address}/api/map/nothing") == 404


def test_a_later_push_has_only_what_changed(board: Board) -> None:
    with watching(board, {"page": "wall"}) as connection:
        everything, later = heard(connection), heard(connection)
    assert later["version"] > everything["version"]
    assert later["parts"].keys() < everything["parts"].keys()


def test_what_a_viewer_says_is_not_listened_to(board: Board) -> None:
    with watching(board, {"page": "wall"}) as connection:
        heard(connection)
        connection.send("{}")
        connection.send(b"\x00" * 1000)
        assert heard(connection)["version"]


@pytest.mark.program
def test_a_board_that_ends_tells_its_viewers_at_once_and_waits_for_none(
    tmp_path: Path,
) -> None:
    with served(tmp_path) as board, ExitStack() as open_:
        viewer = open_.enter_context(watching(board, {"page": "wall"}))
        heard(viewer)
        for _ in range(3):
            open_.enter_context(never_reading(board))
        for _ in range(5):
            heard(viewer)
        board.stop()
        with pytest.raises(ConnectionClosedError):
            for _ in viewer:  # what was under way comes first
                pass
        assert viewer.close_code == RESTARTING


@contextmanager
def never_reading(board: Board) -> Iterator[socket.socket]:
    """A viewer that asks and then takes nothing: its picture waits on our side."""
    host, port = board.address.removeprefix("http://").split(":")
    with socket.socket() as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        found.connect((host, int(port)))
        found.sendall(
            "\r\n".join(
                (
                    "GET /api/live?page=wall HTTP/1.1",
                    f"Host: {host}:{port}",
                    f"Origin: {board.address}",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "",
                    "",
                )
            ).encode()
        )
        yield found
