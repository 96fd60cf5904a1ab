"""Where benchmarks run: a scratch folder and a real broker of their own."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from streams.broker.topics import ensure_topics
from streams.local.broker import LocalBroker
from streams.local.jars import fetch_jars
from tests.bench.preload import PARTITIONS
from tests.support.broker import broker_in

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(os.environ.get("CGC_HOME", "var")).resolve()
FIGURES = HOME / "bench"


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder beside the figures that is gone afterwards."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FIGURES) as folder:
        yield Path(folder)


@contextmanager
def broker(folder: Path) -> Iterator[LocalBroker]:
    """A real broker with our topics, six partitions each, stamped by the sender."""
    with broker_in(folder / "kafka", fetch_jars(HOME / "kafka", print)) as started:
        started.start()
        ensure_topics(
            {"bootstrap_servers": [started.bootstrap]},
            partitions=PARTITIONS,
            timestamp_type="CreateTime",
        )
        yield started
