"""Divisions as GeoJSON, shaded by what came in today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.theme import mixed
from board.picture.rollup import total
from board.picture.snapshot import Snapshot, tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.theme import Palette

OUTSIDE = 0.0
ALPHA = 215


def land(
    snapshot: Snapshot,
    *,
    scope: int,
    tier: str,
    outlines: Mapping[int, dict[str, Any]],
    palette: Palette,
) -> dict[str, Any]:
    """Outlined divisions of a tier; those outside the scope stay dim."""
    known = snapshot.geography.divisions
    codes = [code for code in outlines if known[code].tier == tier]
    counts = {code: total(tally(snapshot.pulse.received, code)) for code in codes}
    inside = [code for code in codes if _belongs(snapshot, scope, code)]
    most = max((counts[code] for code in inside), default=0)
    features = [
        {
            "type": "Feature",
            "geometry": outlines[code],
            "properties": {
                "code": str(code),
                "name": known[code].name,
                "count": counts[code],
                "fill": _fill(counts[code], most, palette)
                if code in inside
                else [*mixed(*palette.land, OUTSIDE)[:3], 60],
            },
        }
        for code in codes
    ]
    return {"type": "FeatureCollection", "features": features}


def _belongs(snapshot: Snapshot, scope: int, code: int) -> bool:
    geography = snapshot.geography
    return geography.contains(scope, code) or geography.contains(code, scope)


def _fill(count: int, most: int, palette: Palette) -> list[int]:
    share = (count / most) ** 0.8 if most else 0.0
    return [*mixed(*palette.land, share)[:3], ALPHA]
