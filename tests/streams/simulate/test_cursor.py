"""A cursor sends what is due and only stops between two times."""

import time

from streams.simulate.cursor import Cursor
from streams.simulate.parts import Part
from streams.simulate.planned import Planned

LONG = float("inf")


def _records(*times: int) -> list[Planned]:
    return [Planned(at_ms, "topic", b"key", b"") for at_ms in times]


def test_what_is_due_is_sent_and_the_rest_waits() -> None:
    sent: list[Planned] = []
    cursor = Cursor(Part(), iter(_records(1, 2, 3, 9)))
    assert cursor.drain(3, LONG, sent.append)
    assert [record.at_ms for record in sent] == [1, 2, 3]
    assert (cursor.next_ms, cursor.part.produced_until) == (9, 3)


def test_out_of_time_it_stops_between_two_times() -> None:
    sent: list[Planned] = []
    cursor = Cursor(Part(), iter(_records(*[1] * 300, *[2] * 300)))
    assert not cursor.drain(5, time.monotonic() - 1, sent.append)
    assert len(sent) == 300
    assert cursor.part.produced_until == 1
    assert cursor.drain(5, LONG, sent.append)
    assert len(sent) == 600


def test_an_ended_part_has_nothing_due() -> None:
    cursor = Cursor(Part(), iter([]))
    assert cursor.next_ms is None
    assert cursor.drain(5, LONG, print)
    assert cursor.part.produced_until == 5
