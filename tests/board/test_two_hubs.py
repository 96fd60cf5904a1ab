"""A wall whose hub is gone goes on with the other one, with what comes then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.support.browser import SOON_MS
from tests.support.pair import pair
from tests.support.ports import free_port
from tests.support.processes import ROOT, Process, python
from tests.support.programs import asked
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


def test_a_wall_goes_on_with_the_other_hub(tmp_path: Path, page: Page) -> None:
    port = free_port()
    with pair() as both:
        environment = {
            "CGC_HOME": str(tmp_path),
            "CGC_HUBS": f"{both.first.address},{both.second.address}",
            "KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{free_port()}",
            "PYTHONPATH": str(ROOT),
        }
        place = ("--server.address", "127.0.0.1", "--server.port", str(port))
        command = python("-m", "streamlit", "run", "board/app.py", *place)
        board = Process(command, tmp_path / "log", environment)
        try:
            board.start()
            wait_for(lambda: '"as_of":"' in asked(port, "/api/health")[1], "a picture")
            both.event(1)
            page.goto(f"http://127.0.0.1:{port}/")
            before, after = (
                page.locator(f'.cgc-wall [data-id="incident-{number}"]')
                for number in (1, 2)
            )
            expect(before).to_be_visible(timeout=SOON_MS)
            both.first.shut()
            both.second.intake.event("incident", 2)
            expect(after).to_be_visible(timeout=SOON_MS)
            expect(before).to_be_visible()
            told = json.loads(asked(port, "/api/health")[1])
            hubs = [(one["why"], one["is_asked"]) for one in told["hubs"]]
            assert (hubs, told["behind"]) == ([("gone", False), ("", True)], False)
        finally:
            board.stop()
