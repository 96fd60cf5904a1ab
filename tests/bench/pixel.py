"""When a row is painted: `python -m tests.bench.pixel PORT PAGE SECONDS`.

Answers with the moment (ms since 1970) from which it looked, and the one at which each
item's row was first on the screen.
"""

from __future__ import annotations

import sys

from playwright.sync_api import sync_playwright

from streams.local.probe import LOOPBACK
from tests.bench.child import answer
from tests.support.browser import chromium, fresh

ADDRESSES = {"wall": "", "district": "district"}
PAINTED = """
window.painted = {};
new MutationObserver(() => {
  const nodes = [...document.querySelectorAll("[data-id]")];
  const keys = nodes.map(({dataset}) => `${dataset.kind} ${dataset.id}`);
  requestAnimationFrame(() => requestAnimationFrame(() => {
    for (const key of keys) window.painted[key] ??= Date.now();
  }));
}).observe(document, {subtree: true, childList: true});
"""
"""In the frame after the next the one that shows the row is done."""
SETTLED_MS = 10_000


def main(port: str, name: str, seconds: str) -> None:
    with (
        sync_playwright() as playwright,
        chromium(playwright, draws_maps=True) as browser,
        fresh(browser) as context,
    ):
        page = context.new_page()
        page.add_init_script(PAINTED)
        page.goto(f"http://{LOOPBACK}:{port}/{ADDRESSES[name]}?role=leader")
        page.wait_for_selector("[data-id]")
        page.wait_for_timeout(SETTLED_MS)
        since = page.evaluate("Date.now()")
        page.wait_for_timeout(int(seconds) * 1_000)
        answer(since=since, rows=page.evaluate("painted"))


if __name__ == "__main__":
    main(*sys.argv[1:])
