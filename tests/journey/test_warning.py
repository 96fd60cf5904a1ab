"""A 预警函 on the board: what runs hot, a letter about it, the answer; every click a
message.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from sql.flight import FlightStore
from streams.broker.topics import ensure_topics
from streams.clock import now
from streams.events import STREAMS
from tests.support.messages import encoded, event
from tests.support.stack import Stack, producing, running
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from streams.local.broker import LocalBroker

SOON_MS = 60_000
expect.set_options(timeout=SOON_MS)
CITY, TOWN = "421300000000", "421321101000"
DISPUTE = next(one for one in STREAMS if one.kind == "dispute")
DAYS_BACK = (40, *(1,) * 14)
"""When disputes of one type came: once long ago, and fourteen of them yesterday."""


@pytest.fixture
def stack(broker: LocalBroker, tmp_path: Path) -> Iterator[Stack]:
    """Topics whose records have the time of who sent them: weeks pass in a moment."""
    home = tmp_path / "home"
    connection = Stack(broker, home).connection
    ensure_topics(connection, partitions=1, timestamp_type="CreateTime")
    with running(broker, home) as stack:
        yield stack


def hot_history(stack: Stack) -> None:
    """As one source sends what happened, each stamped by the broker's clock of then."""
    today = now().replace(hour=2, minute=0, second=0, microsecond=0)
    with producing(stack) as outbox:
        for number, back in enumerate(DAYS_BACK):
            at = today - timedelta(days=back)
            moments = dict.fromkeys(("occurred_at", "reported_at"), at.isoformat())
            message = event(DISPUTE.kind, number, category="17", **moments)
            stamp = round(at.timestamp() * 1000)
            outbox.queue(DISPUTE.topic, b"k", encoded(message), at_ms=stamp)
        outbox.flush()
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    last = {"kind": DISPUTE.kind, "id": f"dispute-{len(DAYS_BACK) - 1}"}
    wait_for(lambda: store.query("item", **last).num_rows, "disputes")
    store.close()


def hears(page: Page, text: str) -> None:
    page.get_by_test_id("stToast").filter(has_text=text).first.wait_for()


def test_a_town_that_runs_hot_is_written_to_and_answers(
    stack: Stack, opened: Callable[..., Page]
) -> None:
    hot_history(stack)
    page = opened("warnings?", "leader", CITY)
    page.locator(".cgc-hot_types tbody tr", has_text="厉山镇").first.wait_for()
    page.locator(".cgc-hot_types tbody button", has_text="厉山镇").first.click()
    page.get_by_role("button", name="发预警函").click()
    dialog = page.get_by_test_id("stDialog")
    dialog.get_by_label("函中要求").fill("请逐户排查，联系电话 13812345678")
    dialog.get_by_role("button", name="发预警函").click()
    hears(page, "已发送并入账")
    letters = page.locator(".cgc-warning_letters tbody tr")
    expect(letters).to_contain_text("待回复")
    expect(page.locator(".cgc-warning_letter")).to_contain_text("138****5678")

    asked = opened("todo?", "staff", TOWN)
    asked.get_by_text("1 份预警函待回复").wait_for()
    asked = opened("warnings?", "staff", TOWN)
    asked.locator(".cgc-warning_letters tbody button").first.click()
    asked.get_by_role("button", name="回复预警函").click()
    dialog = asked.get_by_test_id("stDialog")
    dialog.get_by_label("核查情况").fill("起因是排水沟改道")
    dialog.get_by_label("采取措施").fill("已逐户调解")
    dialog.get_by_role("button", name="回复预警函").click()
    hears(asked, "已发送并入账")
    expect(asked.locator(".cgc-warning_letters tbody tr")).to_contain_text("已回复")
    expect(asked.locator(".cgc-warning_letter")).to_contain_text("已逐户调解")
