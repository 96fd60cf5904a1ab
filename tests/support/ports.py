"""Ports for tests: no two that run at the same time are given the same."""

import os

from streams.local.probe import PAIRS
from streams.local.probe import free_port as free_port_among

WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
OURS = PAIRS[WORKER::WORKERS]
"""What this worker of pytest-xdist may give."""


def free_port() -> int:
    """A port that is free now, with its neighbour free as well, given once."""
    return free_port_among(OURS)
