"""The page of a center in a browser: a number opens its items, a row its center."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.support.browser import AT_REST
from tests.support.served import Board

if TYPE_CHECKING:
    from playwright.sync_api import Page

TOTAL = ".cgc-counts [data-figure=total] dd"
ZONE, ZONE_NAME = "421390000000", "随州高新区综治中心"


def opened(page: Page, board: Board, query: str = "") -> None:
    page.goto(f"{board.address}/center?{query}")
    page.wait_for_selector(".cgc-center_list td")
    page.wait_for_selector(AT_REST)


def test_a_number_opens_the_items_that_it_counts(board: Board, page: Page) -> None:
    opened(page, board, "role=staff")
    link = page.locator("[data-table=owned] [data-column=overdue] a").first
    counted = link.inner_text()
    link.click()
    page.wait_for_selector(TOTAL)
    assert page.locator(TOTAL).inner_text() == counted
    said = parse_qs(urlsplit(page.url).query)
    assert (said["marks"], said["role"]) == (["overdue"], ["staff"])


def test_a_row_opens_its_center_also_one_without_a_division(
    board: Board, page: Page
) -> None:
    opened(page, board, "role=staff&tier=county")
    page.locator(".cgc-center_list").get_by_role("button", name=ZONE_NAME).click()
    page.locator(".cgc-center_about h2").get_by_text(ZONE_NAME).wait_for()
    said = parse_qs(urlsplit(page.url).query)
    assert said["center"] == [ZONE]
    assert "tier" not in said
    page.locator(".cgc-crumbs").get_by_role("button", name="随州市").first.click()
    page.locator(".cgc-center_about h2").get_by_text("随州市综治中心").wait_for()
