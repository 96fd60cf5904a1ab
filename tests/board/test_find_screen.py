"""查找 and 关注 on a screen: from any page by keyboard to an item, and what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.served import Board

SEAT = "role=duty_officer&seat=421300000000"
SOON_MS = 30_000


def test_an_item_is_found_by_the_keyboard_alone_and_is_followed_there(
    board: Board, page: Page
) -> None:
    page.goto(f"{board.address}/todo?{SEAT}")
    due = page.locator(".cgc-due")
    expect(due).to_be_visible(timeout=SOON_MS)
    expect(page.locator(".cgc-watched")).to_have_count(3, timeout=SOON_MS)
    number = page.locator(".cgc-watched a").last.inner_text()
    assert number in due.inner_text()
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="编号、地点或页面")
    expect(field).to_be_focused()
    field.press_sequentially("演示甲")
    expect(page.locator(".cgc-find-note")).to_contain_text("不查人")
    field.fill(number.replace("-", "").lower()[:8])
    expect(page.get_by_role("option")).to_have_count(1, timeout=SOON_MS)
    field.press("Enter")
    page.wait_for_url("**/item?**", timeout=SOON_MS)
    expect(page.locator(".cgc-about")).to_contain_text(number, timeout=SOON_MS)
    mark = page.get_by_role("button", name="已关注")
    expect(mark).to_have_attribute("aria-pressed", "true", timeout=SOON_MS)
    # What is typed there opens nothing.
    page.get_by_role("button", name="提醒我").click()
    page.get_by_placeholder("备注（不写姓名、电话）").press_sequentially("a/b")
    expect(page.locator("dialog[open]")).to_have_count(0)
