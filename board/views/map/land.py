"""The map's own part of a push: how dark each town is, and what finds no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import structs

from board.views.map import places
from board.views.map.outlines import outlined, outlines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents


def land(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """The towns of a scope, or the town that it lies in; its items come by themselves,
    each when it changes.
    """
    towns = _towns(snapshot.geography, scope)
    return structs.replace(
        places.divisions(snapshot, words, codes=towns),
        title=words("map.alt"),
        notices=places.left_out(snapshot, scope, words),
    )


def _towns(geography: Geography, scope: int) -> list[int]:
    """The outlined towns in or around a scope."""
    return [
        code
        for code in outlined(geography, "town")
        if geography.contains(scope, code) or geography.contains(code, scope)
    ]


def shapes(codes: Iterable[int]) -> dict[str, Any]:
    """The outlines of divisions as GeoJSON; each knows its code."""
    features = [
        {
            "type": "Feature",
            "geometry": outlines()[code],
            "properties": {"code": str(code)},
        }
        for code in codes
    ]
    return {"type": "FeatureCollection", "features": features}
