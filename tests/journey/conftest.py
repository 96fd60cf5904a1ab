"""What the journeys share: the whole line, without the demo feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.stack import Stack, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streams.local.broker import LocalBroker


@pytest.fixture
def stack(broker: LocalBroker, tmp_path: Path) -> Iterator[Stack]:
    with running(broker, tmp_path / "home") as stack:
        yield stack
