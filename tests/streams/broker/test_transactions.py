"""A transaction that somebody left open is noticed after ten seconds."""

from datetime import UTC, datetime, timedelta

from streams.broker.transactions import HoldUp, HoldUps

START = datetime(2026, 11, 1, tzinfo=UTC)
PLACE = ("cgc.incidents", 1)


def seen(*looks: tuple[int, int, int]) -> list[HoldUp]:
    """What stands after looks of (second, end of what may be read, of all)."""
    hold_ups = HoldUps()
    at = START
    for second, end, written in looks:
        at = START + timedelta(seconds=second)
        hold_ups.look({PLACE: end}, {PLACE: written}, at)
    return hold_ups.long_standing(at)


def test_a_partition_held_up_for_ten_seconds_is_told_with_its_place() -> None:
    assert seen((0, 5, 6), (10, 5, 9)) == [HoldUp(*PLACE, 5, START)]
    assert seen((0, 5, 6), (9, 5, 9)) == []


def test_transactions_that_end_hold_nothing_up_however_many_follow() -> None:
    assert seen((0, 5, 6), (6, 8, 9), (12, 11, 14)) == []
    assert seen((0, 5, 6), (12, 6, 6)) == []


def test_what_is_committed_is_no_hold_up() -> None:
    assert seen((0, 5, 5), (20, 5, 5)) == []
