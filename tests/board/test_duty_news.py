"""A line of the duty log stands on an open page without a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.browser import SOON_MS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.served import Board

TEXT = "line-of-the-night"


def test_a_line_that_is_written_elsewhere_comes_by_itself(
    board: Board, page: Page
) -> None:
    page.goto(f"{board.address}/duty?role=duty_officer")
    page.locator(".cgc-duty_log").wait_for()
    page.locator(".cgc-changed").wait_for(state="attached")
    page.evaluate("() => { window.isStill = true }")
    board.say(line=TEXT)
    found = page.locator(".cgc-duty_log td[data-column=text]", has_text=TEXT)
    expect(found).to_be_visible(timeout=2 * SOON_MS)
    assert page.evaluate("() => window.isStill")
