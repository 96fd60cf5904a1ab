"""A recorded feed through broker and hub: every record is a row or has its reason.

`CGC_REPLAY_FILE` plays another file than the excerpt, such as a whole week.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sql.flight import FlightStore
from streams.broker.topics import ensure_topics
from streams.local.broker import LocalBroker
from tests.journey.chaos_programs import ends
from tests.support.processes import ROOT, python
from tests.support.stack import Stack
from tests.support.waiting import wait_for

EXCERPT = ROOT / "tests" / "samples" / "outages-excerpt.csv"
FILE = os.environ.get("CGC_REPLAY_FILE", str(EXCERPT))


@pytest.fixture
def stack(broker: LocalBroker, tmp_path: Path) -> Iterator[Stack]:
    stack = Stack(broker, tmp_path)
    ensure_topics(stack.connection, partitions=6, timestamp_type="CreateTime")
    stack.start_hub()
    yield stack
    stack.end()


def test_every_record_of_a_recorded_feed_is_explained(stack: Stack) -> None:
    started = time.monotonic()
    subprocess.run(
        python("-m", "streams.replay", FILE, "--speed", "0"),
        cwd=ROOT,
        env={**os.environ, **stack.environment},
        check=True,
    )
    expected = sum(ends(stack.broker.bootstrap).values())
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")

    def counts() -> dict[str, int]:
        rows = store.query("message_counts").to_pylist()
        names = ("messages", "distinct_messages", "accepted", "refused", "rejected")
        return {name: sum(row[name] for row in rows) for name in names}

    wait_for(lambda: counts()["messages"] == expected, f"{expected} records", 300)
    seconds = time.monotonic() - started
    found = counts()
    reasons = store.query(
        "rejects_by_reason",
        from_at="2020-01-01T00:00:00Z",
        until_at="2100-01-01T00:00:00Z",
    ).to_pylist()
    store.close()
    rate = f"{expected / seconds:.0f} records/s over {seconds:.1f} s"
    print(f"{rate}; {found}; {reasons}")  # noqa: T201 - the figures asked for
    assert expected > 0
    assert found["distinct_messages"] == expected
    assert sum(row["rejects"] for row in reasons) == found["rejected"]
