"""The map of wall and district in a real browser: pushes fill it, no rerun does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.served import Board
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocket

PUSHES = 3
DECK = ".cgc-deck"
CANVAS = ".cgc-deck canvas"
DRAWN = "least => Number(document.querySelector('.cgc-deck')?.dataset.drawn) >= least"
MARK = "node => node.dataset.mark = 'same'"
SWITCH = "[data-testid=stButtonGroup] button"


def said_to_streamlit(page: Page) -> list[object]:
    """What the page sends on Streamlit's own socket from now on."""
    said: list[object] = []

    def follow(socket: WebSocket) -> None:
        if "_stcore" in socket.url:
            socket.on("framesent", lambda frame: said.append(frame))  # noqa: PLW0108 - Playwright marks what it is given

    page.on("websocket", follow)
    return said


def open_map(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(DRAWN, arg=1)
    page.locator(CANVAS).evaluate(MARK)


def wait_drawn(page: Page, times: int) -> None:
    """Wait until the map was filled anew so many times."""
    before = int(page.locator(DECK).get_attribute("data-drawn") or 0)
    page.wait_for_function(DRAWN, arg=before + times)


@pytest.mark.parametrize("path", ["/", "/district"])
def test_a_map_that_is_looked_at_asks_for_no_rerun_and_keeps_canvas_and_zoom(
    board: Board, map_page: Page, path: str
) -> None:
    page = map_page
    said = said_to_streamlit(page)
    board.say()
    open_map(page, board.address + path)
    page.locator(CANVAS).hover()
    page.mouse.wheel(0, -300)
    page.locator(f"{DECK}[data-zoom]").wait_for()
    said.clear()
    wait_drawn(page, 1)
    zoom = page.locator(DECK).get_attribute("data-zoom")
    wait_drawn(page, PUSHES)
    assert said == []
    assert page.locator(DECK).get_attribute("data-zoom") == zoom
    assert page.locator(f"{CANVAS}[data-mark=same]").count() == 1
    wait_for(lambda: went_down(page), "the click")
    page.wait_for_url("**/district?**scope=4213*")


def went_down(page: Page) -> bool:
    """Click into the middle; before the outlines are there, nothing is clicked."""
    if "scope=4213" not in page.url:
        page.locator(CANVAS).click()
    return "scope=4213" in page.url


def test_a_switch_takes_effect_on_the_same_canvas(board: Board, map_page: Page) -> None:
    page = map_page
    board.say(quiet=True)
    open_map(page, board.address)
    page.locator(SWITCH).first.click()
    page.wait_for_url("**layers=cameras**")
    page.locator(f"{DECK}[data-layers='cameras,sites,seats,names']").wait_for()
    assert page.locator(f"{CANVAS}[data-mark=same]").count() == 1
