"""What waits for a seat and is no item, in a sentence for each sort of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from board.look.formats import Value
from board.views.common.contents import Notice
from board.views.common.figures import epoch_ms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from board.look.texts import Texts
    from board.views.common.contents import Level


class Due(Protocol):
    """How many wait for the same thing, how many of them too long, until when first."""

    @property
    def reason(self) -> str: ...
    @property
    def things(self) -> int: ...
    @property
    def late(self) -> int: ...
    @property
    def first_due_at(self) -> datetime | None: ...


def sentences(found: Iterable[Due], family: str, words: Texts) -> dict[str, Notice]:
    """By reason, as `todo.<family>.<reason>` says it; red where one is late."""
    return {one.reason: _sentence(one, family, words) for one in found}


def _sentence(one: Due, family: str, words: Texts) -> Notice:
    level: Level = "bad" if one.late else "warn"
    values = {
        "n": Value(one.things, "count"),
        "at": Value(epoch_ms(one.first_due_at), "moment"),
    }
    text = words.template(f"todo.{family}.{one.reason}")
    return Notice(text=text, values=values, level=level)
