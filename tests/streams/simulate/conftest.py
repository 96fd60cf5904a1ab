"""What the tests of the demo feed share."""

import pytest

from streams.simulate.world import build_world
from tests.streams.simulate.city import ANCHOR_MS, SEED, City, history_of, volumes


@pytest.fixture(scope="session")
def city() -> City:
    """Six weeks of the city, with two days of camera alerts."""
    world = build_world(SEED, ANCHOR_MS, volumes())
    return City(world, tuple(history_of(world)))
