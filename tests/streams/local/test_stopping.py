"""Stopping signals: they wait while a program is started, and are not lost."""

import signal

import pytest

from streams.local.stopping import STOPPING, held_back


@pytest.mark.parametrize("number", STOPPING)
def test_a_signal_waits_for_the_end_of_what_it_must_not_tear(
    number: signal.Signals,
) -> None:
    done = []

    def start() -> None:
        with held_back():
            signal.raise_signal(number)
            done.append("started")

    before = signal.signal(number, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            start()
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)
    assert done == ["started"]


def test_without_a_signal_nothing_is_different_after() -> None:
    before = {number: signal.getsignal(number) for number in STOPPING}
    with held_back():
        pass
    assert {number: signal.getsignal(number) for number in STOPPING} == before
