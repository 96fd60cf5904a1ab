"""While a question is open the board goes on speaking, and says what it waits for."""

from __future__ import annotations

import itertools
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from board.picture.maker import SILENT_S, PictureMaker
from board.reads.health import HubHealth
from board.reads.reads import Reads
from tests.board.conftest import NOW
from tests.support.doors import Hanging, Shut, maker_of
from tests.support.ready import ready_store
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

LOST_AFTER_S = 6.0
"""So long without a picture, and the browser says that the board is lost (live.js)."""


def test_a_hub_that_hangs_is_named_while_the_question_is_still_open() -> None:
    door = Hanging(ready_store())
    maker = PictureMaker(
        Reads(door), ask_health=lambda: None, ask_progress=lambda: None
    )
    heard: list[tuple[float, Snapshot]] = []
    maker.listen(lambda snapshot: heard.append((time.monotonic(), snapshot)))
    maker.start()
    wait_for(lambda: maker.snapshot.as_of, "the first picture")
    door.way.clear()
    wait_for(lambda: maker.snapshot.failure, "the failure")
    failed = len(heard)
    wait_for(lambda: len(heard) > failed + 1, "pictures although the question is open")
    assert all(one.is_stale for _, one in heard[failed:])
    times = [at for at, _ in heard]
    assert max(b - a for a, b in itertools.pairwise(times)) < LOST_AFTER_S
    door.way.set()
    wait_for(lambda: not maker.snapshot.is_stale, "the hub's return")
    maker.stop()
    assert not maker.is_alive


def test_a_slow_answer_of_a_hub_that_is_well_is_no_failure() -> None:
    door = Shut(ready_store())
    maker = maker_of(door, ask_health=lambda: HubHealth(status="ok"))
    maker.tick(NOW)
    before = maker.snapshot
    maker.watch()
    assert maker.snapshot is before
    door.clock_s += SILENT_S
    maker.watch()
    assert maker.snapshot.version == before.version + 1
    assert not maker.snapshot.is_stale
    assert maker.snapshot.as_of == NOW


def test_an_answer_that_comes_meanwhile_is_not_called_a_failure() -> None:
    door = Shut(ready_store())

    def meanwhile() -> None:
        door.clock_s = 0.0
        asked.append(len(asked))
        if len(asked) == 1:
            maker.tick(NOW + timedelta(seconds=5))

    asked: list[int] = []
    maker = maker_of(door, ask_health=meanwhile)
    door.clock_s = SILENT_S
    maker.watch()
    assert not maker.snapshot.is_stale
    assert maker.snapshot.as_of == NOW + timedelta(seconds=5)
