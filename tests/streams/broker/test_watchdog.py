"""A partition that stands still though it holds more is noticed, and only then."""

import pytest

from streams.broker.cluster import SourceError
from streams.broker.watchdog import (
    PATIENCE_S,
    Restarts,
    StallError,
    StuckError,
    Watchdog,
)

PLACE, OTHER = ("cgc.incidents", 0), ("cgc.incidents", 1)


def test_a_partition_that_yields_nothing_is_named_after_its_patience() -> None:
    watchdog = Watchdog({PLACE: 5, OTHER: 0})
    ends = {PLACE: 9, OTHER: 100}
    assert watchdog.look({PLACE: 5, OTHER: 50}, ends, waited_s=PATIENCE_S - 1)
    with pytest.raises(StallError, match=r"cgc.incidents\[0\] stands at 5 since 16 s"):
        watchdog.look({PLACE: 5, OTHER: 100}, ends, waited_s=2)


def test_a_quiet_partition_is_no_stall_however_long_it_is_quiet() -> None:
    watchdog = Watchdog({PLACE: 5})
    for _ in range(10):
        assert not watchdog.look({PLACE: 5}, {PLACE: 5}, waited_s=PATIENCE_S)
    assert not watchdog.look({PLACE: 5}, {}, waited_s=PATIENCE_S)


def test_progress_renews_the_patience() -> None:
    watchdog = Watchdog({PLACE: 0})
    for position in range(1, 10):
        ends = {PLACE: 100}
        assert watchdog.look({PLACE: position}, ends, waited_s=PATIENCE_S - 1)


def test_time_spent_on_writing_does_not_count() -> None:
    watchdog = Watchdog({PLACE: 0})
    for _ in range(100):
        watchdog.look({PLACE: 0}, {PLACE: 9}, waited_s=0.0)


def test_the_third_stall_in_a_row_ends_the_process() -> None:
    restarts = Restarts()
    stall = StallError("stands still")
    for _ in range(2):
        restarts.note(stall)
    restarts.moved()
    for _ in range(2):
        restarts.note(stall)
    with pytest.raises(StuckError, match="3 times anew"):
        restarts.note(stall)


def test_a_broker_that_does_not_answer_is_waited_for_up_to_two_seconds_a_time() -> None:
    restarts = Restarts()
    gone = SourceError("no Kafka listens")
    waits = [restarts.note(gone) for _ in range(7)]
    assert waits == [0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0]
    restarts.moved()
    assert restarts.note(gone) == 0.1
