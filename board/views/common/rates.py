"""Rates with their guards: a share says nothing where its base is small or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.formats import Value
from board.views.common.contents import Column
from board.views.common.figures import FEW

if TYPE_CHECKING:
    from board.look.formats import Better, Form


def rate(
    numerator: int, denominator: int, form: Form = "share", *, minimum_n: int = FEW
) -> Value:
    """A share of a base (1.0 is all); none where the base is too few or missing."""
    is_enough = denominator > 0 and denominator >= minimum_n
    share = numerator / denominator if is_enough else None
    return Value(share, form, numerator, max(denominator, 0))


def rated(
    key: str, name: str, *, better: Better = "none", indicator: str = ""
) -> tuple[Column, ...]:
    """The columns of a share: itself, and its counts for programs."""
    counts = (f"{key}_numerator", f"{key}_denominator")
    return (
        Column(
            key=key,
            form="share",
            name=name,
            numerator=counts[0],
            denominator=counts[1],
            better=better,
            indicator=indicator,
        ),
        *(Column(key=one, form="count") for one in counts),
    )


def cells(key: str, value: Value) -> dict[str, Any]:
    """The cells of the columns of `rated`."""
    return {
        key: value.value,
        f"{key}_numerator": value.numerator,
        f"{key}_denominator": value.denominator,
    }
