"""Divisions as GeoJSON, shaded by what came in today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.theme import mixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.look.theme import Palette
    from board.views.common.contents import Contents

OUTSIDE = 0.0
ALPHA = 215
DIM = 60


def land(
    divisions: Contents, *, outlines: Mapping[int, dict[str, Any]], palette: Palette
) -> dict[str, Any]:
    """The outlines of the divisions; those outside the scope stay dim."""
    records: list[dict[str, Any]] = list(divisions.table("divisions").records())
    most = max((one["received"] for one in records if one["inside"]), default=0)
    features = [
        {
            "type": "Feature",
            "geometry": outlines[int(one["code"])],
            "properties": {
                "code": one["code"],
                "name": one["name"],
                "count": one["received"],
                "fill": _fill(one, most, palette),
            },
        }
        for one in records
    ]
    return {"type": "FeatureCollection", "features": features}


def _fill(one: Mapping[str, Any], most: int, palette: Palette) -> list[int]:
    if not one["inside"]:
        return [*mixed(*palette.land, OUTSIDE)[:3], DIM]
    share = (one["received"] / most) ** 0.8 if most else 0.0
    return [*mixed(*palette.land, share)[:3], ALPHA]
