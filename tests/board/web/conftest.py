"""A board that is shut to whoever has no login."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.runtime import Runtime

from tests.support.shut import Board

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def shut(tmp_path: Path) -> Iterator[Board]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Runtime, "_instance", None)
        yield Board(tmp_path)
