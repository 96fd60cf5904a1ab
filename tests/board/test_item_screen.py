"""The page of one item on a screen: whole at every size, and only for whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize, expect

from tests.support.browser import fresh
from tests.support.joint import JOINT_CASE, KIND
from tests.support.served import Board

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ITEM = f"kind={KIND}&id={JOINT_CASE}"
READY = (
    ".stApp:has(.cgc-about dd):has([data-table=timeline] td)"
    ":has(.cgc-sketch[data-land] .cgc-land):has(.cgc-way):has(.cgc-site-away)"
)
TELEPHONE, WALL = (
    ViewportSize(width=390, height=844),
    ViewportSize(width=1920, height=1080),
)
SOON_MS = 30_000
OUT = """() => [...document.querySelectorAll(".cgc-panel, .cgc-panel *")]
  .filter((node) => {
    const { left, right, width } = node.getBoundingClientRect()
    return width > 0 && (left < -1 || right > window.innerWidth + 1)
  }).map((node) => `${node.tagName}.${node.className}: ${node.textContent}`)"""
CUT = """() => [...document.querySelectorAll(".cgc-panel :is(dt, dd, td, th)")]
  .filter((node) => node.clientWidth > 0 && node.scrollWidth > node.clientWidth + 1)
  .map((node) => node.textContent)"""
OVERLAPPING = """() => {
  const found = []
  const groups = [".cgc-panel", ".cgc-facts > div", ".cgc-table :is(td, caption)"]
  for (const parts of groups) {
    const boxes = [...document.querySelectorAll(parts)]
      .map((node) => [node, node.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0)
    for (const [one, a] of boxes) for (const [other, b] of boxes) {
      const isApart = a.right <= b.left + 1 || b.right <= a.left + 1
        || a.bottom <= b.top + 1 || b.bottom <= a.top + 1
      if (one !== other && !isApart) found.push(one.textContent + other.textContent)
    }
  }
  return found
}"""


def opened(page: Page, board: Board, query: str = "") -> None:
    page.goto(f"{board.address}/item?{ITEM}&{query}")
    page.wait_for_selector(READY, state="attached")


@pytest.mark.parametrize("size", [TELEPHONE, WALL], ids=["telephone", "wall"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_item_stands_whole_on_every_screen(
    board: Board, page: Page, size: ViewportSize, language: str
) -> None:
    page.set_viewport_size(size)
    opened(page, board, f"lang={language}")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.evaluate(OUT) == []
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVERLAPPING) == []


def test_it_is_opened_by_a_link_and_stands_in_no_navigation(
    board: Board, page: Page
) -> None:
    opened(page, board)
    names = page.locator(".cgc-nav a").all_inner_texts()
    assert names
    assert "事项详情" not in names


def test_whoever_has_nothing_to_do_with_it_reads_nothing_of_it(
    board: Board, page: Page
) -> None:
    opened(page, board)
    number = page.locator(".cgc-about dd").first.inner_text()
    page.goto(f"{board.address}/item?{ITEM}&role=staff&agency=court")
    page.wait_for_selector(".cgc-about li")
    assert "不在您的辖区" in page.inner_text(".cgc-about")
    assert number not in page.content()


def test_a_step_that_could_not_be_sent_can_be_clicked_again(
    board: Board, page: Page
) -> None:
    """No broker answers here."""
    seat = "role=duty_officer&scope=421321&seat=421321000000"
    page.goto(f"{board.address}/item?kind=incident&id=grave-3&{seat}")
    tick = page.locator(".cgc-check").last.get_by_role("button", name="完成")
    tick.click()
    expect(tick).to_be_disabled()
    expect(tick).to_be_enabled(timeout=SOON_MS)
    tick.click()
    expect(tick).to_be_disabled()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_nobody_is_kept_from_reading_an_item(
    board: Board, browser: Browser, theme: str
) -> None:
    with fresh(browser, bypass_csp=True) as context:
        page = context.new_page()
        opened(page, board, f"theme={theme}")
        found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    grave = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], one["nodes"]) for one in grave] == []
