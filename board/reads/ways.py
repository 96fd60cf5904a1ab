"""The door that the settings lead to: one hub, or several."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from board.reads.hubs import Hubs
from sql.flight import FlightStore

if TYPE_CHECKING:
    from board.settings import BoardSettings

LOOK_S = 3.0
"""A hub that says so long nothing of how it stands is late."""


def door_of(settings: BoardSettings, timeout_s: float = 10.0) -> FlightStore | Hubs:
    """How this board asks its hubs; nobody is asked yet."""
    way = partial(
        FlightStore,
        token=settings.flight_token,
        authorities=settings.flight_authorities,
    )
    if not settings.hubs:
        return way(settings.flight_address, timeout_s=timeout_s)
    doors = [way(one, timeout_s=timeout_s) for one in settings.hubs]
    return Hubs(doors, [way(one, timeout_s=LOOK_S) for one in settings.hubs])
