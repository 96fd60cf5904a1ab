"""The sample polls a real server."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest
import uvicorn

from tests.support.city import City
from tests.support.ports import free_port
from tests.support.ready import ready_store
from tests.support.systems import Reading, at, token_of
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parents[3] / "samples" / "changes_polled.py"


@contextmanager
def served(board: Reading) -> Iterator[str]:
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(board.app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait_for(lambda: server.started, "the server")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def polled(address: str, kept: Path, name: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, str(SAMPLE), address, str(kept)],
        env={"CGC_TOKEN": token_of(name)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_the_sample_prints_each_change_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("board.web.systems.parameters.USUAL_ROWS", 2)
    city = City(ready_store(), 1)
    board, kept = Reading(tmp_path, city), tmp_path / "cursor"
    events = [
        city.event(at(2), kind="dispute", item_id=f"demo-{number}")
        for number in range(5)
    ]
    city.write(*events, at=at(2))
    with served(board) as address:
        assert polled(address, kept, "city") == [
            f"dispute demo-{number} registered" for number in range(5)
        ]
        assert polled(address, kept, "city") == []
        city.move(events[3], "accept", at=at(2, 5))
        assert polled(address, kept, "city") == ["dispute demo-3 accepted accept"]
        bearer = {"Authorization": f"Bearer {token_of('city')}"}
        asked = Request(f"{address}/api/v1/items?limit=1", headers=bearer)  # noqa: S310 - ours
        with urlopen(asked, timeout=10) as answer:  # noqa: S310 - ours
            assert answer.headers["cache-control"] == "no-store"
            assert not answer.headers["set-cookie"]
