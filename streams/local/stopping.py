"""One way to stop: Ctrl-C, a terminal that closes and a supervisor's TERM are alike."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def stop_on_signals() -> None:
    """Have each stopping signal raise KeyboardInterrupt, once.

    What comes after the first is passed over: stopping is already under way, and must
    not be torn from its work by an impatient second Ctrl-C.
    """
    for number in STOPPING:
        signal.signal(number, _stop)


@contextmanager
def held_back() -> Iterator[None]:
    """Let a stopping signal wait for the end of the block: between starting a program
    and knowing its id nobody could end it.
    """
    came: list[int] = []
    before = {number: signal.getsignal(number) for number in STOPPING}
    for number in STOPPING:
        signal.signal(number, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in STOPPING:
        signal.signal(number, _pass_over)
    raise KeyboardInterrupt


def _pass_over(_number: int, _frame: FrameType | None) -> None:
    """Ignoring by a function, not by SIG_IGN, which children would inherit."""
