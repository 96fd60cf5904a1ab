"""People move several items of a list at once, and learn what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from sql.flight import FlightStore
from streams.events import STREAMS
from tests.support.messages import encoded, event
from tests.support.stack import Stack, producing
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOON_MS = 60_000
VILLAGE = "421321101201"
SIGNAL = next(one for one in STREAMS if one.opens_as == "signal")
IDS = tuple(f"{SIGNAL.kind}-{number}" for number in range(1, 5))
WHO = "demo-duty_officer 先行接警确认"
BOX = f"tr[data-kind={SIGNAL.kind}] input[type=checkbox]"


@pytest.fixture
def store(stack: Stack) -> Iterator[FlightStore]:
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    with producing(stack) as outbox:
        for number in range(1, len(IDS) + 1):
            outbox.queue(SIGNAL.topic, b"k", encoded(event(SIGNAL.kind, number)))
        outbox.flush()
    wait_for(lambda: all(status(store, one) == "raised" for one in IDS), "the signals")
    yield store
    store.close()


@pytest.fixture
def opened(stack: Stack, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page of the board in a browser of its own, as a village's people see it."""
    contexts = []

    def opened(path: str, role: str = "staff") -> Page:
        contexts.append(browser.new_context(viewport={"width": 1920, "height": 1080}))
        page = contexts[-1].new_page()
        page.set_default_timeout(SOON_MS)
        seat = f"role={role}&seat={VILLAGE}&scope={VILLAGE}"
        page.goto(stack.address(f"/{path}&{seat}"), wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()


def status(store: FlightStore, item_id: str) -> str:
    rows = store.query("item", kind=SIGNAL.kind, id=item_id).to_pylist()
    return str(rows[0]["status"]) if rows else ""


def moves(store: FlightStore) -> list[str]:
    """What was tried on all of them, one after the other."""
    found = [
        store.query("item_moves", kind=SIGNAL.kind, id=one).to_pylist() for one in IDS
    ]
    return [one["move"] for rows in found for one in rows]


def acknowledged_elsewhere(opened: Callable[..., Page], item_id: str) -> None:
    other = opened(f"item?kind={SIGNAL.kind}&id={item_id}", "duty_officer")
    other.locator(".st-key-move_acknowledge_ button").click()
    toast = other.get_by_test_id("stToast").filter(has_text="已生效")
    toast.first.wait_for()


def test_of_several_signals_at_once_each_is_told(
    store: FlightStore, opened: Callable[..., Page]
) -> None:
    page = opened("items?")
    expect(page.locator(BOX)).to_have_count(len(IDS))
    page.locator(BOX).first.focus()
    page.keyboard.press("Space")
    bar = page.locator(".cgc-selecting")
    expect(bar).to_contain_text("已选 1 项")
    acknowledged_elsewhere(opened, IDS[0])
    bar.get_by_role("checkbox").check()
    expect(bar).to_contain_text("已选 4 项")
    bar.get_by_role("button", name="批量办理").click()
    dialog = page.get_by_test_id("stDialog")
    dialog.get_by_text("判为误报（3/4）").click()
    expect(dialog.get_by_text("1 项：已由")).to_contain_text(WHO)
    acknowledged_elsewhere(opened, IDS[1])
    dialog.locator(".st-key-field_dismiss_note textarea").fill("演示数据")
    send = dialog.get_by_role("button", name="提交")
    send.click()
    expect(dialog.get_by_text("再次提交则只办其余 2 项")).to_be_visible()
    send.dblclick()
    told = page.locator(".cgc-several")
    expect(told).to_contain_text("2 项已生效")
    expect(told).to_contain_text("2 项未提交")
    late = told.locator("tr.is-refused")
    expect(late).to_have_count(2)
    expect(late.first).to_contain_text(WHO)
    expect(page.locator(BOX)).to_have_count(2)
    expect(bar).to_contain_text("已选 0 项")
    assert [status(store, one) for one in IDS[2:]] == ["false_alarm", "false_alarm"]
    assert sorted(moves(store)) == ["acknowledge"] * 2 + ["dismiss"] * 2
    page.get_by_role("button", name="知道了").click()
    expect(told).to_have_count(0)
