"""A refused message is sent again from Kafka by a click, and by no other way."""

from __future__ import annotations

from playwright.sync_api import BrowserContext

from sql.flight import FlightStore
from streams.events import STREAMS
from tests.support.browser import Screen
from tests.support.stack import Stack, producing
from tests.support.waiting import wait_for

TOPIC = STREAMS[0].topic


def test_a_click_sends_a_refused_message_through_the_same_checks_again(
    stack: Stack, context: BrowserContext
) -> None:
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")

    def rejects() -> int:
        return int(store.query("rejects_recent", row_limit=9).num_rows)

    with producing(stack) as outbox:
        outbox.send(TOPIC, b"k", b"not json")
        outbox.flush()
        wait_for(lambda: rejects() == 1, "the reject")
        screen = Screen(context.new_page(), stack.address("/pipeline?role=staff"))
        row = screen.page.locator(".cgc-rejects tbody tr").first
        row.locator("button").click(timeout=60_000)
        wait_for(lambda: rejects() == 2, "the same message refused once more")
        assert screen.complaints == []
    entries = store.query("desk_entries", row_limit=9).to_pylist()
    assert [(entry["about_topic"], entry["result"]) for entry in entries] == [
        (TOPIC, "sent")
    ]
    store.close()
