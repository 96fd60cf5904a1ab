"""A small city for all board tests, written once; nobody changes it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import pytest
from streamlit.components.v2 import manifest_scanner

from board.picture.maker import PictureMaker
from board.reads.reads import Reads
from tests.support.city import City, filled_city
from tests.support.served import Board, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.picture.snapshot import Snapshot

NOW = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
"""15:30 in Shanghai, a Wednesday."""


@pytest.fixture(scope="session", autouse=True)
def _packages_are_looked_through_once() -> Iterator[None]:
    """Streamlit looks for components in all that is installed, at every opening."""
    with pytest.MonkeyPatch.context() as patch:
        scan = manifest_scanner.scan_component_manifests
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(scan))
        yield


@pytest.fixture(scope="session")
def city() -> City:
    found = filled_city(NOW, per_day=130)
    found.run_topics(NOW)
    found.refuse(NOW, b'{"id": 7}', b'{"id": "x", "face_id": "1"}')
    return found


@pytest.fixture(scope="session")
def snapshot(city: City) -> Snapshot:
    maker = PictureMaker(
        Reads(city.store), ask_health=lambda: None, ask_progress=lambda: None
    )
    maker.tick(NOW)
    return maker.snapshot


@pytest.fixture(scope="session")
def served_board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    with served(tmp_path_factory.mktemp("board")) as board:
        yield board


@pytest.fixture
def board(served_board: Board) -> Board:
    """A board on a city in which nothing happens until a test says so; what tests add
    to it stays, each under a name of its own.
    """
    served_board.say(quiet=True)
    return served_board
