"""`python -m streams.replay FILE`: play a recorded feed of outages to the broker.

`--speed 60` plays an hour in a minute, `--speed 0` as fast as the broker takes it.
Times are shifted so that the last change is now, unless `--as-recorded`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox, OutboxError
from streams.broker.security import SecurityError
from streams.replay.outages import Recording
from streams.simulate.changes import RecordedFeedError, read_changes
from streams.simulate.reach import wait_for_broker
from streams.simulate.settings import SettingsError, key_from, require_demo
from streams.simulate.stop import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from streams.simulate.changes import Change

SAY_EVERY_S = 5.0
DEFAULT_SPEED = 60.0
LAST_FLUSH_S, STOP_FLUSH_S, CLOSE_S = 30.0, 0.6, 0.2


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Pace:
    """Waits so that recorded time passes `speed` times as fast as the clock."""

    def __init__(self, speed: float, first_at: int) -> None:
        self._speed = speed
        self._first_at = first_at
        self._began_s = time.monotonic()

    def wait_for(self, observed_at: int, stop: Stop) -> None:
        """Return when a moment of the recording (unix seconds) has come."""
        if self._speed > 0:
            due_s = self._began_s + (observed_at - self._first_at) / self._speed
            stop.wait(due_s - time.monotonic())


def play(
    changes: Sequence[Change],
    recording: Recording,
    send: Callable[[str, bytes, bytes, int], object],
    *,
    pace: Pace,
    stop: Stop,
) -> int:
    """Send all changes at their pace and return how many records that took."""
    sent, said_s = 0, time.monotonic()
    for number, change in enumerate(changes, start=1):
        pace.wait_for(change.observed_at, stop)
        if stop.is_set:
            break
        for message in recording.messages(change):
            send(*message, recording.record_ms(change))
            sent += 1
        if time.monotonic() - said_s > SAY_EVERY_S:
            said_s = time.monotonic()
            say(f"replay: {number:,} of {len(changes):,} changes, {sent:,} records")
    return sent


def main(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Play the file once; 2 when it may not or cannot be played."""
    options = _parser().parse_args(words)
    stop = Stop()
    stop.listen()
    try:
        require_demo(environ, "the replay")
        connection, key = connection_from(environ), key_from(environ)
        changes = list(read_changes(options.file))
    except (SettingsError, SecurityError, RecordedFeedError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if not changes:
        say(f"{options.file} holds no changes")
        return 0
    if wait_for_broker(connection, stop, say) is None:
        return 0
    outbox = Outbox(connection, bulk=True, sign=key.headers if key else None)
    return _play_to(outbox, changes, options, stop)


def _play_to(
    outbox: Outbox, changes: Sequence[Change], options: argparse.Namespace, stop: Stop
) -> int:
    last_at = changes[-1].observed_at
    shift_s = 0 if options.as_recorded else int(time.time()) - last_at
    recording = Recording(shift_s)
    pace = Pace(options.speed, changes[0].observed_at)
    began_s = time.monotonic()
    try:
        sent = play(changes, recording, outbox.queue, pace=pace, stop=stop)
        outbox.flush(STOP_FLUSH_S if stop.is_set else LAST_FLUSH_S)
    except OutboxError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    took_s = time.monotonic() - began_s
    outbox.close(CLOSE_S)
    say(
        f"replay: {sent:,} records in {took_s:.1f} s, {sent / took_s:,.0f} a second; "
        f"{recording.unknown:,} removals of outages never seen"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m streams.replay",
        description="Play a recorded feed of outages (real data, marked as demo).",
    )
    parser.add_argument("file", type=Path, help="CSV, or CSV.gz")
    parser.add_argument(
        "--speed",
        type=float,
        default=DEFAULT_SPEED,
        help="times as fast as recorded; 0 = as fast as possible",
    )
    parser.add_argument(
        "--as-recorded", action="store_true", help="keep the recorded times"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], dict(os.environ)))
