"""An area that somebody drew on the map, as an address says it: untrusted until here.

`circle:longitude,latitude,metres`, `box:west,south,east,north`, or
`poly:longitude,latitude;…` with three corners and more: degrees of WGS-84.
"""

from __future__ import annotations

from itertools import combinations
from math import cos, isfinite, radians
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

AREA = "area"
"""The parameter of an address."""
LEAST_M, MOST_M = 100, 5_000
"""Of a circle's radius."""
FEWEST_CORNERS, MOST_CORNERS = 3, 20
MOST_SPAN_M = 30_000
"""Of a box or the box around a polygon: further on divisions are what one looks at."""
LONGEST = 500
FINE = 100_000
"""Degrees are kept to a hundred-thousandth, about a metre."""
METRES_A_DEGREE = 111_195
Point: TypeAlias = "tuple[float, float]"
Step: TypeAlias = "tuple[int, int]"
Edge: TypeAlias = "tuple[Step, Step]"


class AreaFault(Exception):  # noqa: N818 - it says what is wrong, as the house names things
    """An address says no area; `reason` is the end of a text `area_fault.…`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Area(Struct, frozen=True, kw_only=True):
    """A circle of `radius_m` around its one corner, a box of its south-west and its
    north-east one, or a polygon of all of its corners: (longitude, latitude).
    """

    shape: str
    corners: tuple[Point, ...]
    radius_m: int = 0

    @property
    def text(self) -> str:
        """What an address says of it: always the same for the same area."""
        numbers = [f"{_said(x)},{_said(y)}" for x, y in self.corners]
        if self.shape == "circle":
            numbers.append(str(self.radius_m))
        between = ";" if self.shape == "poly" else ","
        return f"{self.shape}:{between.join(numbers)}"

    @property
    def centre(self) -> Point:
        """The middle of the box around it."""
        across, up = zip(*self.corners, strict=True)
        return (min(across) + max(across)) / 2, (min(up) + max(up)) / 2


def circle_of(longitude: float, latitude: float, radius_m: float) -> Area:
    """Raises AreaFault."""
    if not LEAST_M <= radius_m <= MOST_M:
        raise AreaFault("radius")
    at = _placed(longitude, latitude)
    return Area(shape="circle", corners=(at,), radius_m=round(radius_m))


def area_from(text: str) -> Area:
    """What an address says; raises AreaFault for what is none."""
    shape, _, said = text.partition(":")
    if shape not in MAKERS or len(text) > LONGEST:
        raise AreaFault("shape")
    return MAKERS[shape](said)


def area_in(choices: Mapping[str, str]) -> str:
    """The area that an address names as it is kept; empty where it names none."""
    asked = choices.get(AREA, "")
    try:
        return area_from(asked).text if asked else ""
    except AreaFault:
        return ""


def fault_in(choices: Mapping[str, str]) -> str:
    """Why what an address says is no area; empty where it is one, or says nothing."""
    asked = choices.get(AREA, "")
    try:
        return asked and area_from(asked).text and ""
    except AreaFault as fault:
        return fault.reason


def kept_in(choices: Mapping[str, str]) -> str:
    """The text that says why people outside are told nothing of what a picture chose;
    empty where it chose no area. Two areas that differ by one item would tell it,
    whatever small counts are left out.
    """
    return "area.not_outside" if area_in(choices) else ""


def _circle(said: str) -> Area:
    return circle_of(*_numbers(said, 3))


def _box(said: str) -> Area:
    west, south, east, north = _numbers(said, 4)
    low, high = _placed(west, south), _placed(east, north)
    if low[0] >= high[0] or low[1] >= high[1]:
        raise AreaFault("order")
    return _sized(Area(shape="box", corners=(low, high)))


def _poly(said: str) -> Area:
    corners = [_placed(*_numbers(one, 2)) for one in said.split(";")]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if not FEWEST_CORNERS <= len(corners) <= MOST_CORNERS:
        raise AreaFault("corners")
    if is_crossing(corners):
        raise AreaFault("crossing")
    return _sized(Area(shape="poly", corners=tuple(corners)))


MAKERS: Mapping[str, Callable[[str], Area]] = {
    "circle": _circle,
    "box": _box,
    "poly": _poly,
}


def _numbers(said: str, wanted: int) -> list[float]:
    try:
        found = [float(one) for one in said.split(",")]
    except ValueError:
        raise AreaFault("number") from None
    if len(found) != wanted or not all(map(isfinite, found)):
        raise AreaFault("number")
    return found


def _placed(longitude: float, latitude: float) -> Point:
    """On the grid. Near the poles a circle of metres is no circle of degrees."""
    if abs(longitude) > 180 or abs(latitude) > 80:  # noqa: PLR2004 - degrees of the world
        raise AreaFault("place")
    return round(longitude, 5), round(latitude, 5)


def _sized(area: Area) -> Area:
    across, up = zip(*area.corners, strict=True)
    high = (max(up) - min(up)) * METRES_A_DEGREE
    wide = (max(across) - min(across)) * METRES_A_DEGREE * cos(radians(min(up)))
    if max(high, wide) > MOST_SPAN_M:
        raise AreaFault("size")
    return area


def _said(degrees: float) -> str:
    return f"{degrees:.5f}"


def is_crossing(corners: list[Point]) -> bool:
    """Whether a polygon meets itself elsewhere than from one edge to the next, or
    encloses nothing: then nobody can say what lies in it.
    """
    steps = [(round(x * FINE), round(y * FINE)) for x, y in corners]
    edges = list(zip(steps, (*steps[1:], steps[0]), strict=True))
    if len(set(steps)) < len(steps) or any(
        _turn(edges[n - 1], edges[n][1]) == 0 and _folds(edges[n - 1], edges[n])
        for n in range(len(edges))
    ):
        return True
    last = len(edges) - 1
    return any(
        _meet(edges[one], edges[other])
        for one, other in combinations(range(len(edges)), 2)
        if other - one > 1 and (one, other) != (0, last)
    )


def _folds(before: Edge, after: Edge) -> bool:
    """Whether an edge goes back along the one before it."""
    (x1, y1), (x2, y2) = before
    _, (x3, y3) = after
    return (x2 - x1) * (x3 - x2) + (y2 - y1) * (y3 - y2) < 0


def _turn(edge: Edge, at: Step) -> int:
    (x1, y1), (x2, y2) = edge
    return (x2 - x1) * (at[1] - y1) - (at[0] - x1) * (y2 - y1)


def _meet(one: Edge, other: Edge) -> bool:
    """Whether two edges have a place in common; whole numbers, so exactly."""
    sides = [_turn(one, at) for at in other] + [_turn(other, at) for at in one]
    if _are_apart(sides[0], sides[1]) and _are_apart(sides[2], sides[3]):
        return True
    touched = ((one, other[0]), (one, other[1]), (other, one[0]), (other, one[1]))
    return any(
        not side and _is_beside(edge, at)
        for side, (edge, at) in zip(sides, touched, strict=True)
    )


def _are_apart(side: int, other: int) -> bool:
    return (side > 0 > other) or (side < 0 < other)


def _is_beside(edge: Edge, at: Step) -> bool:
    (x1, y1), (x2, y2) = edge
    return min(x1, x2) <= at[0] <= max(x1, x2) and min(y1, y2) <= at[1] <= max(y1, y2)
