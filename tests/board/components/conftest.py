"""What the board's components send, taken by a store as a hub would."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from board import service
from board.look import clock
from board.pages.list import PAGES
from board.service import Service
from board.settings import settings_from
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from streams.entries.entry import DeskEntry
    from tests.support.city import City


@pytest.fixture
def sent(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[DeskEntry]:
    """What the board sends, which the hub has at once."""
    ticks = count(1)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(milliseconds=next(ticks)))
    settings = settings_from({"CGC_HOME": str(tmp_path)})
    running = service.install(Service(settings, city.store, PAGES))
    running.maker.tick(NOW)
    found: list[DeskEntry] = []

    def send(entry: DeskEntry) -> None:
        found.append(entry)
        city.enter(entry, NOW - timedelta(seconds=1) * (2 - len(found)))

    monkeypatch.setattr(running.desk, "send", send)
    return found
