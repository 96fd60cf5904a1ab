"""Waiting for what a test needs to be so: no test sleeps."""

import threading
import time
from collections.abc import Callable
from typing import Any

PATIENCE_S = 60.0
EVERY_S = 0.02


def wait_for(
    condition: Callable[[], Any], what: str, patience_s: float = PATIENCE_S
) -> Any:
    """What `condition` gives once it is true; fails naming what was waited for."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        if found := condition():
            return found
        threading.Event().wait(EVERY_S)
    raise AssertionError(f"waited {patience_s:.0f} s in vain for {what}")


def wait_to_be(aim: Any, read: Callable[[], Any]) -> None:
    """Return once `read` gives `aim`; fails naming what it gave last."""
    last = None

    def is_so() -> bool:
        nonlocal last
        last = read()
        return last == aim

    try:
        wait_for(is_so, str(aim))
    except AssertionError as error:
        raise AssertionError(f"{error}, last seen: {last}") from error
