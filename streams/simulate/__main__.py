"""`python -m streams.simulate`: the demo feed (演示数据), until stopped."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from streams.broker.outbox import Outbox, OutboxError
from streams.broker.security import SecurityError
from streams.simulate.books import Books
from streams.simulate.cursor import Cursor
from streams.simulate.feed import Feed
from streams.simulate.reach import wait_for_broker
from streams.simulate.run import Run, clock_ms
from streams.simulate.settings import SettingsError, settings_from
from streams.simulate.start import beginning
from streams.simulate.stop import Stop
from streams.simulate.storage import StoredFileError
from streams.simulate.tables import VolumesError
from streams.simulate.world import build_world

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streams.simulate.settings import SimulateSettings
    from streams.simulate.start import Holdings

RETRY_S = 1.0
YOUNG_OBJECTS = 50_000
"""Records hold no cycles: looking for them every 700 objects costs a tenth."""


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Feed until stopped; 2 when it may not start like this."""
    stop = Stop()
    stop.listen()
    try:
        settings = settings_from(words, environ)
        while not stop.is_set and not _session(settings, stop):
            stop.wait(RETRY_S)
    except (SettingsError, SecurityError, VolumesError, StoredFileError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _session(settings: SimulateSettings, stop: Stop) -> bool:
    """One run from finding the broker to its end; False when the broker was lost."""
    held = wait_for_broker(settings.connection, stop, say)
    if held is None:
        return True
    try:
        run = _prepare(settings, held)
        run.go(stop, until_caught_up=not settings.live)
    except OutboxError as error:
        say(f"the broker was lost, looking for it again: {error}")
        return False
    return True


def _prepare(settings: SimulateSettings, held: Holdings) -> Run:
    now_ms = clock_ms()
    begin = beginning(settings, held, now_ms)
    world = build_world(
        begin.state.seed,
        begin.state.anchor_ms,
        settings.volumes,
        reduced=begin.state.reduced,
        tells_again=True,
    )
    feed = Feed(world)
    parts = [part for part in begin.state.parts if settings.live or part.born_until]
    books = Books(
        settings,
        begin,
        began_ms=now_ms,
        history_total=sum(
            feed.expected_records(max(part.produced_until, 0), now_ms) for part in parts
        ),
        say=say,
    )
    cursors = [Cursor(part, feed.records(part)) for part in parts]
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
    key = settings.signing_key
    sign = key.headers if key else None
    return Run(cursors, Outbox(settings.connection, bulk=True, sign=sign), books)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], dict(os.environ)))
