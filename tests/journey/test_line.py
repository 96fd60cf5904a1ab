"""The whole line: a message on Kafka is a node on every screen that should show it.

`CGC_LINE_EVENTS` sets the events per stream and tier: 1 here, 20 for acceptance. Every
other one is sent by kcat.
"""

from __future__ import annotations

import os
import statistics
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from sql.flight import FlightStore
from streams.broker.source import read_one
from streams.clock import now
from streams.events import STREAMS
from tests.support.browser import Screen
from tests.support.messages import encoded, event
from tests.support.stack import Stack, producing

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

CHAIN = {
    "city": "421300000000",
    "county": "421321000000",
    "town": "421321101000",
    "village": "421321101201",
}
TIERS = list(CHAIN)
EVENTS = int(os.environ.get("CGC_LINE_EVENTS", "1"))


def by_kcat(stack: Stack, topic: str, key: str, value: bytes) -> None:
    """Produce one message with kcat."""
    subprocess.run(
        ["kcat", "-P", "-b", stack.broker.bootstrap, "-t", topic, "-k", key],
        input=value.replace(b"\n", b" "),
        check=True,
    )


def message_for(kind: str, tier: str, number: int) -> dict[str, Any]:
    at = now().isoformat()
    message = event(
        kind, number, division_code=CHAIN[tier], occurred_at=at, reported_at=at
    )
    return message | {"id": f"{kind}-{tier}-{number}"}


@pytest.mark.quick
def test_an_event_stands_on_the_wall_and_counts_for_every_ancestor(
    stack: Stack, lone_context: BrowserContext
) -> None:
    latencies: dict[str, list[float]] = {"wall": [], "district": []}
    with producing(stack) as outbox:
        pages = {
            tier: Screen(
                lone_context.new_page(),
                stack.address(f"/district?scope={code}"),
            )
            for tier, code in CHAIN.items()
            if tier != "city"
        }
        pages["city"] = Screen(lone_context.new_page(), stack.address("/"))
        for screen in pages.values():
            screen.wait_received("incident", 0, timeout_s=60)
        expected = {(tier, stream.kind): 0 for tier in TIERS for stream in STREAMS}
        for number in range(EVENTS):
            for stream in STREAMS:
                for tier in TIERS:
                    message = message_for(stream.kind, tier, number)
                    if (number + TIERS.index(tier)) % 2:
                        by_kcat(stack, stream.topic, message["id"], encoded(message))
                    else:
                        outbox.send(
                            stream.topic, message["id"].encode(), encoded(message)
                        ).wait()
                    for place in TIERS[: TIERS.index(tier) + 1]:
                        expected[place, stream.kind] += 1
                    _check(pages, stack, stream.kind, message, tier, latencies)
                    for (place, kind), count in expected.items():
                        pages[place].wait_received(kind, count)
        for screen in pages.values():
            assert screen.outside() == []
            assert screen.complaints == []
    _report(latencies)


def _check(
    pages: dict[str, Screen],
    stack: Stack,
    kind: str,
    message: dict[str, Any],
    tier: str,
    latencies: dict[str, list[float]],
) -> None:
    for name, screen in (("wall", pages["city"]), ("district", pages[tier])):
        seen = screen.seen(kind, message["id"])
        assert seen["division"] == message["division_code"]
        latencies[name].append(seen["at"] - stamped_ms(stack, kind, message["id"]))


def stamped_ms(stack: Stack, kind: str, item_id: str) -> float:
    """The broker's own timestamp of a message, in ms since 1970."""
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    row = store.query("item_versions", kind=kind, id=item_id).to_pylist()[0]
    record = read_one(
        stack.connection, row["topic"], row["partition_no"], row["offset_no"]
    )
    store.close()
    return float(record.timestamp)


def _report(latencies: dict[str, list[float]]) -> None:
    for place, values in latencies.items():
        print(  # noqa: T201 - the figures that the acceptance asks for
            f"{place}: {len(values)} events, broker stamp to DOM node: "
            f"median {statistics.median(values):.0f} ms, worst {max(values):.0f} ms"
        )
