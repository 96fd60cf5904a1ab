"""One viewer: hears what is shown to it, until the board ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec
from anyio import to_thread
from msgspec import Struct

from board.live.channels import message
from board.live.making import NEVER, Made, made
from board.reads.reads import HubGone

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from datetime import datetime

    from board.live.broadcast import Broadcast
    from board.live.channels import Channels
    from board.live.making import Shown
    from board.picture.snapshot import Snapshot
    from board.reads import rows
    from board.viewer.page import Page


class Past(Struct, frozen=True):
    """How a past moment is asked for: its picture, and the newest items of a scope."""

    picture: Callable[[datetime], Snapshot]
    items: Callable[[int, datetime], tuple[rows.Item, ...]]


MEANWHILE = 10
"""After so many pictures of the present a past one that was not whole is made anew."""


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


async def past_pushes(
    past: Past, broadcast: Broadcast, shown: Shown, page: Page, at: datetime
) -> AsyncGenerator[bytes]:
    """One JSON message: the page as of a past moment, which changes no more; while it
    lacks what is still on its way to the store, another every so many pictures. None
    while the hub does not answer: who waits for it comes again.
    """
    is_going_on = True
    while is_going_on:
        try:
            snapshot, state = await to_thread.run_sync(_then, past, shown, page, at)
        except HubGone:
            return
        yield msgspec.json.encode(message(state, NEVER, past=at))
        is_whole = snapshot.pulse.is_whole
        until = sys.maxsize if is_whole else snapshot.version + MEANWHILE
        is_going_on = await broadcast.later_than(until)


def _then(past: Past, shown: Shown, page: Page, at: datetime) -> tuple[Snapshot, Made]:
    snapshot = past.picture(at)
    items = past.items(shown.scope, at) if shown.has_list else ()
    return snapshot, made(snapshot, shown, page, before=Made(items=items), now=at)
