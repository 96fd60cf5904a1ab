"""A page as of a past moment: marked on every part, and it stands still."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from board.viewer.scope import moment_text
from streams.clock import now
from streams.events import STREAMS
from tests.support.browser import Screen
from tests.support.messages import event
from tests.support.stack import producing

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.support.stack import Stack

SOON_MS = 60_000
FIRST = STREAMS[0]
TILE = f'.cgc-tile[data-kind="{FIRST.kind}"] .cgc-number'


def received(page: Page, count: str) -> None:
    page.locator(TILE).get_by_text(count, exact=True).first.wait_for(timeout=SOON_MS)


def test_a_past_moment_is_marked_and_stands_still_until_one_comes_back(
    stack: Stack, context: BrowserContext
) -> None:
    before = moment_text(now() - timedelta(minutes=2))
    with producing(stack) as outbox:
        said = event(FIRST.kind)
        outbox.queue(FIRST.topic, b"k", json.dumps(said).encode())
        outbox.flush()
        screen = Screen(context.new_page(), stack.address("/district"))
        page = screen.page
        received(page, "1")
        assert page.locator("[data-past]").count() == 0
        page.goto(stack.address(f"/district?at={before}"))
        received(page, "0")
        assert page.locator(f'[data-id="{said["id"]}"]').count() == 0
        page.locator(".cgc-banner", has_text="回看历史").wait_for(timeout=SOON_MS)
        assert page.locator(":root[data-past]").count() == 1
        clock = page.locator(".cgc-band time, .cgc-time").first.inner_text()
        assert clock.startswith(before[-5:])
        page.get_by_test_id("stPopoverButton").filter(has_text="回看").click()
        page.get_by_role("button", name="回到现在").click()
        received(page, "1")
        assert "at=" not in page.url
        page.locator(":root:not([data-past])").wait_for(
            state="attached", timeout=SOON_MS
        )
        assert screen.complaints == []
