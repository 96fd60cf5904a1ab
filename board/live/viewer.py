"""One viewer: hears what is shown to it, until the board ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from board.live.channels import message
from board.live.making import NEVER

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from board.live.broadcast import Broadcast
    from board.live.channels import Channels
    from board.live.making import Shown


async def pushes(
    channels: Channels, broadcast: Broadcast, shown: Callable[[], Shown]
) -> AsyncGenerator[bytes]:
    """One JSON message a picture, the first with everything. A viewer that takes its
    time finds the newest picture then, and those between in the same message.

    `shown` is asked before each: rights and what they rest on may change.
    """
    is_going_on = True
    while is_going_on:
        present = shown()
        seen = NEVER
        with channels.watched(present) as channel:
            while is_going_on and shown() == present:
                state = await channel.newest()
                yield msgspec.json.encode(message(state, seen))
                seen = state.version
                is_going_on = await broadcast.later_than(seen)
