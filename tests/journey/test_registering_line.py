"""From the desk to the store: a form by keyboard, kept over a reload, is one item
however often it is clicked; its correction is the next version; a list twice adds
nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sql.flight import FlightStore
from tests.support.browser import AT_REST, Screen
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    from tests.support.stack import Stack

SOON_MS = 60_000
TOLD = "王小明（13812345678）与邻居因排水沟走向争吵"
MASKED = "王**（138****5678）与邻居因排水沟走向争吵"
LIST = """矛盾纠纷台账,,,,
编号,纠纷类型,级别,所属村,发生日期,案由
SX-001,邻里关系,一般,厉山镇神农社区居民委员会,2026-11-20,两户因宅基地边界争吵
SX-002,外星人,一般,没有这个村,2026-11-20,两户因树木争吵
"""


def _field(page: Page, name: str) -> Any:
    return page.locator(f"[class*='_{name}'] :is(input, textarea)").first


def _opened(page: Page) -> None:
    _field(page, "title").wait_for(timeout=SOON_MS)


def test_what_a_desk_registers_is_in_the_store_once(
    stack: Stack, context: BrowserContext, tmp_path: Path
) -> None:
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")

    def items() -> list[dict[str, Any]]:
        asked = {"low": 0, "high": 10**12, "row_limit": 9}
        return store.query("item_list", **asked).to_pylist()

    address = stack.address("/register?role=staff&kind=dispute")
    screen = Screen(context.new_page(), address)
    page = screen.page
    _opened(page)
    _filled_by_keyboard(page)
    page.reload()
    _opened(page)
    page.wait_for_function(f"() => {_shown('title')} === '{TOLD}'")
    page.wait_for_selector(AT_REST)
    assert _field(page, "category").input_value() == "17 邻里关系"
    page.get_by_role("button", name="登记并发送").dblclick()
    page.locator(".cgc-receipt").wait_for(timeout=SOON_MS)
    [item] = items()
    assert (item["title"], item["version"]) == (MASKED, 1)
    assert item["case_number"] in page.locator(".cgc-receipt").inner_text()
    page.wait_for_function("() => sessionStorage.getItem('cgc-draft ') === null")

    _field(page, "category").fill("邻里")
    page.keyboard.press("Enter")
    _filled_by_keyboard(page)
    _field(page, "title").press("Enter")
    likely = page.locator(f".st-key-likely_{item['case_number']}")
    likely.get_by_text(MASKED).wait_for(timeout=SOON_MS)
    assert len(items()) == 1

    page.goto(f"{address}&id={item['item_id']}")
    page.wait_for_function(f"() => {_shown('title')} === '{MASKED}'")
    _field(page, "title").fill("两户邻居因排水沟走向争吵")
    _field(page, "title").press("Enter")
    wait_for(lambda: items()[0]["version"] == item["version"] + 1, "the correction")

    for sent in ("发送 1 行", "发送 0 行"):
        page.goto(address)
        _import(page, tmp_path / "list.csv", sent)
        wait_for(lambda: len(items()) == 1 + 1, "the imported row")
    assert screen.complaints == []
    assert screen.outside() == []
    store.close()


def _filled_by_keyboard(page: Page) -> None:
    """From field to field by the tabulator; what has a good default stays."""
    _field(page, "category").focus()
    for keys in (("邻里", "Enter"), (), ("厉山神农", "Enter"), (), (), (TOLD,)):
        for one in keys:
            if re.fullmatch("[A-Z][a-z]+", one):
                page.keyboard.press(one)
            else:
                page.keyboard.type(one)
        page.keyboard.press("Tab")


def _shown(name: str) -> str:
    return f"document.querySelector(\"[class*='_{name}'] input\")?.value"


def _import(page: Page, path: Path, sent: str) -> None:
    path.write_text(LIST, encoding="gb18030")
    page.locator("input[type=file]").set_input_files(path, timeout=SOON_MS)
    send = page.get_by_role("button", name=sent)
    send.wait_for(timeout=SOON_MS)
    assert (
        "第 4 行：类别：不在名录内；" in page.locator(".st-key-import_bad").inner_text()
    )
    if send.is_enabled():
        send.dblclick()
        page.get_by_text("已发送 1 行").wait_for(timeout=SOON_MS)
