"""One way to stop: Ctrl-C, a terminal that closes and a supervisor's TERM are alike."""

import signal
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def stop_on_signals() -> None:
    """Have each stopping signal raise KeyboardInterrupt, once.

    What comes after the first is passed over: stopping is already under way, and must
    not be torn from its work by an impatient second Ctrl-C.
    """
    for number in STOPPING:
        signal.signal(number, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in STOPPING:
        signal.signal(number, _pass_over)
    raise KeyboardInterrupt


def _pass_over(_number: int, _frame: FrameType | None) -> None:
    """Ignoring by a function, not by SIG_IGN, which children would inherit."""
