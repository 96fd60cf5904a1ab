"""Rates with their guards: a share says nothing where its base is small or missing."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from board.views.common.figures import FEW, NOTHING

PER = {"percent": 100, "per_1000": 1_000, "per_10000": 10_000}
"""What a rate of the dictionary counts per."""


class Rate(Struct, frozen=True):
    """A share of a base. `state` is `rate`, or `few` below the least base that a share
    may stand on, or `none` without a base; only a `rate` has a `value` (1.0 is all).
    """

    numerator: int
    denominator: int
    value: float | None
    state: Literal["rate", "few", "none"]


def rate(numerator: int, denominator: int, *, minimum_n: int = FEW) -> Rate:
    if denominator <= 0:
        return Rate(numerator, denominator, None, "none")
    if denominator < minimum_n:
        return Rate(numerator, denominator, None, "few")
    return Rate(numerator, denominator, numerator / denominator, "rate")


def rate_text(found: Rate, unit: str = "percent") -> str:
    """A figure, the two counts where they are few, "—" where there is no base."""
    if found.value is None:
        few = f"{found.numerator:,}/{found.denominator:,}"
        return few if found.state == "few" else NOTHING
    per = PER[unit]
    return f"{found.value * per:,.1f}{'%' if unit == 'percent' else ''}"
