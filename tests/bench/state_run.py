"""Measures commits on one store, in a program of its own so that its peak is its own.

`python -m tests.bench.state_run STORE FINISHED SIZE COMMITS PICK`
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from sql.store import Store
from streams.clock import now
from streams.events import TOPICS
from streams.hub.garbage import spare_what_is_there
from streams.hub.start import admission_of, rules_of
from streams.intake.admission import Admission, admitted
from streams.landing.batches import sort
from streams.landing.writer import Writer
from tests.bench.child import answer
from tests.bench.memory import peak_mib
from tests.bench.state_mix import StateMix
from tests.bench.traffic import moment

EPOCHS = dict.fromkeys(TOPICS, 1)
OPENINGS = 5
"""Commits of 5,000 new items before the clock starts, and one commit of the mix."""
OPENING_SIZE = 5_000
PERCENT = 100


class Hub(NamedTuple):
    """What the hub does with a batch, without its consumer."""

    admission: Admission
    writer: Writer

    def commit(self, records: list[Any], batch_no: int) -> None:
        batch = sort(
            admitted(records, self.admission), batch_no=batch_no, epochs=EPOCHS
        )
        self.writer.write(batch, batch_no=batch_no, written_at=now())
        self.writer.compact()


class Cost(NamedTuple):
    """Of one commit: CPU of the whole process and what the clock said, in seconds."""

    cpu_s: float
    wall_s: float


def costs(hub: Hub, mix: StateMix, *, size: int, commits: int) -> list[Cost]:
    """Commit after commit; making the records is not counted."""
    spare_what_is_there()
    for number in range(1, OPENINGS + 1):
        hub.commit(mix.opening(OPENING_SIZE, *_present()), number)
    hub.commit(mix.commit(size, *_present()), OPENINGS + 1)
    found = []
    for number in range(commits):
        records = mix.commit(size, *_present())
        started, clock = time.process_time(), time.perf_counter()
        hub.commit(records, OPENINGS + 2 + number)
        found.append(Cost(time.process_time() - started, time.perf_counter() - clock))
    return found


def _present() -> tuple[str, int]:
    at_s = time.time()
    return moment(at_s), int(at_s * 1_000)


def main(path: Path, finished: int, size: int, commits: int, pick: str) -> None:
    started = time.monotonic()
    store = Store(path)
    admission = admission_of(store, is_synthetic=True)
    hub = Hub(admission, Writer(store, rules_of(store)))
    start_s = time.monotonic() - started
    found = costs(hub, StateMix(finished, pick), size=size, commits=commits)
    wall_ms = [cost.wall_s * 1_000 for cost in found]
    answer(
        cpu_us=sum(cost.cpu_s for cost in found) / (size * commits) * 1e6,
        p50_ms=statistics.median(wall_ms),
        p99_ms=statistics.quantiles(wall_ms, n=PERCENT, method="inclusive")[-1],
        peak_mib=peak_mib(),
        start_s=start_s,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(each) for each in sys.argv[2:5]), sys.argv[5])
