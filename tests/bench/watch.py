"""Watches many divisions over the push route at once: `python -m tests.bench.watch`.

Arguments: the board's port, its process, seconds, how many walls and district pages
are looked at (the greatest divisions first). Counts once every viewer has a picture;
answers with delays in milliseconds and what the board took meanwhile. Then they go on
looking until its input ends.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec
from websockets.asyncio.client import ClientConnection, connect

from sql.lists import reference_rows
from streams.local.probe import LOOPBACK
from tests.bench.child import answer
from tests.bench.memory import peak_mib

AT_ONCE = 20
OPEN_TIMEOUT_S = 120.0
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class Figure(msgspec.Struct):
    key: str
    value: int | float | str | None = None


class Header(msgspec.Struct):
    figures: tuple[Figure, ...] = ()

    @property
    def as_of(self) -> int | None:
        found = (one.value for one in self.figures if one.key == "as_of")
        value = next(found, None)
        return value if isinstance(value, int) else None


class Parts(msgspec.Struct):
    header: Header | None = None


class Push(msgspec.Struct):
    """What is looked at of one push: when it was sent, and of when its picture is."""

    now: int
    parts: Parts


class Heard:
    """What all viewers together heard since counting began."""

    def __init__(self) -> None:
        self.from_push_ms: list[float] = []
        self.from_picture_ms: list[float] = []

    def take(self, text: str | bytes) -> None:
        at_ms = time.time() * 1_000
        push = msgspec.json.decode(text, type=Push)
        self.from_push_ms.append(at_ms - push.now)
        if push.parts.header and push.parts.header.as_of:
            self.from_picture_ms.append(at_ms - push.parts.header.as_of)


class Place(NamedTuple):
    """What one viewer looks at."""

    page: str
    scope: str


def looked_at(walls: int, districts: int) -> list[Place]:
    """So many walls and district pages, each of another division."""
    codes = reference_rows("divisions").column("division_code").to_pylist()
    counts = {"wall": walls, "district": districts}
    return [Place(page, code) for page, n in counts.items() for code in codes[:n]]


async def watch(port: int, pid: int, seconds: int, walls: int, districts: int) -> None:
    places = looked_at(walls, districts)
    crowd = Crowd(port, len(places))
    listening = [asyncio.ensure_future(crowd.listen(place)) for place in places]
    await crowd.is_complete.wait()
    crowd.heard = heard = Heard()
    before, started = _cpu_s(pid), time.monotonic()
    await asyncio.sleep(seconds)
    taken_s = time.monotonic() - started
    board = (_cpu_s(pid) - before) / taken_s
    answer(
        viewers=crowd.present,
        pushes_per_s=len(heard.from_push_ms) / taken_s,
        board_cores=board,
        board_mib=peak_mib(pid),
        **_quantiles("push", heard.from_push_ms),
        **_quantiles("picture", heard.from_picture_ms),
    )
    await asyncio.to_thread(sys.stdin.read)
    for one in listening:
        one.cancel()


class Crowd:
    """All viewers; `present` are those who have a picture."""

    def __init__(self, port: int, size: int) -> None:
        self._size = size
        self.is_complete = asyncio.Event()
        self._host = f"{LOOPBACK}:{port}"
        self._gate = asyncio.Semaphore(AT_ONCE)
        self.present = 0
        self.heard = Heard()

    async def listen(self, place: Place) -> None:
        """Be the viewer of one page, until the board lets go of it."""
        async with self._gate:
            viewer = await self._opened(place)
            self.heard.take(await viewer.recv())
        self.present += 1
        if self.present == self._size:
            self.is_complete.set()
        async for text in viewer:
            self.heard.take(text)
        self.present -= 1

    async def _opened(self, place: Place) -> ClientConnection:
        given = urlencode({**place._asdict(), "role": "leader"})
        return await connect(
            f"ws://{self._host}/api/live?{given}",
            origin=f"http://{self._host}",
            compression=None,
            max_size=None,
            open_timeout=OPEN_TIMEOUT_S,
            ping_interval=None,
        )


def _quantiles(name: str, found: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(found, n=100, method="inclusive")
    return {f"{name}_p50_ms": cuts[49], f"{name}_p95_ms": cuts[94]}


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_S


if __name__ == "__main__":
    asyncio.run(watch(*(int(each) for each in sys.argv[1:])))
