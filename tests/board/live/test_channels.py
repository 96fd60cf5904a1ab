"""Channels and their viewers in an event loop, with pictures that a test publishes."""

from __future__ import annotations

import asyncio
import threading
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from board.live.broadcast import Broadcast
from board.live.channels import Channels
from board.live.making import Shown
from board.live.viewer import pushes
from board.picture.snapshot import Snapshot
from board.viewer.page import Page
from board.viewer.rights import EVERYBODY

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator

    from board.reads import rows
    from board.viewer.page import Picture

SHOWN = Shown("plain", 0, "zh", has_list=False, has_titles=False)
OTHER = msgspec.structs.replace(SHOWN, scope=1)
PATIENCE_S = 20.0


class Scene:
    """One page whose only part is the version of the picture; `makers` are the threads
    that made it, `may_make` holds them up.
    """

    def __init__(self) -> None:
        self.snapshot = Snapshot(version=1)
        self.made: list[tuple[int, int]] = []
        self.makers: set[str] = set()
        self.asked: list[int] = []
        self.may_make = threading.Event()
        self.may_make.set()
        page = Page(
            name="plain",
            address="",
            roles=EVERYBODY,
            offers=frozenset(),
            parts={"version": self._part},
        )
        self.channels = Channels(
            (page,), latest=lambda: self.snapshot, earlier=self._earlier
        )

    def begin(self) -> None:
        self.broadcast = Broadcast()

    def publish(self, version: int) -> None:
        self.snapshot = Snapshot(version=version)
        self.broadcast.notify(self.snapshot)

    def viewer(self, shown: Shown = SHOWN) -> AsyncGenerator[bytes]:
        return pushes(self.channels, self.broadcast, lambda: shown)

    def _part(self, picture: Picture) -> int:
        assert self.may_make.wait(PATIENCE_S)
        self.makers.add(threading.current_thread().name)
        self.made.append((picture.scope, picture.snapshot.version))
        return picture.snapshot.version

    def _earlier(self, scope: int) -> tuple[rows.Item, ...]:
        self.asked.append(scope)
        return ()


@pytest.fixture
def scene() -> Iterator[Scene]:
    found = Scene()
    yield found
    found.channels.stop()


def played(scene: Scene, act: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        scene.begin()
        async with asyncio.timeout(PATIENCE_S):
            await act()

    asyncio.run(whole())


async def heard(viewer: AsyncGenerator[bytes]) -> Any:
    return msgspec.json.decode(await anext(viewer))


def test_a_picture_is_made_once_however_many_wait_and_off_the_loop(
    scene: Scene,
) -> None:
    async def act() -> None:
        viewers = [scene.viewer() for _ in range(30)]
        messages = await asyncio.gather(*map(heard, viewers))
        assert {one["parts"]["version"] for one in messages} == {1}
        for one in viewers:
            await one.aclose()

    played(scene, act)
    assert scene.made == [(0, 1)]
    assert threading.main_thread().name not in scene.makers


def test_viewers_of_different_scopes_get_pictures_of_their_own(scene: Scene) -> None:
    async def act() -> None:
        async with (
            aclosing(scene.viewer()) as one,
            aclosing(scene.viewer(OTHER)) as two,
        ):
            await asyncio.gather(heard(one), heard(two))
            assert scene.channels.open == {SHOWN, OTHER}

    played(scene, act)
    assert sorted(scene.made) == [(0, 1), (1, 1)]


def test_what_nobody_watches_is_dropped_and_no_longer_made(scene: Scene) -> None:
    async def act() -> None:
        one, two = scene.viewer(), scene.viewer()
        await asyncio.gather(heard(one), heard(two))
        await one.aclose()
        assert scene.channels.open == {SHOWN}
        await two.aclose()
        assert scene.channels.open == frozenset()
        scene.publish(2)
        async with aclosing(scene.viewer(OTHER)) as other:
            await heard(other)

    played(scene, act)
    assert scene.made == [(0, 1), (1, 2)]


def test_a_viewer_that_takes_its_time_gets_one_message_of_all_since(
    scene: Scene,
) -> None:
    async def act() -> None:
        async with aclosing(scene.viewer()) as slow, aclosing(scene.viewer()) as quick:
            await asyncio.gather(heard(slow), heard(quick))
            for version in (2, 3, 4):
                scene.publish(version)
                assert (await heard(quick))["version"] == version
            late = await heard(slow)
            assert (late["version"], late["parts"]) == (4, {"version": 4})

    played(scene, act)


def test_a_viewer_that_left_while_its_picture_was_made_holds_nobody_up(
    scene: Scene,
) -> None:
    async def act() -> None:
        scene.may_make.clear()
        leaving = asyncio.ensure_future(heard(scene.viewer()))
        staying = asyncio.ensure_future(heard(scene.viewer()))
        await asyncio.sleep(0)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        scene.may_make.set()
        assert (await staying)["version"] == 1

    played(scene, act)


def test_who_is_shown_something_else_from_now_on_gets_all_of_that(
    scene: Scene,
) -> None:
    async def act() -> None:
        present = [SHOWN]
        viewer = pushes(scene.channels, scene.broadcast, lambda: present[0])
        async with aclosing(viewer):
            await heard(viewer)
            present[0] = OTHER
            scene.publish(2)
            assert (await heard(viewer))["version"] == 2
            assert scene.channels.open == {OTHER}

    played(scene, act)


def test_the_items_from_before_are_asked_once_for_a_list_and_never_without(
    scene: Scene,
) -> None:
    with_list = msgspec.structs.replace(SHOWN, has_list=True, scope=7)

    async def act() -> None:
        viewers = [scene.viewer(one) for one in (with_list, with_list, SHOWN)]
        await asyncio.gather(*map(heard, viewers))
        scene.publish(2)
        await asyncio.gather(*map(heard, viewers))
        for one in viewers:
            await one.aclose()

    played(scene, act)
    assert scene.asked == [7]


def test_the_end_reaches_who_waits_and_who_comes_later(scene: Scene) -> None:
    async def act() -> None:
        waiting = scene.viewer()
        await heard(waiting)
        following = asyncio.ensure_future(heard(waiting))
        await asyncio.sleep(0)
        scene.broadcast.end()
        with pytest.raises(StopAsyncIteration):
            await following
        assert scene.channels.open == frozenset()
        assert not await scene.broadcast.later_than(0)

    played(scene, act)


def test_a_fault_of_ours_is_told_to_who_waits_for_the_picture(scene: Scene) -> None:
    unknown = msgspec.structs.replace(SHOWN, page="nowhere")

    async def act() -> None:
        with pytest.raises(KeyError):
            await heard(scene.viewer(unknown))
        assert scene.channels.open == frozenset()

    played(scene, act)
