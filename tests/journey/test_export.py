"""A page is taken away as a file, registered, found again, and proved."""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

import openpyxl

from streams.events import STREAMS
from tests.support.browser import Screen
from tests.support.messages import event
from tests.support.stack import producing
from tests.support.taken import READERS, says

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    from streams.broker.outbox import Outbox
    from tests.support.stack import Stack

SOON_MS = 60_000
SEAT = "role=staff&seat=421321000000&scope=421321000000"
MARKED = "<b>=1+1</b> #晨会"
PER_S = 50
CLICK = """
  const links = [...document.querySelectorAll(".cgc-link")]
  links.find((one) => ["导出", "Export"].includes(one.textContent)).click()
  return seen
}"""
TILES = """() => {
  const tiles = [...document.querySelectorAll(".cgc-tile")]
  const number = (node) => Number(node.textContent.replaceAll(",", ""))
  const seen = tiles.map((tile) => [
    tile.dataset.kind, number(tile.querySelector(".cgc-number"))])"""
NAMED_TILES = TILES.replace("tile.dataset.kind", 'tile.querySelector("h3").textContent')
COUNTS = """() => {
  const rows = [...document.querySelectorAll("[data-table=counts] tbody tr")]
  const cell = (row, key) => row.querySelector(`[data-column=${key}]`).textContent
  const seen = rows.map((row) => [cell(row, "name"), cell(row, "value")])
    .map(([name, text]) => [name, Number(text.replaceAll(",", ""))])
    .filter(([, value]) => !Number.isNaN(value))"""
TOWNS = """() => {
  const rows = [...document.querySelectorAll(".cgc-rank")]
  const text = (row, part) => row.querySelector(part).textContent.replaceAll(",", "")
  const seen = rows.map((row) => [text(row, ".cgc-rank-name b"),
    Number(text(row, ".cgc-rank-count")) + Number(text(row, ".cgc-rank-signals"))])"""
"""What stands on the screen in the very turn of the click."""
PAGES = {
    "wall": ("/?lang=en", TILES, ("xlsx",)),
    "wall on paper": ("/?lang=en", NAMED_TILES, ("pdf",)),
    "district": ("/district?", TILES, ("xlsx", "csv", "parquet")),
    "district on paper": ("/district?", NAMED_TILES, ("pdf",)),
    "indicators": ("/indicators?period=days30", COUNTS, ("xlsx", "csv", "parquet")),
    "map": ("/district?", TOWNS, ("geojson",)),
}
TAKEN = [(page, name) for page, (*_, names) in PAGES.items() for name in names]
FORMATS = {
    "xlsx": ("Excel 工作簿", "Excel workbook"),
    "csv": ("CSV（压缩包）", "CSV (archive)"),
    "parquet": ("Parquet（压缩包）", "Parquet (archive)"),
    "geojson": ("GeoJSON 地图", "GeoJSON map"),
    "pdf": ("PDF 文档", "PDF"),
}


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


def taken(page: Page, name: str, folder: Path) -> Path:
    """The page that one came from as a file of this format."""
    radio = page.get_by_role("radio")
    any_language = re.compile("|".join(map(re.escape, FORMATS[name])))
    radio.filter(has_text=any_language).click(timeout=SOON_MS)
    page.get_by_label(re.compile("用途|Purpose")).fill("演示")
    page.get_by_role("button", name=re.compile("生成文件|Make")).click()
    with page.expect_download(timeout=SOON_MS) as found:
        fetch = page.get_by_role("button", name=re.compile("下载|Download"))
        fetch.click(timeout=SOON_MS)
    path = folder / found.value.suggested_filename
    found.value.save_as(path)
    return path


def test_files_say_what_stood_on_the_screen_while_events_arrive(
    stack: Stack, context: BrowserContext, tmp_path: Path
) -> None:
    with producing(stack) as outbox, arriving(outbox):
        page = context.new_page()
        for place, name in TAKEN:
            address, look, _ = PAGES[place]
            page.goto(stack.address(f"{address}&{SEAT}"))
            page.wait_for_function(f"{look}\nreturn seen.some(([, n]) => n > 1) }}")
            seen = page.evaluate(look + CLICK)
            found = list(READERS[name](taken(page, name, tmp_path)))
            for key, number in seen:
                assert any(says(row, key, number) for row in found), (name, key)
