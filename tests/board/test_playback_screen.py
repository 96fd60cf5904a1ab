"""A playback in a browser: it plays by itself, is moved by keys, and says so in its
address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.support.browser import fresh
from tests.support.served import Board

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLAYED = ".cgc-playback"
BESIDE = ("/api/map", "/api/health", "/api/session")
"""What every page asks for once it stands, the latter two where it was cut before."""
LAST = 240
"""Eight hours have so many steps."""


def opened(page: Page, board: Board, query: str = "") -> None:
    page.goto(f"{board.address}/playback?hours=8&{query}")
    page.wait_for_selector(f"{PLAYED}[data-step]")


def wait_at(page: Page, step: int, state: str) -> None:
    page.wait_for_selector(f"{PLAYED}[data-step='{step}'][data-state={state}]")


def said(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_it_plays_to_its_end_and_says_that_it_is_not_now(
    board: Board, page: Page
) -> None:
    opened(page, board)
    page.wait_for_selector(f"{PLAYED}[data-state=playing]")
    band = page.locator(".cgc-played-band")
    assert "不是实时画面" in band.inner_text()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="1小时/秒").click()
    wait_at(page, LAST, "ended")
    assert "已到窗口末尾" in band.inner_text()
    assert [one for one in asked if not any(part in one for part in BESIDE)] == []
    page.get_by_role("link", name="回到实时").click()
    page.wait_for_selector(".cgc-wall")
    assert not {"cursor", "until", "hours"} & set(said(page))


def test_keys_move_the_cursor_and_the_address_is_where_it_stands(
    board: Board, browser: Browser
) -> None:
    with fresh(browser) as context:
        page = context.new_page()
        page.emulate_media(reduced_motion="reduce")
        opened(page, board)
        wait_at(page, 0, "paused")
        line = page.get_by_role("slider")
        line.press("End")
        wait_at(page, LAST, "ended")
        line.press("ArrowLeft")
        line.press("PageDown")
        wait_at(page, LAST - 31, "paused")
        told = line.get_attribute("aria-valuetext") or ""
        sent = said(page)
        assert sent["cursor"][0][5:].replace("T", " ") in told
        page.keyboard.press(" ")
        page.wait_for_selector(f"{PLAYED}[data-state=playing]")
        other = context.new_page()
        query = "&".join(f"{name}={sent[name][0]}" for name in ("cursor", "until"))
        opened(other, board, query)
        wait_at(other, LAST - 31, "paused")
        assert other.get_by_role("slider").get_attribute("aria-valuetext") == told


def test_a_grave_item_leads_to_its_page_for_whom_it_may(
    board: Board, page: Page
) -> None:
    opened(page, board, "cursor=2100-01-01T00:00&role=staff")
    wait_at(page, LAST, "ended")
    row = page.locator(".cgc-played-grave a.cgc-row").first
    what = row.locator(".cgc-what").inner_text()
    row.click()
    page.locator(".cgc-about").get_by_text(what).first.wait_for()
    opened(page, board, "role=staff&agency=justice")
    page.get_by_text("本席位只看合计，不列单件").wait_for()
    opened(page, board, "role=staff&for=outside")
    page.wait_for_selector(f"{PLAYED}.is-without-map")
