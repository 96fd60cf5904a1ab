"""Many tabs of one browser, and tabs that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.served import Board

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, WebSocket

TABS = 10
READY = ".cgc-fresh[data-state=live]"
CHANGES = "before => document.querySelector('.cgc-summary').innerText !== before"
SEEN = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
ONLY_FRESH = """(id) => {
  const fresh = [...document.querySelectorAll(".is-fresh")]
  return fresh.length === 1 && fresh[0].dataset.id === id
}"""
"""Looked at in one go: what is fresh is so for seconds only."""
CHANGED = "document.dispatchEvent(new Event('visibilitychange'))"


def pushes_to(page: Page) -> list[WebSocket]:
    """The sockets on the push route that this page opens from now on."""
    found: list[WebSocket] = []

    def follow(socket: WebSocket) -> None:
        if "/api/live" in socket.url:
            found.append(socket)

    page.on("websocket", follow)
    return found


def test_ten_tabs_of_one_browser_are_all_live(
    board: Board, context: BrowserContext
) -> None:
    tabs = [context.new_page() for _ in range(TABS)]
    for tab in tabs:
        tab.goto(f"{board.address}/pipeline")
    for tab in tabs:
        tab.locator(READY).wait_for()
    rows = [tab.locator(".cgc-summary").inner_text() for tab in tabs]
    board.say(quiet=True, event={"item_id": "tabs-1", "kind": "incident"})
    for tab, before in zip(tabs, rows, strict=True):
        tab.wait_for_function(CHANGES, arg=before)
        tab.locator(READY).wait_for()


def test_a_page_that_nobody_sees_lets_go_and_comes_back_with_everything(
    board: Board, context: BrowserContext
) -> None:
    page = context.new_page()
    sockets = pushes_to(page)
    page.goto(board.address)
    page.locator(READY).wait_for()
    [before] = sockets
    with page.expect_event("console", lambda said: said.text == "hidden"):
        page.evaluate(SEEN % "true" + CHANGED + ";console.log('hidden')")
    wait_closed(page, before)
    board.say(quiet=True, event={"item_id": "tabs-2", "kind": "incident"})
    assert len(sockets) == 1
    page.evaluate(SEEN % "false" + CHANGED)
    page.locator('[data-id="tabs-2"]').wait_for()
    assert len(sockets) == 2
    page.locator(READY).wait_for()
    page.locator(".cgc-banner[data-level=bad]").wait_for(state="hidden")


def test_what_a_page_had_is_not_lit_up_when_it_comes_back(
    board: Board, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(board.address)
    page.locator(".cgc-row").first.wait_for()
    page.evaluate(SEEN % "true" + CHANGED)
    board.say(quiet=True, event={"item_id": "tabs-3", "kind": "incident"})
    page.evaluate(SEEN % "false" + CHANGED)
    page.wait_for_function(ONLY_FRESH, arg="tabs-3")


def wait_closed(page: Page, socket: WebSocket) -> None:
    if not socket.is_closed():
        socket.wait_for_event("close")
    assert page.locator(".cgc-wall").count() == 1
