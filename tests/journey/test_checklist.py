"""Something grave comes in: a step is ticked, another window sees it, a call is written
down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from sql.flight import FlightStore
from streams.events import STREAMS
from tests.support.messages import encoded, event
from tests.support.stack import Stack, producing
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

SOON_MS = 60_000
expect.set_options(timeout=SOON_MS)
GRAVE = next(one for one in STREAMS if one.kind == "incident")
ID = f"{GRAVE.kind}-1"
DONE = ".cgc-check:is([data-state=done], [data-state=done_late])"


@pytest.fixture
def fire(stack: Stack) -> str:
    """The address of a building on fire."""
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    with producing(stack) as outbox:
        burning = event(GRAVE.kind, 1, level="01", category="0301")
        outbox.queue(GRAVE.topic, b"k", encoded(burning))
        outbox.flush()
    wait_for(lambda: store.query("item", kind=GRAVE.kind, id=ID).num_rows, "the fire")
    store.close()
    return f"item?kind={GRAVE.kind}&id={ID}"


def test_a_step_that_one_ticks_the_other_sees_and_a_call_is_written_down(
    fire: str, opened: Callable[..., Page]
) -> None:
    officer, leader = opened(fire, "duty_officer"), opened(fire, "leader")
    expect(leader.locator(".cgc-check")).to_have_count(8)
    tick = officer.locator(".cgc-check").first.get_by_role("button", name="完成")
    tick.click()
    expect(officer.locator(DONE)).to_have_count(1)
    expect(leader.locator(DONE)).to_have_count(1)

    call = officer.locator(".cgc-contacts").get_by_role("button", name="记入日志")
    call.first.click()
    dialog = officer.get_by_test_id("stDialog")
    dialog.get_by_role("combobox").first.fill("演示甲")
    officer.keyboard.press("Enter")
    dialog.get_by_role("button", name="记一条").click()
    line = leader.locator(".cgc-timeline td", has_text="已电话通知")
    expect(line.first).to_be_visible()
