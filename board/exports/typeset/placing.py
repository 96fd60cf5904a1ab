"""Where on a picture which part of a page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.exports.manifest import Placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Edge(Struct, frozen=True, kw_only=True):
    """Where a part begins or ends, as the template says it: in points from the left and
    the top. Edges come in pairs.
    """

    title: str
    is_end: bool
    x: float
    y: float


def placed(edges: Sequence[Edge], scale: float, width: int) -> tuple[Placed, ...]:
    """Of a picture so many points of its own wide, `scale` of which are one point; a
    part reaches as far to the right as the one beside it lets it.
    """
    pairs = list(_pairs(edges))
    return tuple(
        Placed(
            title=begin.title,
            left=round(begin.x * scale),
            top=round(begin.y * scale),
            right=min(
                (
                    round(other.x * scale)
                    for other, until in pairs
                    if other.x > begin.x and other.y < end.y and begin.y < until.y
                ),
                default=width,
            ),
            bottom=round(end.y * scale),
        )
        for begin, end in pairs
    )


def _pairs(edges: Sequence[Edge]) -> Iterator[tuple[Edge, Edge]]:
    """Each beginning with its end: nothing stands in between but what lies inside."""
    waiting: list[Edge] = []
    for one in edges:
        if one.is_end:
            yield waiting.pop(), one
        else:
            waiting.append(one)
