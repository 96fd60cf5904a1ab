"""Headless Chromium that notes every request, every complaint and every new item."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error, ViewportSize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

SHELL = "/usr/bin/chromium-headless-shell"
WHOLE = "/usr/bin/chromium"
"""Draws a whole browser around each window, at three times the cost; but in the shell
the clock of sounds stands still now and then.
"""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
DRAWING = ["--enable-unsafe-swiftshader"]
"""A map drawn by software takes both cores, so only those who look at it have one."""
NOT_DRAWING = ["--disable-3d-apis"]
HARMLESS = ("GPU stall due to ReadPixels", "texSubImage2D: no canvas")
"""What software WebGL says of itself, whatever the page does."""
SOON_MS = 60_000
AT_REST = ".stApp[data-test-script-state=notRunning]"
"""The script of a page has run to its end."""
VIEWPORT = ViewportSize(width=1280, height=720)
WATCH = """
window.seenItems = {};
new MutationObserver(() => {
  const nodes = document.querySelectorAll("[data-id]");
  for (const node of nodes) {
    const key = `${node.dataset.kind} ${node.dataset.id}`;
    window.seenItems[key] ??= {at: Date.now(), division: node.dataset.division};
  }
}).observe(document, {subtree: true, childList: true});
"""


class Screen:
    """One page, with what it asked for and complained of."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self._hear("error", str(error)))
        page.add_init_script(WATCH)
        page.goto(address)

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and not any(word in text for word in HARMLESS):
            self.complaints.append(text)

    def seen(self, kind: str, item_id: str, timeout_s: float = 20) -> dict[str, Any]:
        """When an item first stood on the page (ms since 1970), and its division."""
        key = f"{kind} {item_id}"
        handle = self.page.wait_for_function(
            "key => window.seenItems[key]", arg=key, timeout=timeout_s * 1_000
        )
        seen: dict[str, Any] = handle.json_value()
        return seen

    def received(self, kind: str) -> int:
        """The number on the tile of a stream."""
        tile = self.page.locator(f".cgc-tile[data-kind={kind}] .cgc-number")
        return int(tile.first.inner_text().replace(",", ""))

    def wait_received(self, kind: str, number: int, timeout_s: float = 20) -> None:
        """Wait until the tile of a stream shows this number."""
        self.page.wait_for_function(
            """([kind, number]) => {
              const tile = `.cgc-tile[data-kind=${kind}] .cgc-number`;
              const text = document.querySelector(tile)?.textContent ?? "";
              return Number(text.replaceAll(",", "")) === number && text !== "";
            }""",
            arg=[kind, number],
            timeout=timeout_s * 1_000,
        )

    def outside(self) -> list[str]:
        """Requests that left this machine."""
        here = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(here)]


@contextmanager
def chromium(
    playwright: Playwright, *, draws_maps: bool = False, sounds: bool = False
) -> Iterator[Browser]:
    """One browser; every test takes a context of its own in it."""
    more = DRAWING if draws_maps else NOT_DRAWING
    browser = playwright.chromium.launch(
        executable_path=WHOLE if sounds else SHELL, args=[*ARGUMENTS, *more]
    )
    yield browser
    browser.close()


@contextmanager
def fresh(browser: Browser, *, bypass_csp: bool = False) -> Iterator[BrowserContext]:
    """Windows that know nothing of what other tests have seen."""
    context = browser.new_context(viewport=VIEWPORT, bypass_csp=bypass_csp)
    context.set_default_timeout(SOON_MS)
    yield context
    context.close()


def showing(context: BrowserContext) -> Iterator[str]:
    """What each page of these windows shows, for whoever reads why a test failed."""
    for page in context.pages:
        try:
            yield f"{page.url}\n{page.locator('body').inner_text()}"
        except Error as fault:  # a page that hangs is told of as well
            yield f"{page.url}\n{fault}"
