"""Two people look at one item: one moves, the other sees it without a click."""

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
CASE = next(one for one in STREAMS if one.opens_as == "case")
ID = f"{CASE.kind}-1"


@pytest.fixture
def opened(stack: Stack, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """The item in a browser of its own, for a role at its village."""
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    with producing(stack) as outbox:
        outbox.queue(CASE.topic, b"k", encoded(event(CASE.kind, 1)))
        outbox.flush()
    wait_for(lambda: store.query("item", kind=CASE.kind, id=ID).num_rows, "the case")
    store.close()
    contexts = []

    def opened(role: str) -> Page:
        contexts.append(browser.new_context(viewport={"width": 1920, "height": 1080}))
        page = contexts[-1].new_page()
        page.set_default_timeout(SOON_MS)
        seat = f"role={role}&seat={VILLAGE}"
        address = stack.address(f"/item?{seat}&kind={CASE.kind}&id={ID}")
        with page.expect_websocket(lambda one: "api/watch" in one.url) as heard:
            page.goto(address, wait_until="load")
        heard.value.wait_for_event("framereceived")
        page.locator(".st-key-moves button").first.wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()


def test_who_only_looks_sees_what_somebody_else_did(
    opened: Callable[[str], Page],
) -> None:
    looks, moves = opened("leader"), opened("staff")
    timeline = looks.locator("[data-table=timeline]")
    expect(timeline).not_to_contain_text("受理")
    moves.locator(".st-key-move_accept_ button").click()
    expect(timeline).to_contain_text("受理", timeout=SOON_MS)
    expect(looks.get_by_test_id("stToast")).to_contain_text("事项有新变化")
    assert moves.get_by_text("事项有新变化").count() == 0


def test_who_fills_in_a_form_is_told_and_loses_nothing(
    opened: Callable[[str], Page],
) -> None:
    writes, moves = opened("leader"), opened("staff")
    writes.locator(".st-key-move_note_ button").click()
    note = writes.get_by_test_id("stDialog").locator("textarea")
    note.fill("写到一半")
    moves.locator(".st-key-move_accept_ button").click()
    told = writes.locator(".cgc-changed")
    expect(told).to_be_visible(timeout=SOON_MS)
    expect(note).to_have_value("写到一半")
    timeline = writes.locator("[data-table=timeline]")
    expect(timeline).not_to_contain_text("受理")
    told.get_by_role("button", name="刷新").click()
    expect(timeline).to_contain_text("受理")
    expect(told).to_be_hidden()
