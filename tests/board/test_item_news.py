"""News of an item meets its viewer in the moment of a click."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from playwright.sync_api import WebSocketRoute, expect

from tests.support.browser import AT_REST, SOON_MS
from tests.support.joint import JOINT_CASE, KIND

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.served import Board

NEWS = json.dumps({"store": "", "batch": 1_000_000})
LONGER_THAN_NEWS_MS = 2_500
"""News is shown some 0.5 s after it came to a page at rest."""
PASSED = "until => performance.now() > until"


class Way:
    """From a page to its script; what is sent while it is shut is held."""

    def __init__(self, page: Page) -> None:
        self.is_shut = False
        self.held: list[str | bytes] = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._lead)

    def open(self) -> None:
        self.is_shut = False
        for message in self.held:
            self._server.send(message)

    def _lead(self, route: WebSocketRoute) -> None:
        self._server = route.connect_to_server()
        route.on_message(self._pass)

    def _pass(self, message: str | bytes) -> None:
        if self.is_shut:
            self.held.append(message)
        else:
            self._server.send(message)


class Told:
    """A page that hears of its item from the test."""

    def __init__(self, page: Page) -> None:
        page.route_web_socket(re.compile("/api/watch"), self._watch)

    def news(self) -> None:
        self._route.send(NEWS)

    def _watch(self, route: WebSocketRoute) -> None:
        self._route = route


def test_news_waits_for_what_was_just_clicked(board: Board, page: Page) -> None:
    """A script that is asked for another run ends, and with it the form of a click."""
    way, told = Way(page), Told(page)
    page.goto(f"{board.address}/item?kind={KIND}&id={JOINT_CASE}&role=leader")
    note = page.locator(".st-key-move_note_ button")
    note.wait_for()
    page.locator(".cgc-changed").wait_for(state="attached")
    page.wait_for_selector(AT_REST)
    way.is_shut = True
    until = page.evaluate("performance.now()") + LONGER_THAN_NEWS_MS
    note.click()
    told.news()
    page.wait_for_function(PASSED, arg=until)
    assert len(way.held) == 1
    way.open()
    page.get_by_test_id("stDialog").wait_for()
    expect(page.locator(".cgc-changed")).to_be_visible(timeout=SOON_MS)
