"""Places of a table as the map's browser fetches them: short keys, no palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from board.views.common.contents import Contents


def dots(contents: Contents) -> list[dict[str, Any]]:
    """`p` the position, `t` what is written there, `r` the root of its size."""
    layer = contents.layers[0]
    records: list[dict[str, Any]] = list(contents.table(layer.table).records())
    return [
        {"p": [one[layer.longitude], one[layer.latitude]]}
        | ({"t": one[layer.label]} if layer.label else {})
        | ({"r": round(one[layer.size] ** 0.5, 2)} if layer.size else {})
        for one in records
    ]
