"""Weighted draws that are quick enough for millions of records."""

from __future__ import annotations

from bisect import bisect
from functools import cache
from itertools import accumulate
from math import exp
from random import Random
from statistics import NormalDist
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

T = TypeVar("T")

_SPREAD_STEPS = 512


class Picker(Generic[T]):
    """Draws values by their weights."""

    def __init__(self, values: Sequence[T], weights: Sequence[float]) -> None:
        total = sum(weights)
        self._values = tuple(values)
        self._upper = [part / total for part in accumulate(weights)]
        # Rounding may leave the last bound below 1, and a draw above it.
        self._upper[-1] = 1.0

    def __len__(self) -> int:
        return len(self._values)

    def pick(self, draw: Random) -> T:
        return self._values[bisect(self._upper, draw.random())]

    def at(self, fraction: float) -> T:
        """The value that a fixed fraction of [0, 1) always draws."""
        return self._values[bisect(self._upper, fraction)]

    def shares(self) -> Iterator[tuple[T, float]]:
        """Each value with its share of 1."""
        lower = (0.0, *self._upper)
        for value, below, upper in zip(self._values, lower, self._upper, strict=False):
            yield value, upper - below

    @classmethod
    def of(cls, weights: Mapping[T, float]) -> Picker[T]:
        return cls(list(weights), list(weights.values()))


class Pace:
    """Log-normal factors around 1: how much longer or shorter than the median."""

    def __init__(self, sigma: float) -> None:
        normal = NormalDist(0, sigma)
        middles = [(step + 0.5) / _SPREAD_STEPS for step in range(_SPREAD_STEPS)]
        self._factors = [exp(normal.inv_cdf(middle)) for middle in middles]

    def factor(self, draw: Random) -> float:
        return self._factors[int(draw.random() * _SPREAD_STEPS)]


@cache
def pace() -> Pace:
    """How unevenly people work."""
    return Pace(sigma=0.75)


def seeded(*words: object) -> Random:
    """A generator that depends on these words alone, on every machine."""
    return Random("/".join(map(str, words)))
