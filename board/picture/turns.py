"""When which question is put to the hub: one a round, the one that waited longest."""

from __future__ import annotations

from datetime import UTC, datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from board.look.clock import day_start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from board.picture.geography import Geography
    from board.reads.rows import Batch

    Ask = Callable[[datetime, Geography], dict[str, Any]]

NEVER = datetime.min.replace(tzinfo=UTC)
SHORTEST_S, SHARE, LONGEST_S = 1.0, 0.2, 3.0
"""After an answer, news waits so long that asking takes at most this share of the time,
for a hub that is behind has other work; but within these seconds.
"""


class Turn:
    """One question: due after a while, and sooner if it `follows_news`, new batches.

    `ask` gives fields of the next snapshot; it may raise HubGone.
    """

    def __init__(self, ask: Ask, *, period_s: float, follows_news: bool) -> None:
        self.ask = ask
        self.asked_at = NEVER
        self._period_s = period_s
        self._follows_news = follows_news
        self._batch: Batch | None = None
        self._took_s = 0.0

    def note(self, now: datetime, batch: Batch | None, took_s: float) -> None:
        """It was asked at `now`, when `batch` was the newest, and took so long."""
        self.asked_at, self._batch, self._took_s = now, batch, took_s

    def forget(self) -> None:
        """Its answer was lost: it is due."""
        self.asked_at = NEVER

    def is_due(self, now: datetime, batch: Batch | None) -> bool:
        """At midnight at once: what was counted is of another day."""
        if day_start(now) != day_start(self.asked_at):
            return True
        has_news = self._follows_news and batch != self._batch
        return is_past(
            self.asked_at, now, self._soon_s() if has_news else self._period_s
        )

    def _soon_s(self) -> float:
        return min(max(SHORTEST_S, self._took_s / SHARE), LONGEST_S)


def next_of(
    turns: Iterable[Turn], now: datetime, batch: Batch | None
) -> tuple[Turn, ...]:
    """What to ask in this round.

    Only the first picture waits for all of it: later the screens would stand still for
    as long as all questions take together.
    """
    due = [one for one in turns if one.is_due(now, batch)]
    never = tuple(one for one in due if one.asked_at == NEVER)
    return never or tuple(sorted(due, key=attrgetter("asked_at"))[:1])


def is_past(last: datetime, now: datetime, period_s: float) -> bool:
    """Whether it is time again; at once when the clock was put back by so much."""
    return abs((now - last).total_seconds()) >= period_s
