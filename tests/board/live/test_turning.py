"""A wall that goes through divisions by itself, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.board.live.test_tabs import pushes_to
from tests.support.browser import fresh
from tests.support.served import Board
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, WebSocket

TURNS = 20
TITLE = ".cgc-title"
NEXT = "document.querySelector('.cgc-turning button[title=下一个]').click()"
"""A click by hand would be somebody who is there."""
WATCH = """
window.shown = [];
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  const found = document.querySelectorAll(".cgc-wall .cgc-tiles");
  const isSeen = (node) => getComputedStyle(node).visibility !== "hidden";
  const seen = [...found].filter(isSeen);
  const is = (selector) => document.querySelector(selector) !== null;
  if (is(".cgc-wall .cgc-row")) window.shown.push(seen.length);
}).observe(document.body, { subtree: true, childList: true, attributes: true }));
"""
RULES = """async (cases) => {
  const rules = await import(new URL("assets/turning.js", document.baseURI))
  return cases.map(([state, situation]) => {
    const beat = { passed: 500, held: false, hidden: false, ...situation }
    const { spent } = state
    return [rules.stateOf(state, beat), rules.spentOn(state, beat) - spent]
  })
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with fresh(browser) as context:
        yield context


def opened(board: Board, page: Page, query: str) -> list[WebSocket]:
    sockets = pushes_to(page)
    page.add_init_script(WATCH)
    page.goto(f"{board.address}/?{query}")
    page.locator(".cgc-wall .cgc-row").first.wait_for()
    return sockets


def still_open(sockets: list[WebSocket]) -> int:
    return sum(not one.is_closed() for one in sockets)


def turn(page: Page, title: str) -> None:
    page.evaluate(NEXT)
    page.locator(TITLE, has_text=title).wait_for()


def test_twenty_turns_leave_no_connection_and_never_an_empty_wall(
    board: Board, page: Page
) -> None:
    sockets = opened(board, page, "carousel=600&scope=421300000000")
    names = ("曾都区", "随县", "广水市", "随州市")
    assert still_open(sockets) == 1
    for number in range(TURNS):
        turn(page, names[number % 4])
        place = f"轮播 {(number + 1) % 4 + 1}/4"
        page.locator(".cgc-turning-told", has_text=place).wait_for()
        if number == 0:
            # The one that is heard, and the one that is seen.
            wait_for(lambda: still_open(sockets) == 2, "two connections")
    wait_for(lambda: still_open(sockets) == 1, "the one connection")
    assert page.locator(".cgc-wall .cgc-tiles").count() == 1
    assert set(page.evaluate("window.shown")) == {1}
    assert len(sockets) <= 1 + TURNS


def test_the_wall_goes_on_by_itself_rests_and_waits_for_whoever_moves(
    board: Board, page: Page
) -> None:
    opened(board, page, "carousel=10&through=421321,421381")
    page.locator(TITLE, has_text="随县").wait_for()
    page.locator(".cgc-nav").wait_for(state="hidden")
    page.locator(TITLE, has_text="广水市").wait_for()
    page.mouse.move(400, 400)
    page.locator(".cgc-turning[data-state=paused]").wait_for()
    page.locator(".cgc-nav").wait_for()
    link = page.locator(".cgc-nav [data-page=district]")
    link.hover()
    assert "scope=421381000000" in (link.get_attribute("href") or "")
    assert "carousel" not in (link.get_attribute("href") or "")
    page.get_by_role("button", name="停止轮播").click()
    page.locator(".cgc-turning[data-state=off]").wait_for()
    assert "carousel" not in page.url
    page.get_by_role("button", name="开始轮播").click()
    assert "carousel=10" in page.url


def test_when_it_turns(board: Board, page: Page) -> None:
    opened(board, page, "")
    is_on = {"isOn": True, "spent": 1000, "stirredAt": 0, "begunAt": 0}
    late = {"now": 61_000}
    found = page.evaluate(
        RULES,
        [
            [is_on, late],
            [is_on | {"isOn": False}, late],
            [is_on, {"now": 59_000}],
            [is_on, late | {"held": True}],
            [is_on, late | {"hidden": True}],
        ],
    )
    assert found == [["on", 500], ["off", 0], ["paused", 0], ["held", 0], ["on", 0]]


def test_a_division_to_which_something_grave_came_stays(
    board: Board, page: Page
) -> None:
    opened(board, page, "carousel=600")
    event = {"item_id": "turning-1", "kind": "incident", "severity": "01"}
    board.say(quiet=True, event=event | {"division_code": 421321101201})
    page.locator(".cgc-turning[data-state=held]").wait_for()
    turn(page, "曾都区")
    page.locator(".cgc-turning[data-state=on]").wait_for()
