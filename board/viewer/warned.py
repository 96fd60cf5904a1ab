"""Which types that run hot wait for a 预警函 of a center."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.picture.geography import Geography
    from board.reads.warning_rows import HotNow


def center_to_warn(division: int, sender: int, geography: Geography) -> int | None:
    """The center of a division, for a center above it; else None."""
    found = (
        code
        for code, center in geography.centers.items()
        if center.division_code == division
    )
    code = next(found, None)
    return code if code is not None and sender in geography.above(code) else None


def unwritten(hot: Iterable[HotNow], sender: int, geography: Geography) -> int:
    """How many the center may write about, and nobody did."""
    return sum(
        not one.is_written
        and center_to_warn(one.division_code, sender, geography) is not None
        for one in hot
    )
