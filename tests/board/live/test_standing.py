"""A page that nobody sits at goes on by itself, whatever becomes of its board."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.support.served import Board, served
from tests.support.waiting import PATIENCE_S

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Request, WebSocket, WebSocketRoute

SOCKET = "**/_stcore/stream"
COUNTY = "/district?scope=421321000000"
TOWN = '.cgc-league [data-division="421321101000"] button'
PING = "**/_stcore/health"
UNANSWERED = 3
"""Streamlit waits 15 s for each, for all of them longer than the page waits for it."""
LARGE_BYTES = 10_000
"""From here on Streamlit would refer to what it sent before."""
TRIES = 8
"""More than the six after which Streamlit opens its dialog."""


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with served(tmp_path) as board:
        yield board


def test_no_message_relies_on_what_the_browser_remembers(
    board: Board, page: Page
) -> None:
    messages = heard_by(page)
    page.goto(board.address + COUNTY)
    page.wait_for_selector(".st-key-district_map canvas")
    go_down(page)
    page.go_back()
    page.locator(".cgc-center", has_text="随县综治中心").wait_for()
    assert max(one.ByteSize() for one in messages) > LARGE_BYTES
    assert [one for one in messages if one.metadata.cacheable] == []


def test_a_page_whose_connection_was_given_up_starts_anew(
    board: Board, page: Page
) -> None:
    sockets = sockets_of(page)
    page.goto(board.address + COUNTY)
    page.locator(TOWN).wait_for()
    page.evaluate("window.isOld = true")
    sockets[0].send("text, where Streamlit takes nothing but bytes")
    page.wait_for_function("() => !window.isOld")
    go_down(page)


def test_a_page_that_finds_no_way_back_starts_anew(board: Board, page: Page) -> None:
    sockets = sockets_of(page)
    page.goto(board.address + COUNTY)
    page.locator(TOWN).wait_for()
    page.evaluate("window.isOld = true")
    page.route(PING, lambda _route: None, times=UNANSWERED)
    sockets[0].close()
    page.wait_for_function("() => !window.isOld")
    go_down(page)


def test_a_page_outlives_a_killed_board(board: Board, page: Page) -> None:
    page.goto(board.address + COUNTY)
    page.locator(TOWN).wait_for()
    board.kill()
    for _ in range(TRIES):
        page.wait_for_event("requestfailed", is_ping)
    banner = page.locator(".cgc-banner[data-level=bad]")
    banner.wait_for()
    assert page.locator("[inert]").count() == 0
    messages = heard_by(page)
    board.start()
    banner.wait_for(state="hidden")
    wait_until_run(page, messages)
    go_down(page)


def test_a_board_ends_in_order_while_somebody_looks_at_it(
    board: Board, page: Page
) -> None:
    page.goto(board.address + COUNTY)
    page.locator(TOWN).wait_for()
    board.stop()
    page.locator(".cgc-banner[data-level=bad]").wait_for()


def go_down(page: Page) -> None:
    """Click, and see that Streamlit answers: nothing lies over the page."""
    page.locator(TOWN).click()
    page.locator(".cgc-center", has_text="厉山镇综治中心").wait_for()


def wait_until_run(page: Page, messages: list[ForwardMsg]) -> None:
    """Wait for a whole run of the script: before it, no click has a receiver."""
    end = time.monotonic() + PATIENCE_S
    while not any(one.WhichOneof("type") == "script_finished" for one in messages):
        assert time.monotonic() < end, f"the script never ran again: {state_of(page)}"
        page.wait_for_timeout(50)


def sockets_of(page: Page) -> list[WebSocketRoute]:
    """The connections that Streamlit opens from now on, to be disturbed."""
    sockets: list[WebSocketRoute] = []

    def follow(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket(SOCKET, follow)
    return sockets


def heard_by(page: Page) -> list[ForwardMsg]:
    """All that Streamlit sends to this page from now on, over new connections."""
    messages: list[ForwardMsg] = []

    def hear(frame: bytes | str) -> None:
        assert isinstance(frame, bytes)
        messages.append(ForwardMsg.FromString(frame))

    def follow(socket: WebSocket) -> None:
        if socket.url.split("?")[0].endswith("/_stcore/stream"):
            socket.on("framereceived", hear)

    page.on("websocket", follow)
    return messages


def state_of(page: Page) -> str | None:
    shown = page.locator("[data-test-connection-state]")
    return shown.get_attribute("data-test-connection-state")


def is_ping(request: Request) -> bool:
    return request.url.endswith("/_stcore/health")
