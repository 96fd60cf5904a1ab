"""Power cuts under load: hub and broker are killed at random moments, and the store
has to be what the model makes of the topics.

`python -m tests.journey.chaos --kills 200 --broker-kills 20 --seed 1` makes a long run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sql.store import DEADLINE_PROFILE
from streams.broker.connection import connection_from
from streams.broker.topics import ensure_topics
from streams.clock import now
from streams.local.broker import LocalBroker
from tests.journey.chaos_programs import Feeder, HubProcess, ends, everything, feeding
from tests.journey.chaos_traffic import Traffic
from tests.journey.comparison import differences, unequal
from tests.support.broker import broker_in, library
from tests.support.stored import ITEMS, LOGS, Stored, stored
from tests.support.waiting import wait_for

PARTITIONS = 4
BEGINS = "transaction begins"
AT_ANY_TIME = 0.2
"""Share of the kills that hit at any time, also while the hub starts."""
DRAIN_S = 300.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of what: `rate` messages a second flow all the time."""

    kills: int
    broker_kills: int
    seed: int
    rate: int = 400
    most_deltas: int = 20_000


@dataclass
class Figures:
    """What happened; `inside` are kills whose transaction left no trace."""

    kills: int = 0
    inside: int = 0
    landed_untold: int = 0
    broker_kills: int = 0
    messages: int = 0
    kills_s: float = 0.0
    drain_s: float = 0.0
    stop_s: float = 0.0
    second_hub_s: float = 0.0
    model_s: float = 0.0
    compacted_cells: int = 0
    held: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = "\n".join(self.told) or "no differences"
        return (
            f"{self.kills} kills of the hub ({self.inside} inside a transaction, "
            f"{self.landed_untold} between a commit and its log line) and "
            f"{self.broker_kills} of the broker in {self.kills_s:.0f} s, "
            f"{self.messages} messages; drained in {self.drain_s:.1f} s, stopped in "
            f"{self.stop_s:.2f} s; a second hub took {self.second_hub_s:.1f} s; "
            f"the model took {self.model_s:.0f} s\n"
            f"{self.compacted_cells} compacted cells; {self.held}\n{told}"
        )


class Chaos:
    """One run on a broker of its own, which is started and killed here."""

    def __init__(self, plan: Plan, broker: LocalBroker, folder: Path) -> None:
        self._plan = plan
        self._random = Random(plan.seed)
        self._broker = broker
        self._folder = folder
        self.figures = Figures()

    def run(self) -> Figures:
        """Kill, drain, and compare with the model and with a second hub."""
        self._broker.start()
        connection = connection_from({"KAFKA_BOOTSTRAP_SERVERS": self._bootstrap})
        ensure_topics(connection, partitions=PARTITIONS, timestamp_type="CreateTime")
        hub = self._hub("first")
        self._kill_under_load(hub)
        self.figures.drain_s = self._drain(hub)
        self.figures.stop_s = hub.stop()
        second = self._hub("second")
        second.start()
        self.figures.second_hub_s = self._drain(second)
        second.stop()
        self._count(hub)
        self._compare(stored(hub.database), stored(second.database))
        self.figures.told += _titled("verify", hub.verify())
        return self.figures

    @property
    def _bootstrap(self) -> str:
        return self._broker.bootstrap

    def _hub(self, name: str) -> HubProcess:
        return HubProcess(
            self._folder / name, self._bootstrap, most_deltas=self._plan.most_deltas
        )

    def _kill_under_load(self, hub: HubProcess) -> None:
        """Rounds of one kill of the hub each, spread among them the broker's."""
        rounds = range(self._plan.kills)
        of_broker = set(self._random.sample(rounds, self._plan.broker_kills))
        traffic = Traffic(
            self._plan.seed,
            partitions=PARTITIONS,
            now_ms=int(now().timestamp() * 1_000),
        )
        started = time.monotonic()
        hub.start()
        with feeding(self._bootstrap, traffic, rate=self._plan.rate) as feeder:
            for number in rounds:
                if number in of_broker:
                    self._kill_broker(hub, feeder)
                self._kill_hub(hub)
                hub.start()
        self.figures.kills_s = time.monotonic() - started
        self.figures.messages = feeder.sent

    def _kill_hub(self, hub: HubProcess) -> None:
        """In the middle of one of its next transactions, or at any time."""
        if self._random.random() < AT_ANY_TIME:
            _pause(self._random.uniform(0, 3))
        else:
            self._wait_begun(hub, more=self._random.randint(1, 4))
            _pause(self._random.choice((0, 0.005, 0.02)) * self._random.random())
        hub.kill()
        self.figures.kills += 1

    def _kill_broker(self, hub: HubProcess, feeder: Feeder) -> None:
        """While both are at work; half the time the hub has to get over it alone."""
        self._wait_begun(hub, more=1)
        _pause(self._random.uniform(0, 0.3))
        self._broker.kill()
        self.figures.broker_kills += 1
        _pause(self._random.uniform(0, 2))
        self._broker.start()
        sent = feeder.sent
        wait_for(lambda: feeder.sent > sent, "messages after the broker's return")
        if self._random.random() < 0.5:
            self._wait_begun(hub, more=2)

    def _wait_begun(self, hub: HubProcess, *, more: int) -> None:
        """Wait until so many more transactions have begun, and the last still runs."""
        aim = _begun(hub.marks()) + more

        def has_begun() -> bool:
            marks = hub.marks()
            return _begun(marks) >= aim and marks[-1][0] == BEGINS

        wait_for(has_begun, f"{more} more transactions of hub {hub.lives}")

    def _drain(self, hub: HubProcess) -> float:
        started = time.monotonic()
        aim = ends(self._bootstrap)
        wait_for(lambda: hub.positions() == aim, "all to be committed", DRAIN_S)
        return time.monotonic() - started

    def _count(self, hub: HubProcess) -> None:
        """A kill was inside a transaction if the next hub began the same one again."""
        for life in range(1, hub.lives):
            marks = hub.marks(life)
            if not marks or marks[-1][0] != BEGINS:
                continue
            follows = next(m[0][1] for m in self._later(hub, life) if m)
            self.figures.inside += follows == marks[-1][1]
            self.figures.landed_untold += follows != marks[-1][1]

    def _later(self, hub: HubProcess, life: int) -> Iterator[list[tuple[str, int]]]:
        return (hub.marks(number) for number in range(life + 1, hub.lives + 1))

    def _compare(self, first: Stored, second: Stored) -> None:
        records = everything(self._bootstrap)
        started = time.monotonic()
        self.figures.messages = len(records)
        self.figures.compacted_cells = len(first["rollups"])
        self.figures.held = {name: len(first[name]) for name in (*LOGS, *ITEMS)}
        verdicts = Counter(row["verdict"] for row in first["move_log"])
        self.figures.held |= dict(verdicts)
        self.figures.told = [
            *_titled("model", differences(first, records, DEADLINE_PROFILE)),
            *_titled("second hub", unequal(first, second)),
        ]
        self.figures.model_s = time.monotonic() - started


def _titled(title: str, told: list[str]) -> list[str]:
    return [f"{title}: {line}" for line in told]


def _begun(marks: list[tuple[str, int]]) -> int:
    return sum(kind == BEGINS for kind, _ in marks)


def _pause(seconds: float) -> None:
    """A random moment cannot be waited for."""
    threading.Event().wait(seconds)


def main() -> int:
    """Make one run, print its figures, and fail when there are differences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--broker-kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=int, default=Plan.rate)
    plan = Plan(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with broker_in(folder / "kafka", library()) as broker:
            figures = Chaos(plan, broker, folder).run()
    sys.stdout.write(f"{figures}\n")
    return 1 if figures.told else 0


if __name__ == "__main__":
    sys.exit(main())
