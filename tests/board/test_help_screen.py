"""The help of a page, in a browser: by its button and by its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.served import Board

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_page_says_what_it_is_for_and_finds_a_word(board: Board, page: Page) -> None:
    page.goto(f"{board.address}/district?role=staff")
    page.locator(".cgc-help-button").click()
    dialog = page.locator("dialog.cgc-help[open]")
    assert dialog.get_by_role("heading", level=2).inner_text() == "辖区"
    dialog.get_by_text("用语", exact=True).click()
    dialog.get_by_role("textbox").fill("签收后归")
    shown = dialog.locator("details[open] dt:visible")
    assert shown.count() == 0
    dialog.get_by_role("textbox").fill("指名的接收单位")
    assert shown.all_inner_texts() == ["首问负责"]
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    page.keyboard.press("?")
    link = dialog.get_by_role("link", name="指标", exact=True)
    dialog.get_by_text("各页用途", exact=True).click()
    assert "role=staff" in (link.get_attribute("href") or "")
    link.click()
    page.wait_for_url("**/indicators?**")
