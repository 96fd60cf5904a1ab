"""People move an item on the board: clicks become messages, verdicts come back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Locator, Page

from sql.flight import FlightStore
from streams.events import STREAMS
from tests.support.browser import AT_REST
from tests.support.messages import encoded, event
from tests.support.stack import Stack, producing
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOON_MS = 60_000
WATCHING = re.compile("/api/watch")
"""By this a page hears that somebody else was quicker."""
VILLAGE, TOWN = "421321101201", "421321101000"
DISPUTE = next(one for one in STREAMS if one.kind == "dispute")


class Desk:
    """Somebody at a seat who looks at the item."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address, wait_until="load")
        page.locator(".st-key-moves button").first.wait_for(timeout=SOON_MS)

    def press(self, move: str, task: str = "") -> None:
        """Once the form and the script of what was done before have ended."""
        self.page.get_by_test_id("stDialog").wait_for(state="hidden", timeout=SOON_MS)
        self.page.locator(AT_REST).wait_for(timeout=SOON_MS)
        self.page.locator(f"[class*='st-key-move_{move}_{task}'] button").click(
            timeout=SOON_MS
        )

    def fill(self, move: str, **fields: str) -> None:
        """Fill in the form of a move and send it."""
        self.press(move)
        dialog = self.page.get_by_test_id("stDialog")
        for name, said in fields.items():
            self._say(dialog.locator(f".st-key-field_{move}_{name}"), said)
        dialog.get_by_role("button", name="提交").click()

    def _say(self, field: Locator, said: str) -> None:
        """Into a text, one of a list, or a moment, which takes its digits in turn."""
        first = field.locator("input, textarea").first
        first.wait_for(state="attached")
        if field.get_by_role("spinbutton").count():
            field.get_by_role("spinbutton").first.click()
            self.page.keyboard.type(said)
            self.page.keyboard.press("Escape")
            return
        first.fill(said)
        if field.get_by_role("combobox").count():
            self.page.get_by_role("option", name=said).first.click()

    def hears(self, text: str) -> None:
        toast = self.page.get_by_test_id("stToast").filter(has_text=text)
        toast.first.wait_for(timeout=SOON_MS)

    def is_refused(self, text: str) -> None:
        """What was refused stands until somebody puts it away."""
        told = self.page.locator(".st-key-moves_refused")
        told.get_by_text(text).wait_for(timeout=SOON_MS)

    def reads_why_not(self, text: str) -> None:
        """Beside what is offered."""
        self.page.get_by_text("不可办及原因").click()
        self.page.get_by_text(text).wait_for(timeout=SOON_MS)


@pytest.fixture
def store(stack: Stack) -> Iterator[FlightStore]:
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    with producing(stack) as outbox:
        outbox.queue(DISPUTE.topic, b"k", encoded(event("dispute", 1)))
        outbox.flush()
    wait_for(lambda: status(store) == "registered", "the dispute")
    yield store
    store.close()


@pytest.fixture
def sit(stack: Stack, browser: Browser) -> Iterator[Callable[..., Desk]]:
    """A seat with a browser of its own, in front of the item."""
    contexts = []

    def desk(
        center: str, role: str = "staff", agency: str = "", *, is_deaf: bool = False
    ) -> Desk:
        contexts.append(browser.new_context(viewport={"width": 1920, "height": 1400}))
        if is_deaf:
            contexts[-1].route_web_socket(WATCHING, lambda _: None)
        seat = f"role={role}&seat={center}&agency={agency}"
        address = stack.address(f"/item?{seat}&kind=dispute&id=dispute-1")
        return Desk(contexts[-1].new_page(), address)

    yield desk
    for context in contexts:
        context.close()


def status(store: FlightStore) -> str:
    rows = store.query("item", kind="dispute", id="dispute-1").to_pylist()
    return str(rows[0]["status"]) if rows else ""


def test_of_two_people_at_once_one_learns_who_was_quicker(
    store: FlightStore, sit: Callable[..., Desk]
) -> None:
    first, second = sit(VILLAGE), sit(VILLAGE, "duty_officer", is_deaf=True)
    first.press("accept")
    first.hears("受理：已生效")
    second.press("claim")
    second.is_refused("认领未生效：已由")
    second.is_refused("demo-staff 先行受理")
    second.page.get_by_role("button", name="知道了").click()
    second.page.locator(".st-key-moves_refused").wait_for(state="detached")
    moves = store.query("item_moves", kind="dispute", id="dispute-1").to_pylist()
    assert [(one["verdict"], one["refusal"]) for one in moves] == [
        ("accepted", None),
        ("refused", "overtaken"),
    ]
