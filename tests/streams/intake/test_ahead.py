"""One batch is read ahead and no more; a reader collects while the writer works."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from streams.broker.cluster import SourceError
from streams.broker.watch import Watch
from streams.hub.start import admission_of
from streams.intake import reader as reading
from streams.intake.ahead import Ahead
from streams.intake.reader import Collected, Reader
from tests.support import messages
from tests.support.ready import ready_store
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

PLACE = ("cgc.incidents", 0)


class Endless:
    """Collects empty batches for as long as there is time."""

    def __init__(self, error: Exception | None = None) -> None:
        self.batches = self.rounds = 0
        self.error = error

    def collect(self, left_s: Callable[[float | None], float]) -> Collected:
        self.batches += 1
        if self.error:
            raise self.error
        while left_s(None) > 0:
            self.rounds += 1
        return Collected([], None, 0.0)


def ahead_of(reader: Any, is_over: Callable[[], bool] = bool) -> Ahead:
    return Ahead(reader, is_over)


def test_it_collects_while_the_writer_works_and_gives_when_it_is_asked() -> None:
    endless = Endless()
    with ahead_of(endless) as ahead:
        begun = ahead.begin()
        wait_for(lambda: endless.rounds > 3, "the reading to go on")
        assert not begun.done()
        assert ahead.take(0.0) is begun.result()


def test_it_is_one_batch_ahead_and_no_further() -> None:
    endless = Endless()
    with ahead_of(endless) as ahead:
        assert ahead.begin() is ahead.begin()
        ahead.take(0.0)
        assert endless.batches == 1
        ahead.take(0.0)
        assert endless.batches == 2


def test_what_the_reader_raises_is_raised_to_the_writer() -> None:
    with (
        ahead_of(Endless(SourceError("the broker is gone"))) as ahead,
        pytest.raises(SourceError, match="the broker is gone"),
    ):
        ahead.take(0.0)


@pytest.mark.parametrize("is_told", [True, False])
def test_a_collection_ends_when_the_hub_leaves(*, is_told: bool) -> None:
    over, endless = threading.Event(), Endless()
    with ahead_of(endless, over.is_set) as ahead:
        begun = ahead.begin()
        wait_for(lambda: endless.rounds > 3, "the reading to go on")
        if is_told:
            over.set()
            assert begun.result(5) is not None
    assert begun.done()


class Taps:
    """A source from which records run without end."""

    def __init__(self) -> None:
        self.given = 0

    def seek(self, _: object) -> None:
        """From where does not matter here."""

    def poll(self, _timeout_ms: int, most: int) -> list[Any]:
        count = min(most, 3)
        self.given += count
        value = messages.encoded(messages.event("incident", self.given))
        record = (*PLACE, None, self.given, 1_793_000_000_000, 0, b"", value, ())
        return [record] * count

    def positions(self) -> dict[tuple[str, int], int]:
        return {PLACE: self.given}

    def ends(self) -> dict[tuple[str, int], int]:
        return {PLACE: 1_000}

    def halted(self) -> tuple[()]:
        return ()

    def passed(self) -> tuple[()]:
        return ()


def reader_of(taps: Any) -> Reader:
    watch = Watch({})
    admission = admission_of(ready_store(), is_synthetic=True)
    return Reader(taps, {PLACE: 0}, watch, admission)


def test_a_batch_is_never_larger_than_it_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "POLL_RECORDS", 7)
    taps = Taps()
    collected = reader_of(taps).collect(lambda _: 1.0)
    assert len(collected.messages) == taps.given == 7
    assert collected.decode_s > 0


def test_of_large_messages_a_batch_holds_fewer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "POLL_BYTES", 1_000)
    taps = Taps()
    collected = reader_of(taps).collect(lambda _: 1.0)
    assert 0 < len(collected.messages) < 20
    assert len(collected.messages) == taps.given


def test_a_batch_says_how_far_the_one_before_it_went(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is read and not written yet is still behind."""
    monkeypatch.setattr(reading, "LOOK_S", 0.0)
    reader = reader_of(Taps())
    first, second = (reader.collect(lambda _: 0.0) for _ in range(2))
    assert first.sight is not None
    assert second.sight is not None
    assert (first.sight.positions, second.sight.positions) == ({PLACE: 0}, {PLACE: 3})
    assert second.sight.has_moved
