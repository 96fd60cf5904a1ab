"""What is pushed to whoever works on the queue: so that it can say what came since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.picture.rollup import total
from board.picture.snapshot import tally
from board.views.alerts.asking import KIND
from board.views.common.contents import Contents, Figure

if TYPE_CHECKING:
    from board.viewer.page import Picture

WAITS = "raised"


def arrived(picture: Picture) -> Contents:
    """Figures `received`, the camera alerts of today, and `waiting`, of them and others
    those that nobody has acknowledged.
    """
    pulse, scope = picture.snapshot.pulse, picture.scope
    received = total(tally(pulse.received, scope), part0=KIND)
    waiting = total(tally(pulse.open, scope), part0=KIND, part2=WAITS)
    return Contents(
        figures=(
            Figure(received, "count", key="received"),
            Figure(waiting, "count", key="waiting"),
        )
    )
