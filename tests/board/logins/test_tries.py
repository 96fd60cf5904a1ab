"""Tries that fail: slowed down, then locked, whatever the name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from board.logins import tries
from board.logins.tries import ALLOWED, FORGOTTEN, LOCKED, Tries

NOW = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def fail(counted: Tries, times: int, at: datetime = NOW) -> datetime:
    """So many failures, each as soon as one is looked at again; when the last was."""
    for _ in range(times):
        while not counted.begins("k1", at):
            at += SECOND
    return at


def test_each_failure_makes_the_next_try_wait_longer() -> None:
    counted, at, waits = Tries(), NOW, []
    for _ in range(ALLOWED):
        before, at = at, fail(counted, 1, at)
        waits.append((at - before).seconds)
    assert waits == [0, 0, 1, 2, 4]


def test_the_fifth_locks_for_minutes_and_one_more_again() -> None:
    counted = Tries()
    last = fail(counted, ALLOWED)
    assert counted.is_locked("k1", last)
    assert not counted.begins("k1", last + LOCKED - SECOND)
    assert counted.begins("k1", last + LOCKED)
    assert not counted.begins("k1", last + 2 * LOCKED - SECOND)


def test_others_and_success_are_not_counted() -> None:
    counted = Tries()
    last = fail(counted, ALLOWED - 1)
    assert counted.begins("k2", last)
    counted.succeeded("k1")
    assert fail(counted, 2, last) == last


def test_failures_of_long_ago_are_forgotten() -> None:
    counted = Tries()
    later = fail(counted, ALLOWED - 1) + FORGOTTEN + SECOND
    assert fail(counted, 2, later) == later


def test_a_hundred_at_once_are_not_all_looked_at() -> None:
    counted = Tries()
    assert sum(counted.begins("k1", NOW) for _ in range(100)) == 2


def test_of_many_names_the_latest_are_counted() -> None:
    counted = Tries()
    for number in range(tries.KNOWN + 5):
        counted.begins(f"n{number}", NOW)
    assert len(counted._counts) == tries.KNOWN  # noqa: SLF001 - what it keeps
