"""What fits, reads and prints: every page at the sizes and for the people there are."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.browser import fresh
from tests.support.served import Board

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

READY = {
    "": ".cgc-wall .cgc-row",
    "district": ".cgc-items .cgc-row",
    "indicators": ".stApp:has(.cgc-dictionary tr):has(.cgc-definition dd)"
    ":has(.cgc-trend td):has(.cgc-divisions td) .st-key-items button",
    "containment": ".stApp:has(.cgc-contained_rates td):has(.cgc-contained_towns td)"
    ":has(.cgc-contained_steps td) .cgc-contained_cases .cgc-table",
    "campaigns": ".stApp:has(.cgc-zero):has(.cgc-campaign_league td)"
    ":has(.cgc-lead_stages td):has(.cgc-day):has(.cgc-lead_scores .main-svg)"
    " .cgc-visit_towns td",
    "targets": ".stApp:has(.cgc-targets td):has(.cgc-target_divisions td)"
    " .cgc-target_matrix td",
    "statistics": ".stApp:has(.cgc-statistic .main-svg) .cgc-statistic-table tfoot td",
    "brief": ".stApp:has(.cgc-brief_cases td):has(.cgc-brief_why td)"
    ":has(.cgc-brief_divisions td):has(.cgc-briefs th) .cgc-brief_groups .cgc-found",
    "playback": ".cgc-playback[data-step] .cgc-played-line path",
    "todo": ".stApp:has(.cgc-reasons) .cgc-found",
    "handover": ".stApp:has(.cgc-handover_figures td):has(.cgc-handovers td)"
    " .cgc-handover_items .cgc-found",
    "alerts": ".stApp:has(.cgc-alert_load dd):has(.cgc-alert_hours .main-svg)"
    ":has(.cgc-alert_wrong tr) .cgc-alert_batches",
    "warnings": ".stApp:has(.cgc-hot_types td):has(.cgc-hot_windows .main-svg)"
    ":has(.cgc-warning_letters td) .cgc-hot_type_limits td",
    "joint": ".stApp:has(.cgc-joint_agencies td) .cgc-joint_operations td",
    "center": ".stApp:has(.cgc-center_desks td):has(.cgc-center_list td)"
    ":has(.cgc-center_owned td) .cgc-center_moves .cgc-found",
    "audit": ".stApp:has(.cgc-audit_chain dd):has(.cgc-audit_centers td)"
    ":has(.cgc-audit_kept td) .cgc-audit_list .cgc-found tbody tr",
    "duty": ".stApp:has(.cgc-duty_tiers td):has(.st-key-duty_on)"
    ":has(.cgc-duty_people td):has(.cgc-duty_log td) .cgc-duty_shifts td",
    "consultations": ".stApp:has(.st-key-consultations_ways) .cgc-consultations dd",
    "notices": ".stApp:has(.st-key-notices_ways) .cgc-notices dd",
    "reports": ".stApp:has(.cgc-report_states dd):has(.st-key-report_ways)"
    " .cgc-report_states td",
    "responsibilities": ".stApp:has(.st-key-responsible_choices)"
    " .cgc-responsible_list td",
    "supervision": ".stApp:has(.cgc-card):has(.cgc-supervision_owners td)"
    " .cgc-supervision_list .cgc-found tbody tr",
    "items": ".stApp:has(.cgc-chip) .cgc-found tbody tr",
    "area": ".stApp:has(.cgc-area dd):has(.cgc-area_sites td) .cgc-area_cases th",
    "item": ".cgc-about li",
    "letter": ".cgc-letter li",
    "register": ".stApp:has([class*=_description] textarea) .st-key-register_empty",
    "pipeline": ".cgc-reasons .cgc-bar",
    "export": ".cgc-listing th",
}
SEATS = {"audit": "role=auditor"}
"""Who opens it, where the first role may not."""
OF = {"area": "area=circle:113.37010,31.71020,5000&days=year"}
"""Of what it is, where it says nothing without."""
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
SMALLEST: ViewportSize = {"width": 1280, "height": 720}
ZOOMED: ViewportSize = {"width": 853, "height": 480}
"""1280 x 720 at 150 %."""
PAPER = {"format": "A4", "landscape": True}
GROUND = "getComputedStyle(document.documentElement).getPropertyValue('--ground')"
SIZES = (SMALLEST, ZOOMED)
PAINTED = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done)))"""
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
TITLE_CUT = """() => [...document.querySelectorAll(".cgc-title")]
  .filter((node) => node.scrollWidth > node.clientWidth + 1)
  .map((node) => node.textContent)"""
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
def windows(browser: Browser) -> Iterator[BrowserContext]:
    """Give the windows of all that is looked at here: scripts are read once."""
    with fresh(browser, bypass_csp=True) as context:
        yield context


def opened(page: Page, board: Board, name: str, query: str = "") -> None:
    page.goto(
        f"{board.address}/{name}?{query}&{SEATS.get(name, '')}&{OF.get(name, '')}"
    )
    page.wait_for_selector(READY[name], state="attached")


@pytest.mark.parametrize("name", READY)
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_fits_reads_and_prints(
    board: Board, windows: BrowserContext, name: str, theme: str, language: str
) -> None:
    """One page for all of it: to open it costs more than to look at it."""
    board.say(quiet=True)
    with closing(windows.new_page()) as page:
        page.set_viewport_size(SMALLEST)
        opened(page, board, name, f"theme={theme}&lang={language}")
        found = {"axe": _kept_out(page), "printed": _printed(page)}
        found |= {"title": page.evaluate(TITLE_CUT)}
        found |= {"in the band": page.evaluate(OVERLAPPING)}
        found |= _on_a_telephone(page)
        if name == "pipeline":
            page.evaluate(BARS)
        found |= {str(size): _outside(page, size) for size in SIZES}
        page.add_style_tag(content=LARGER_TEXT)
        found |= {f"larger at {size}": _outside(page, size) for size in SIZES}
    assert {where: told for where, told in found.items() if told} == {}


def _kept_out(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [
        _told(one) for one in violations if one["impact"] in {"serious", "critical"}
    ]


def _told(violation: dict[str, Any]) -> str:
    nodes = ", ".join(str(node["target"]) for node in violation["nodes"])
    return f"{violation['id']}: {nodes}"


def _printed(page: Page) -> list[str]:
    """What is wrong with it on paper: it is one page, and light."""
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(**PAPER)))
    page.emulate_media(media="print")
    ground = page.evaluate(GROUND).strip()
    page.emulate_media(media="screen")
    is_right = (pages, ground) == (1, "#edf2f9")
    return [] if is_right else [f"{pages} pages on {ground}"]


def _on_a_telephone(page: Page) -> dict[str, list[str]]:
    _resized(page, TELEPHONE)
    return {"cut": page.evaluate(CUT), "overlapping": page.evaluate(OVERLAPPING)}


def _outside(page: Page, size: ViewportSize) -> list[str]:
    _resized(page, size)
    found: list[str] = page.evaluate(OUTSIDE)
    return found


def _resized(page: Page, size: ViewportSize) -> None:
    """Until what watches its size has been told and has painted."""
    page.set_viewport_size(size)
    page.evaluate(PAINTED)


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
