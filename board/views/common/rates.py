"""Rates with their guards: a share says nothing where its base is small or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import Value
from board.views.common.figures import FEW

if TYPE_CHECKING:
    from board.look.formats import Form


def rate(
    numerator: int, denominator: int, form: Form = "share", *, minimum_n: int = FEW
) -> Value:
    """A share of a base (1.0 is all); none where the base is too few or missing."""
    is_enough = denominator > 0 and denominator >= minimum_n
    share = numerator / denominator if is_enough else None
    return Value(share, form, numerator, max(denominator, 0))
