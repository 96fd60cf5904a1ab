"""What decoding one event costs: from bytes to a masked fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sql.store import Store
from streams.clock import now
from streams.hub.start import admission_of
from streams.intake.decode import decode
from tests.bench.figures import Figure, cpu_us
from tests.support.messages import TOPICS, encoded, event

if TYPE_CHECKING:
    from collections.abc import Iterator

EVENTS, ROUNDS = 5_000, 9


def figures() -> Iterator[Figure]:
    """CPU of `decode` per event of each kind, alone."""
    store = Store(None)
    codes = admission_of(store, is_synthetic=True).codes
    for kind, topic in TOPICS.items():
        message, at = encoded(event(kind, 1)), now()

        def work(topic: str = topic, message: bytes = message) -> None:
            for _ in range(EVENTS):
                decode(topic, message, (), at, codes)  # noqa: B023 - run at once

        yield Figure(
            name=f"decode_{kind}",
            median=cpu_us(work, per=EVENTS, rounds=ROUNDS),
            unit="us/event",
            n=EVENTS * ROUNDS,
        )
