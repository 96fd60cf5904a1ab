"""Benchmarks: `make bench` runs the moderate ones, a name one at length."""

from __future__ import annotations

import argparse
import signal
import sys
from itertools import chain
from typing import TYPE_CHECKING

from tests.bench import backlog, decode, decoding, durable, latency, soak, state, walls
from tests.bench.figures import write
from tests.bench.place import FIGURES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.figures import Figure


def moderate() -> Iterable[Figure]:
    """All but the soak, in less than ten minutes."""
    return chain(
        reading(),
        durable.figures(events=100_000, rounds=3),
        state.figures((100_000, state.MILLION)),
        latency.figures(seconds=15),
        backlog.figures(events=500_000),
    )


def reading() -> Iterable[Figure]:
    """What a record costs before the store: fetched batches, then messages."""
    return chain(decoding.figures(), decode.figures())


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    made.set_defaults(run=lambda _: moderate())
    names = made.add_subparsers()
    one = names.add_parser("decode", help="reading and decoding alone")
    one.set_defaults(run=lambda _: reading())
    one = names.add_parser("durable", help="level 1: ours against other clients")
    one.add_argument("--events", type=int, default=200_000)
    one.add_argument("--rounds", type=int, default=5)
    one.set_defaults(run=lambda g: durable.figures(events=g.events, rounds=g.rounds))
    one = names.add_parser("state", help="level 2: full state on full stores")
    one.add_argument(
        "--finished", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000]
    )
    one.set_defaults(run=lambda g: state.figures(g.finished))
    one = names.add_parser("latency", help="produce → queryable through Flight")
    one.add_argument("--rates", type=int, nargs="+", default=[1_000, 5_000])
    one.add_argument("--seconds", type=int, default=60)
    one.set_defaults(run=lambda g: latency.figures(rates=g.rates, seconds=g.seconds))
    one = names.add_parser("backlog", help="drain millions, kill, start again")
    one.add_argument("--events", type=int, default=10_000_000)
    one.set_defaults(run=lambda g: backlog.figures(events=g.events))
    one = names.add_parser("soak", help="steady traffic with a wall and a reader")
    one.add_argument("--minutes", type=int, default=30)
    one.add_argument("--rate", type=int, default=2_000)
    one.set_defaults(run=lambda g: soak.figures(minutes=g.minutes, rate=g.rate))
    one = names.add_parser("walls", help="a viewer of every division at once")
    one.add_argument("--seconds", type=int, default=60)
    one.add_argument("--rate", type=int, default=5)
    one.add_argument("--walls", type=int, default=1_064)
    one.add_argument("--districts", type=int, default=60)
    one.set_defaults(
        run=lambda g: walls.figures(
            seconds=g.seconds, rate=g.rate, walls=g.walls, districts=g.districts
        )
    )
    return made


if __name__ == "__main__":
    # Told to end it unwinds: hub, board and broker would outlive it and slow the next.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    given = parser().parse_args()
    write(given.run(given), FIGURES)
