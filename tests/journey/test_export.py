"""A page is taken away as a file, registered, found again, and proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from tests.support.browser import Screen
from tests.support.stack import producing

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from tests.support.stack import Stack

SOON_MS = 60_000
SEAT = "role=staff&seat=421321000000&scope=421321000000"
MARKED = "<b>=1+1</b> #晨会"


def test_what_is_on_the_screen_is_taken_away_registered_and_proved(
    stack: Stack, context: BrowserContext, tmp_path: Path
) -> None:
    with producing(stack):
        screen = Screen(context.new_page(), stack.address(f"/district?{SEAT}"))
        page = screen.page
        page.locator(".cgc-link", has_text="导出").click(timeout=SOON_MS)
        page.get_by_role("radio", name="Excel 工作簿").click(timeout=SOON_MS)
        page.get_by_role("button", name="生成文件").click()
        page.get_by_text("请填写用途").wait_for(timeout=SOON_MS)
        page.get_by_label("用途").fill(MARKED)
        page.get_by_role("button", name="生成文件").click()
        with page.expect_download(timeout=SOON_MS) as taken:
            page.get_by_role("button", name="下载").click(timeout=SOON_MS)
        path = tmp_path / taken.value.suggested_filename
        taken.value.save_as(path)
        cover = openpyxl.load_workbook(path).worksheets[0]
        cells = [cell.value for row in cover.iter_rows() for cell in row]
        assert MARKED in cells
        page.reload()
        row = page.locator(".cgc-listing tbody tr")
        row.wait_for(timeout=SOON_MS)
        assert MARKED in row.inner_text()
        checksum = row.locator("[data-column=checksum]").inner_text()
        assert any(str(one).startswith(checksum) for one in cells)
        page.locator("input[type=file]").set_input_files(path)
        page.get_by_text("一致：文件内容与看板").wait_for(timeout=SOON_MS)
        assert screen.complaints == []
