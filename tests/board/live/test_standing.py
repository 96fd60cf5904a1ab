"""A page that nobody sits at goes on by itself, whatever becomes of its board."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Text_pb2 import Text
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed

from tests.support.served import Board, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Request, Response, WebSocketRoute

SOCKET = "**/_stcore/stream"
COUNTY = "/district?scope=421321000000"
TOWN = '.cgc-league [data-division="421321101000"] button'
HEALTH = "**/api/health"
CUT = "[data-test-connection-state=PINGING_SERVER]"
CONNECTED = "[data-test-connection-state=CONNECTED]"
PING = "**/_stcore/health"
UNANSWERED = 3
"""Streamlit waits 15 s for each, for all of them longer than the page waits for it."""
LARGE_BYTES = 10_000
"""From here on Streamlit would refer to what it sent before."""
FORGOTTEN_AFTER = timedelta(seconds=61)
"""Longer than the page counts on its session being kept."""
TRIES = 8
"""More than the six after which Streamlit opens its dialog."""


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with served(tmp_path) as board:
        yield board


def test_no_message_relies_on_what_the_browser_remembers() -> None:
    delta = Delta(new_element=Element(text=Text(body="城" * LARGE_BYTES)))
    message = ForwardMsg(delta=delta)
    populate_hash_if_needed(message)
    assert not message.metadata.cacheable


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
    page.evaluate("window.isOld = true")
    board.start()
    page.wait_for_function("() => !window.isOld")
    go_down(page)


def test_a_page_forgotten_by_its_board_starts_anew(board: Board, page: Page) -> None:
    sockets = sockets_of(page)
    page.goto(board.address + COUNTY)
    page.locator(TOWN).wait_for()
    page.evaluate("window.isOld = true")
    page.route(HEALTH, lambda route: route.abort())
    sockets[0].close()
    page.locator(CUT).wait_for(state="attached")
    page.clock.set_system_time(datetime.now(UTC) + FORGOTTEN_AFTER)
    page.locator(CONNECTED).wait_for(state="attached")
    page.unroute(HEALTH)
    page.wait_for_function("() => !window.isOld")


def test_a_page_cut_for_a_moment_stays_as_it_is(board: Board, page: Page) -> None:
    sockets = sockets_of(page)
    page.goto(board.address + COUNTY)
    page.locator(TOWN).wait_for()
    page.evaluate("window.isOld = true")
    with page.expect_response(is_health):
        sockets[0].close()
    go_down(page)
    assert page.evaluate("window.isOld")


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


def sockets_of(page: Page) -> list[WebSocketRoute]:
    """The connections that Streamlit opens from now on, to be disturbed."""
    sockets: list[WebSocketRoute] = []

    def follow(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket(SOCKET, follow)
    return sockets


def is_ping(request: Request) -> bool:
    return request.url.endswith("/_stcore/health")


def is_health(response: Response) -> bool:
    return response.url.endswith("/api/health")
