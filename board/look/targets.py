"""What rates of the dictionary shall come to, and who answers for them."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from board.look.definitions import definitions
from sql.reference.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.definitions import Definition
    from board.look.formats import Value

State: TypeAlias = Literal["met", "missed", "few"]
NEARLY = 1e-9
"""A share that is short of a count by no more is that count."""


class Target(Struct, frozen=True):
    """What an indicator shall come to (1.0 is all), at least where up is better, else
    at most; `goal` is a code of the list `target_goal`, `owner` one of an agency.
    """

    goal: str
    indicator: str
    share: float
    owner: str

    @property
    def definition(self) -> Definition:
        return definitions()[self.indicator]

    @property
    def is_least(self) -> bool:
        return self.definition.better == "up"

    def state(self, value: Value) -> State:
        """Whether a rate meets it; few where its base is too small to say."""
        if not isinstance(value.value, float):
            return "few"
        return "met" if self.short(value) == 0 else "missed"

    def short(self, value: Value) -> int | None:
        """How many items more, or fewer, in the numerator would meet it on this base;
        None where the base is too small to say.
        """
        if not isinstance(value.value, float) or value.denominator is None:
            return None
        wanted = self.share * value.denominator
        has = value.numerator or 0
        if self.is_least:
            return max(0, math.ceil(wanted - NEARLY) - has)
        return max(0, has - math.floor(wanted + NEARLY))

    def gap(self, value: Value) -> float | None:
        """By how much of a share it is beyond the target: below 0 where it misses."""
        if not isinstance(value.value, float):
            return None
        ahead = value.value - self.share
        return ahead if self.is_least else -ahead


@cache
def targets() -> Mapping[str, Target]:
    """Every target by its indicator, in the order of the file."""
    return {row["indicator"]: _target(row) for row in table("indicator_targets.csv")}


def _target(row: Mapping[str, str]) -> Target:
    return Target(row["goal"], row["indicator"], float(row["target"]), row["owner"])
