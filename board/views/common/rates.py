"""Rates with their guards: a share says nothing where its base is small or missing."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from board.look.formats import Value
from board.views.common.figures import FEW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.formats import Form

BUCKETS_PER_OCTAVE = 4


def rate(
    numerator: int, denominator: int, form: Form = "share", *, minimum_n: int = FEW
) -> Value:
    """A share of a base (1.0 is all); none where the base is too few or missing."""
    is_enough = denominator > 0 and denominator >= minimum_n
    share = numerator / denominator if is_enough else None
    return Value(share, form, numerator, max(denominator, 0))


def percentile_minutes(buckets: Mapping[int, int], share: float) -> float | None:
    """Minutes within which `share` of the cases were closed; None without cases.

    `buckets` are cases by the buckets of the read `durations_by_town`, summed over any
    scope; the answer is the middle of a bucket, within 9 % of the true one.
    """
    counted = sorted((bucket, count) for bucket, count in buckets.items() if count)
    so_far = tuple(accumulate(count for _, count in counted))
    if not so_far:
        return None
    reached = next(n for n, cases in enumerate(so_far) if cases >= share * so_far[-1])
    return float(2 ** ((counted[reached][0] + 0.5) / BUCKETS_PER_OCTAVE))
