"""What open pages get pushed: made once for all viewers who are shown the same.

A channel lives while somebody watches it. Its states are made off the event loop, one
channel at a time and always of the newest picture, so whoever is behind gets all that
changed since in one message.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from anyio import to_thread
from msgspec import Raw, Struct

from board.live.making import NEVER, Made, made
from board.live.standing import Changes, changes
from board.look import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from board.live.making import Shown
    from board.picture.snapshot import Snapshot
    from board.reads import rows
    from board.viewer.page import Page
    from board.views.common.contents import Column

    Latest = Callable[[], Snapshot]
    Earlier = Callable[[int], tuple[rows.Item, ...]]


class Lines(Struct, frozen=True):
    """Rows of the live list, newest first, the cells of each in the order of the
    columns.
    """

    columns: tuple[Column, ...]
    rows: list[Raw]


class Message(Struct, frozen=True, omit_defaults=True):
    """One push: the parts that changed, the items that came or moved, newest first, and
    what changed on the map.
    """

    version: int
    now: int
    parts: dict[str, Raw]
    items: Lines
    places: Changes | None = None
    is_past: bool = False


def message(state: Made, seen: int, *, past: datetime | None = None) -> Message:
    """What a viewer who has version `seen` does not know yet; `now` in milliseconds, of
    a past picture its moment.
    """
    now = past or clock.now()
    return Message(
        version=state.version,
        now=round(now.timestamp() * 1000),
        is_past=past is not None,
        parts={name: raw for name, (since, raw) in state.parts.items() if since > seen},
        items=Lines(state.columns, [raw for since, raw in state.lines if since > seen]),
        places=changes(state.standing, seen) if state.standing else None,
    )


class Channel:
    """What is shown alike to all its viewers; belongs to one event loop."""

    def __init__(self, channels: Channels, shown: Shown) -> None:
        self.viewers = 0
        self._channels = channels
        self._shown = shown
        self._made = Made()
        self._making: asyncio.Task[None] | None = None

    async def newest(self) -> Made:
        """Its state in the newest picture; whoever asks first has it made for all."""
        if self._making is None and self._channels.are_ahead_of(self._made):
            self._making = asyncio.ensure_future(self._make())
        if self._making is not None:
            await asyncio.shield(self._making)
        return self._made

    async def _make(self) -> None:
        try:
            if self._made.version == NEVER:
                self._made = await self._channels.begun(self._shown)
            self._made = await self._channels.made(self._shown, self._made)
        finally:
            self._making = None


class Channels:
    """The channels that somebody watches.

    `earlier` gives the items of a scope from before all that pictures hold; it may take
    its time, and is asked once when a channel is opened.
    """

    def __init__(
        self, pages: tuple[Page, ...], *, latest: Latest, earlier: Earlier
    ) -> None:
        self._pages = {one.name: one for one in pages}
        self._latest = latest
        self._earlier = earlier
        self._open: dict[Shown, Channel] = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="pushes")

    @property
    def open(self) -> frozenset[Shown]:
        return frozenset(self._open)

    @contextmanager
    def watched(self, shown: Shown) -> Iterator[Channel]:
        """Hold a channel open; the last one who lets go of it closes it."""
        channel = self._open.setdefault(shown, Channel(self, shown))
        channel.viewers += 1
        try:
            yield channel
        finally:
            channel.viewers -= 1
            if not channel.viewers:
                del self._open[shown]

    def are_ahead_of(self, state: Made) -> bool:
        return self._latest().version != state.version

    async def begun(self, shown: Shown) -> Made:
        """The state before the first one: no parts, the items from before."""
        if not shown.has_list:
            return Made()
        return Made(items=await to_thread.run_sync(self._earlier, shown.scope))

    async def made(self, shown: Shown, before: Made) -> Made:
        """The state that follows `before`, made in the one thread that makes them."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, self._next, shown, before)

    def stop(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _next(self, shown: Shown, before: Made) -> Made:
        page = self._pages[shown.page]
        return made(self._latest(), shown, page, before=before, now=clock.now())
