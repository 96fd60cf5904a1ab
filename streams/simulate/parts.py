"""Which stretches of the feed are produced, and how far: what a restart needs to know.

Moments are milliseconds UTC. A part holds the items born in [born_from, born_until);
of their records all up to `produced_until` are with the broker.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from streams.simulate.days import DAY_MS

LONGEST_LIFE_MS = 60 * DAY_MS
BEGINNING_MS = -1


class Part(Struct, frozen=True, kw_only=True):
    """One stretch; `rate` multiplies its items; open-ended while it is live."""

    born_from: int = BEGINNING_MS
    born_until: int | None = None
    produced_until: int = BEGINNING_MS
    rate: float = 1.0

    def ended(self, moment_ms: int) -> Part:
        """The same with no items born from the moment on."""
        return self if self.born_until else replace(self, born_until=moment_ms)

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is left to produce."""
        if self.born_until is None:
            return False
        return self.produced_until > self.born_until + LONGEST_LIFE_MS


class State(Struct, frozen=True, kw_only=True):
    """What a restart needs: from what the feed is planned, where, and how far it is.

    `topic_ids` tells whether the broker still is the one that holds it.
    """

    seed: int
    anchor_ms: int
    volumes: str
    reduced: bool
    topic_ids: dict[str, str]
    parts: tuple[Part, ...]


def first_parts(now_ms: int, rate: float, *, history: bool) -> tuple[Part, ...]:
    """The parts of a feed that starts anew."""
    live = Part(born_from=now_ms, produced_until=now_ms - 1, rate=rate)
    return (Part(born_until=now_ms), live) if history else (live,)


def resumed_parts(
    parts: tuple[Part, ...], now_ms: int, rate: float
) -> tuple[Part, ...]:
    """The parts after a pause: what was, the gap at the normal rate, and live."""
    stopped_ms = max(part.produced_until for part in parts) + 1
    ended = [part.ended(stopped_ms) for part in parts]
    gap_ms = max(part.born_until or stopped_ms for part in ended)
    gap = Part(born_from=gap_ms, born_until=now_ms, produced_until=gap_ms - 1)
    live = Part(born_from=now_ms, produced_until=now_ms - 1, rate=rate)
    return (*joined([*ended, gap]), live)


def joined(parts: list[Part]) -> tuple[Part, ...]:
    """Parts that follow each other, at one rate and equally far, as one part."""
    found: list[Part] = []
    for part in parts:
        if part.is_over:
            continue
        if found and _follows(found[-1], part):
            found[-1] = replace(found[-1], born_until=part.born_until)
        else:
            found.append(part)
    return tuple(found)


def _follows(before: Part, after: Part) -> bool:
    return (
        before.born_until == after.born_from
        and before.rate == after.rate
        and before.produced_until == after.produced_until
    )
