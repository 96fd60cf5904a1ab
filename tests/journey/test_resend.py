"""A refused message is sent again from Kafka by a click, and by no other way."""

from __future__ import annotations

from playwright.sync_api import BrowserContext

from sql.flight import FlightStore
from streams.events import STREAMS
from tests.support.browser import Screen
from tests.support.stack import Stack, producing
from tests.support.waiting import wait_for

TOPIC = STREAMS[0].topic
SOON_MS = 60_000


def test_a_click_sends_a_refused_message_through_the_same_checks_again(
    stack: Stack, context: BrowserContext
) -> None:
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")

    def rejects() -> int:
        return int(store.query("rejects_recent", row_limit=9).num_rows)

    with producing(stack) as outbox:
        outbox.queue(TOPIC, b"k", b"not json")
        outbox.flush()
        wait_for(lambda: rejects() == 1, "the reject")
        screen = Screen(context.new_page(), stack.address("/pipeline?role=staff"))
        row = screen.page.locator(".cgc-rejects tbody tr").first
        row.locator("button").click(timeout=60_000)
        wait_for(lambda: rejects() == 2, "the same message refused once more")
        # A hub that takes its time is said to be waited for first.
        toast = screen.page.get_by_test_id("stToast")
        toast.filter(has_text="已重发").first.wait_for(timeout=SOON_MS)
        listed = screen.page.locator("[data-testid=stText]", has_text="重发")
        listed.filter(has_text="· 已重发").wait_for(timeout=SOON_MS)
        assert f"重发 {TOPIC}[" in listed.inner_text()
        assert screen.complaints == []
    store.close()


def test_a_request_while_the_hub_is_away_waits_and_resolves_by_itself(
    stack: Stack, context: BrowserContext
) -> None:
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")

    def rejects() -> int:
        return int(store.query("rejects_recent", row_limit=9).num_rows)

    with producing(stack) as outbox:
        outbox.queue(TOPIC, b"k", b"not json")
        outbox.flush()
        wait_for(lambda: rejects() == 1, "the reject")
        screen = Screen(context.new_page(), stack.address("/pipeline?role=staff"))
        row = screen.page.locator(".cgc-rejects tbody tr").first
        row.locator("button").wait_for(timeout=SOON_MS)
        stack.kill("hub")
        row.locator("button").click()
        listed = screen.page.locator("[data-testid=stText]", has_text="重发")
        listed.filter(has_text="· 已发送，待处理").wait_for(timeout=SOON_MS)
        stack.start_hub()
        listed.filter(has_text="· 已重发").wait_for(timeout=SOON_MS)
    store.close()
