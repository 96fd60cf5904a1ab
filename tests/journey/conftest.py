"""What the journeys share: the whole line, without the demo feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.stack import Stack, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from streams.local.broker import LocalBroker

SOON_MS = 60_000
VILLAGE = "421321101201"


@pytest.fixture
def stack(broker: LocalBroker, tmp_path: Path) -> Iterator[Stack]:
    with running(broker, tmp_path / "home") as stack:
        yield stack


@pytest.fixture
def opened(stack: Stack, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page of the board in a browser of its own, as a center's people see it."""
    contexts = []

    def opened(path: str, role: str = "staff", center: str = VILLAGE) -> Page:
        contexts.append(browser.new_context(viewport={"width": 1920, "height": 1080}))
        page = contexts[-1].new_page()
        page.set_default_timeout(SOON_MS)
        seat = f"role={role}&seat={center}&scope={center}"
        page.goto(stack.address(f"/{path}&{seat}"), wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()
