"""Doors to a store that can be shut or blocked, and a maker behind one."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from board.picture.maker import PictureMaker
from board.reads.reads import Reads
from sql.errors import StoreError
from sql.questions import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from board.reads.health import HubHealth
    from sql.store import Store


class Shut:
    """A door that can be shut, as when the hub is gone."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.is_shut = False
        self.refuses = ""
        self.clock_s = 0.0
        self.read_s = 0.0

    def query(self, name: str, **parameters: object) -> pa.Table:
        return self.round(Question(name, parameters))[0]

    def round(self, *questions: Question) -> list[pa.Table]:
        self.clock_s += self.read_s * len(questions)
        if self.is_shut or self.refuses in {one.name for one in questions}:
            raise StoreError("no hub answers at 127.0.0.1:1")
        return self.store.round(*questions)


class Hanging(Shut):
    """A door that keeps everybody waiting while its way is blocked."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.way = threading.Event()
        self.way.set()

    def round(self, *questions: Question) -> list[pa.Table]:
        self.way.wait(timeout=30)
        return super().round(*questions)


def maker_of(
    door: Shut, ask_health: Callable[[], HubHealth | None] = lambda: None
) -> PictureMaker:
    return PictureMaker(
        Reads(door),
        ask_health=ask_health,
        ask_progress=lambda: None,
        timer=lambda: door.clock_s,
    )
