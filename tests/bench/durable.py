"""Level 1: durable rows only, ours against other clients on the same topic.

One run, interleaved rounds, medians of whole processes' CPU per event. Every hundredth
message is refused for its division (Quix, which checks nothing, keeps it as a row).
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.bench.child import Child
from tests.bench.figures import Figure
from tests.bench.place import broker, scratch
from tests.bench.preload import PARTITIONS, fill
from tests.bench.quix_environment import quix_python
from tests.bench.traffic import KIND_TOPICS, KINDS, Message, item_event, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TOPIC = KIND_TOPICS[0]
POISON_EVERY = 100
OURS, FLOOR, QUIX, QUIX_SAME, POLL = "ours", "confluent", "quix", "quix_same", "poll"
UNCOMMITTED = "uncommitted"


class Contender(NamedTuple):
    """A consumer to run; Quix has a Python of its own."""

    module: str
    options: tuple[str, ...] = ()
    is_quix: bool = False


CONTENDERS = {
    OURS: Contender("ours"),
    UNCOMMITTED: Contender("uncommitted"),
    FLOOR: Contender("confluent"),
    QUIX: Contender("quix", is_quix=True),
    QUIX_SAME: Contender("quix", ("--same-decoder",), is_quix=True),
    POLL: Contender("poll"),
}
TOLD = {
    OURS: "source, decoder, one transaction of rows, rejects, offsets",
    UNCOMMITTED: "ours, without heeding transactions",
    FLOOR: "confluent-kafka into the same decoder and transaction",
    QUIX: "Quix Streams, its JSON into a DuckDB sink, no checks",
    QUIX_SAME: "Quix Streams, our decoder in a DuckDB sink",
    POLL: "kafka-python's poll alone",
}
GOALS = (
    ("durable_ours_to_uncommitted", UNCOMMITTED, 1.05, "read_committed / as it was"),
    ("durable_ours_to_confluent", FLOOR, 1.0, "ours / confluent, at least <= 1.4"),
    ("durable_ours_to_quix", QUIX, 0.5, "ours / Quix Streams"),
    ("durable_ours_to_quix_same", QUIX_SAME, 0.5, "ours / Quix with our decoder"),
    ("durable_ours_to_poll", POLL, None, "ours / kafka-python's poll alone"),
)


def figures(*, events: int = 200_000, rounds: int = 5) -> Iterator[Figure]:
    """CPU per event of every contender, and ours as ratios to the others."""
    quix = quix_python()
    with scratch() as folder, broker(folder) as started:
        fill(started.bootstrap, _events(events))
        costs: dict[str, list[float]] = {name: [] for name in CONTENDERS}
        for number in range(rounds):
            for name, contender in CONTENDERS.items():
                store = folder / f"{name}-{number}.duckdb"
                told = _run(contender, started.bootstrap, events, store, quix)
                costs[name].append(told["cpu_s"] / events * 1e6)
                store.unlink(missing_ok=True)
    medians = {name: statistics.median(each) for name, each in costs.items()}
    yield from _figures(medians, events * rounds)


def _run(
    contender: Contender, bootstrap: str, events: int, store: Path, quix: str
) -> dict[str, Any]:
    arguments = (bootstrap, TOPIC, str(PARTITIONS), str(events), str(store))
    module = f"tests.bench.consumers.{contender.module}"
    options = (*arguments, *contender.options)
    if contender.is_quix:
        return Child(module, *options, python=quix).answer()
    return Child(module, *options).answer()


def _events(count: int) -> Iterable[tuple[Message, int]]:
    at_s = time.time()
    at = moment(at_s)
    for place in range(count):
        number = place * len(KINDS)
        message = item_event(f"n{number}", number, at)
        if place % POISON_EVERY == 0:
            refused = message.value.replace(
                b'division_code":"42', b'division_code":"99'
            )
            message = message._replace(value=refused)
        yield message, int(at_s * 1_000)


def _figures(medians: dict[str, float], n: int) -> Iterator[Figure]:
    for name, cost in medians.items():
        yield Figure(
            name=f"durable_{name}",
            median=cost,
            unit="us/event",
            n=n,
            against=TOLD[name],
        )
    for name, other, goal, against in GOALS:
        yield Figure(
            name=name,
            median=medians[OURS] / medians[other],
            unit="ratio",
            n=n,
            goal=goal,
            against=against,
        )
