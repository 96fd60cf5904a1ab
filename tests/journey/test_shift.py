"""A night shift on the board: signing on, judging alerts, handing over and taking over;
every step a click, every click a message.
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
    from collections.abc import Callable, Iterator

SOON_MS = 60_000
expect.set_options(timeout=SOON_MS)
TOWN = "421321101000"
OFFICER = ("duty_officer", TOWN)
ALERT = next(one for one in STREAMS if one.opens_as == "signal")
GRAVE = next(one for one in STREAMS if one.kind == "incident")
ALERTS = tuple(f"{ALERT.kind}-{number}" for number in (1, 2))


@pytest.fixture
def store(stack: Stack) -> Iterator[FlightStore]:
    """Two alerts of a village wait, and a grave incident is open."""
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    with producing(stack) as outbox:
        for number in (1, 2):
            outbox.queue(ALERT.topic, b"k", encoded(event(ALERT.kind, number)))
        grave = event(GRAVE.kind, 1, level="01")
        outbox.queue(GRAVE.topic, b"k", encoded(grave))
        outbox.flush()
    wait_for(lambda: [status(store, one) for one in ALERTS] == ["raised"] * 2, "alerts")
    yield store
    store.close()


def status(store: FlightStore, item_id: str) -> str:
    rows = store.query("item", kind=ALERT.kind, id=item_id).to_pylist()
    return str(rows[0]["status"]) if rows else ""


def hears(page: Page, text: str) -> None:
    page.get_by_test_id("stToast").filter(has_text=text).first.wait_for()


def sign(page: Page, button: str, name: str) -> None:
    """Open a form, say who it is, and send it."""
    page.get_by_role("button", name=button, exact=True).click()
    dialog = page.get_by_test_id("stDialog")
    dialog.get_by_label("姓名").first.fill(name)
    dialog.get_by_role("button", name=button, exact=True).click()


def test_a_night_from_signing_on_to_taking_over(
    store: FlightStore, opened: Callable[..., Page]
) -> None:
    page = opened("duty?", *OFFICER)
    page.get_by_role("button", name="签到", exact=True).click()
    dialog = page.get_by_test_id("stDialog")
    dialog.get_by_role("combobox").first.fill("演示甲")
    page.get_by_role("option", name="演示甲").click()
    dialog.get_by_role("button", name="提交").click()
    hears(page, "已记录")
    page.locator(".cgc-duty_people td", has_text="演示甲").wait_for()

    queue = opened("alerts?", *OFFICER)
    queue.locator(".cgc-alerts tbody").get_by_role("button", name="接警").click()
    queue.get_by_test_id("stDialog").get_by_role("button", name="提交").click()
    hears(queue, "接警确认：2 项已生效")
    assert [status(store, one) for one in ALERTS] == ["acknowledged"] * 2
    expect(queue.locator(".cgc-alerts tbody tr")).to_have_count(0)

    outgoing = opened("handover?", *OFFICER)
    sign(outgoing, "交班", "演示甲")
    hears(outgoing, "已交班")
    outgoing.locator(".cgc-handover_items tbody tr").wait_for()

    incoming = opened("handover?", *OFFICER)
    incoming.locator(".cgc-handovers tbody button").first.click()
    sign(incoming, "接班", "演示 甲")
    incoming.get_by_text("不能接自己交的班").wait_for()
    dialog = incoming.get_by_test_id("stDialog")
    dialog.get_by_label("姓名").first.fill("演示乙")
    dialog.get_by_role("button", name="接班", exact=True).click()
    hears(incoming, "已接班")
    incoming.locator(".cgc-handovers td", has_text="演示乙").wait_for()
