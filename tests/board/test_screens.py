"""What fits, reads and prints: every page at the sizes and for the people there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.browser import fresh
from tests.support.served import Board, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

READY = {
    "": ".cgc-wall .cgc-row",
    "district": ".cgc-items .cgc-row",
    "indicators": ".stApp:has(.cgc-dictionary tr):has(.cgc-definition dd)"
    ":has(.cgc-trend td):has(.cgc-divisions td) .st-key-items button",
    "containment": ".stApp:has(.cgc-contained_rates td):has(.cgc-contained_towns td)"
    ":has(.cgc-contained_steps td) .cgc-contained_cases .cgc-table",
    "todo": ".stApp:has(.cgc-reasons) .cgc-found",
    "joint": ".stApp:has(.cgc-joint_agencies td) .cgc-joint_operations td",
    "items": ".stApp:has(.cgc-chip) .cgc-found tbody tr",
    "item": ".cgc-about li",
    "register": ".stApp:has([class*=_description] textarea) .st-key-register_empty",
    "pipeline": ".cgc-reasons .cgc-bar",
    "export": ".cgc-listing th",
}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
SMALLEST: ViewportSize = {"width": 1280, "height": 720}
ZOOMED: ViewportSize = {"width": 853, "height": 480}
"""1280 x 720 at 150 %."""
LARGER_TEXT = ".cgc-root .cgc-panel { font-size: 1.3em }"
BARS = """() => {
  const list = document.querySelector(".cgc-reasons .cgc-bars")
  for (let i = 0; i < 20; i += 1) list.append(list.firstElementChild.cloneNode(true))
}"""
OUTSIDE = """() => [...document.querySelectorAll(".cgc-panel")].flatMap((panel) => {
  const box = panel.getBoundingClientRect()
  const isHidden = (node) => getComputedStyle(node).overflowY !== "visible"
  const isOut = (node) => node.getBoundingClientRect().bottom > box.bottom + 1
  return [...panel.querySelectorAll(".cgc-body, li, tr")].filter((node) => {
    for (let at = node.parentElement; at !== panel; at = at.parentElement)
      if (isHidden(at)) return false
    return isOut(node)
  }).map((node) => `${panel.className}: ${node.className}`)
})"""
CUT = """() => {
  const parts = ".cgc-band > *, .cgc-side > *, .cgc-tile, .cgc-tile-facts > *, "
    + ".cgc-split-text > *, .cgc-indicators > *, .cgc-indicators :is(dt, dd)"
  return [...document.querySelectorAll(parts)].filter((node) => {
    const { left, right, width } = node.getBoundingClientRect()
    const isCut = node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0
    return width > 0 && (isCut || left < -1 || right > window.innerWidth + 1)
  }).map((node) => `${node.className}: ${node.textContent}`)
}"""
OVERLAPPING = """() => {
  const found = []
  const groups = [".cgc-side > *, .cgc-title", ".cgc-tile", ".cgc-indicators > *"]
  for (const parts of groups) {
    const boxes = [...document.querySelectorAll(parts)]
      .map((node) => [node, node.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0)
    for (const [one, a] of boxes) for (const [other, b] of boxes) {
      const isApart = a.right <= b.left + 1 || b.right <= a.left + 1
        || a.bottom <= b.top + 1 || b.bottom <= a.top + 1
      if (one !== other && !isApart) found.push(`${one.className}, ${other.className}`)
    }
  }
  return found
}"""


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    with served(tmp_path_factory.mktemp("board")) as board:
        yield board


def opened(page: Page, board: Board, name: str, query: str = "") -> None:
    page.goto(f"{board.address}/{name}?{query}")
    page.wait_for_selector(READY[name], state="attached")


@pytest.mark.parametrize("name", READY)
@pytest.mark.parametrize("size", [SMALLEST, ZOOMED])
@pytest.mark.parametrize("style", ["", LARGER_TEXT])
def test_every_list_stays_in_its_box(
    board: Board, page: Page, name: str, size: ViewportSize, style: str
) -> None:
    page.set_viewport_size(size)
    opened(page, board, name)
    if name == "pipeline":
        page.evaluate(BARS)
    if style:
        page.add_style_tag(content=style)
    assert page.evaluate(OUTSIDE) == []


def test_a_list_that_is_longer_than_its_box_is_read_by_the_keyboard(
    board: Board, page: Page
) -> None:
    page.set_viewport_size(SMALLEST)
    opened(page, board, "pipeline")
    page.evaluate(BARS)
    reasons = page.get_by_role("region", name="拒收原因").first
    reasons.focus()
    page.keyboard.press("End")
    page.wait_for_function(
        "() => document.querySelector('.cgc-reasons .cgc-body').scrollTop > 0"
    )


@pytest.mark.parametrize("name", READY)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_a_telephone_nothing_overlaps_and_nothing_is_cut(
    board: Board, page: Page, name: str, language: str
) -> None:
    page.set_viewport_size(TELEPHONE)
    opened(page, board, name, f"lang={language}")
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVERLAPPING) == []


@pytest.mark.parametrize("name", READY)
def test_a_page_prints_as_one_light_page(board: Board, page: Page, name: str) -> None:
    opened(page, board, name)
    printed = page.pdf(format="A4", landscape=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.emulate_media(media="print")
    ground = "getComputedStyle(document.documentElement).getPropertyValue('--ground')"
    assert page.evaluate(ground).strip() == "#edf2f9"


@pytest.mark.parametrize("name", READY)
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nobody_is_kept_from_reading_a_page(
    board: Board, browser: Browser, name: str, theme: str, language: str
) -> None:
    board.say(quiet=True)
    with fresh(browser, bypass_csp=True) as context:
        page = context.new_page()
        opened(page, board, name, f"theme={theme}&lang={language}")
        found = Axe().run(page).response["violations"]
    assert [
        _told(one) for one in found if one["impact"] in {"serious", "critical"}
    ] == []


def _told(violation: dict[str, Any]) -> str:
    nodes = ", ".join(str(node["target"]) for node in violation["nodes"])
    return f"{violation['id']}: {nodes}"
