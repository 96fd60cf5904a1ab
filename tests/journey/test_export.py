"""A page is taken away as a file, registered, found again, and proved."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

import openpyxl

from streams.events import STREAMS
from tests.support.browser import Screen
from tests.support.messages import event
from tests.support.stack import producing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from streams.broker.outbox import Outbox
    from tests.support.stack import Stack

SOON_MS = 60_000
SEAT = "role=staff&seat=421321000000&scope=421321000000"
MARKED = "<b>=1+1</b> #晨会"
PER_S = 50
LOOK_AND_CLICK = """() => {
  const tiles = [...document.querySelectorAll(".cgc-tile")]
  const seen = tiles.map((tile) => [
    tile.dataset.kind, tile.querySelector(".cgc-number").textContent])
  const links = [...document.querySelectorAll(".cgc-link")]
  links.find((one) => one.textContent === "导出").click()
  return Object.fromEntries(seen)
}"""
"""What stands on the screen in the very turn of the click."""


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


@contextmanager
def arriving(outbox: Outbox) -> Iterator[None]:
    """New events of every stream, fifty a second, until the block is left."""
    stop = threading.Event()

    def send() -> None:
        for number in count(1):
            for stream in STREAMS:
                said = json.dumps(event(stream.kind, number)).encode()
                outbox.queue(stream.topic, b"k", said)
            outbox.flush()
            if stop.wait(len(STREAMS) / PER_S):
                return

    sender = threading.Thread(target=send)
    sender.start()
    try:
        yield
    finally:
        stop.set()
        sender.join()


def test_a_file_says_what_stood_on_the_screen_while_events_arrive(
    stack: Stack, context: BrowserContext, tmp_path: Path
) -> None:
    with producing(stack) as outbox, arriving(outbox):
        page = Screen(context.new_page(), stack.address(f"/district?{SEAT}")).page
        number = page.locator('.cgc-tile[data-kind="incident"] .cgc-number').first
        number.filter(has_text="2").wait_for(timeout=SOON_MS)
        seen = page.evaluate(LOOK_AND_CLICK)
        page.get_by_role("radio", name="Excel 工作簿").click(timeout=SOON_MS)
        page.get_by_label("用途").fill("演示")
        page.get_by_role("button", name="生成文件").click()
        with page.expect_download(timeout=SOON_MS) as taken:
            page.get_by_role("button", name="下载").click(timeout=SOON_MS)
        path = tmp_path / taken.value.suggested_filename
        taken.value.save_as(path)
    kinds, *_, received = zip(
        *(row[:4] for row in openpyxl.load_workbook(path).worksheets[1].values),
        strict=True,
    )
    assert {stream.kind for stream in STREAMS} == set(seen)
    in_file = dict(zip(kinds[1:], received[1:], strict=True))
    assert in_file == {kind: int(text.replace(",", "")) for kind, text in seen.items()}
