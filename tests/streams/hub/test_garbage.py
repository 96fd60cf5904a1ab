"""What refers to itself goes too, though nobody counts objects any more."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from streams.hub import garbage
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator


class Ring:
    """Refers to itself."""

    def __init__(self) -> None:
        self.next = self


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


def test_a_cycle_is_found_by_the_clock_and_not_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    garbage.spare_what_is_there()
    gone = weakref.ref(Ring())
    rest = [Ring() for _ in range(100_000)]
    assert gone() is not None
    monkeypatch.setattr(garbage, "EVERY_S", 0.05)
    garbage.collect_by_the_clock()
    assert not gc.isenabled()
    later = weakref.ref(Ring())
    wait_for(lambda: later() is None, "the cycle to go")
    assert len(rest) == 100_000
