"""A 通知 that is begun is found again by its browser, with all that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.served import Board

SEAT = "role=leader&seat=421300000000"
SOON_MS = 30_000


def test_a_draft_outlives_a_reload_with_what_was_chosen_and_can_be_deleted(
    board: Board, page: Page
) -> None:
    page.goto(f"{board.address}/notices?{SEAT}")
    page.get_by_role("button", name="发通知").click(timeout=SOON_MS)
    form, drafts = page.get_by_role("dialog"), page.locator(".cgc-drafts")
    form.get_by_text("工作任务").click(timeout=SOON_MS)
    numbers = form.get_by_label("需报数字")
    expect(numbers).to_be_visible(timeout=SOON_MS)
    form.get_by_text("全部镇街中心").click()
    numbers.fill("演示场所数 处")
    form.get_by_label("标题").press_sequentially("演示数据：排查")
    # Both what is written and what is chosen is there before the page goes.
    page.wait_for_function(
        "() => Object.values(sessionStorage).some((one) =>"
        " one.includes('演示场所数') && one.includes('town') && one.includes('排查'))",
        timeout=SOON_MS,
    )
    page.reload()
    expect(drafts.get_by_role("listitem")).to_have_count(1, timeout=SOON_MS)
    drafts.get_by_role("button", name="继续写").click()
    expect(numbers).to_have_value("演示场所数 处", timeout=SOON_MS)
    expect(form.get_by_label("标题")).to_have_value("演示数据：排查")
    chosen = form.get_by_role("button", name="全部镇街中心")
    expect(chosen).to_have_attribute("data-selected", "true")
    page.keyboard.press("Escape")
    expect(form).to_have_count(0, timeout=SOON_MS)
    drafts.get_by_role("button", name="删除").click(timeout=SOON_MS)
    assert page.evaluate("() => sessionStorage.length") == 0
    drafts.get_by_role("button", name="撤销删除").click()
    expect(drafts.get_by_role("button", name="继续写")).to_be_visible()
