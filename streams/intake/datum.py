"""Positions to WGS-84: from GCJ-02 (Amap, most camera platforms) and BD-09 (Baidu).

GCJ-02 lies some 600 m from WGS-84 in Suizhou. Its formula has no inverse; repeating
the forward step converges fast, because the shift hardly changes over 600 m.
"""

from __future__ import annotations

from functools import lru_cache
from math import atan2, cos, hypot, pi, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

_AXIS_M: Final = 6_378_245.0
_ECCENTRICITY: Final = 0.006_693_421_622_965_943
_BAIDU_TURN: Final = pi * 3000 / 180
_BAIDU_SHIFT: Final = (0.0065, 0.006)
_REMEMBERED: Final = 65_536
_STEPS: Final = 2
"""Each step takes the error down some 400 times: 600 m, 1.5 m, 4 mm."""


def to_wgs84(longitude: float, latitude: float, datum: str) -> Point:
    """Convert a position of a datum of the contract, in degrees, to WGS-84."""
    return _TO_WGS84[datum](longitude, latitude)


def gcj02_from_wgs84(longitude: float, latitude: float) -> Point:
    """Shift a WGS-84 position as Chinese map makers must."""
    east, north = longitude - 105.0, latitude - 35.0
    angle = radians(latitude)
    flattening = 1 - _ECCENTRICITY * sin(angle) ** 2
    root = sqrt(flattening)
    east_m, north_m = _shift_m(east, north)
    meridian = _AXIS_M * (1 - _ECCENTRICITY) / (flattening * root)
    return (
        longitude + east_m * 180 / (_AXIS_M / root * cos(angle) * pi),
        latitude + north_m * 180 / (meridian * pi),
    )


def bd09_from_gcj02(longitude: float, latitude: float) -> Point:
    """Shift a GCJ-02 position as Baidu does."""
    radius = hypot(longitude, latitude) + 0.000_02 * sin(latitude * _BAIDU_TURN)
    angle = atan2(latitude, longitude) + 0.000_003 * cos(longitude * _BAIDU_TURN)
    shift_east, shift_north = _BAIDU_SHIFT
    return radius * cos(angle) + shift_east, radius * sin(angle) + shift_north


def _shift_m(east: float, north: float) -> Point:
    common = (20 * sin(6 * east * pi) + 20 * sin(2 * east * pi)) * 2 / 3
    root = 0.1 * sqrt(abs(east))
    product = 0.1 * east * north
    east_m = 300 + east + 2 * north + 0.1 * east**2 + product + root + common
    east_m += (20 * sin(east * pi) + 40 * sin(east * pi / 3)) * 2 / 3
    east_m += (150 * sin(east * pi / 12) + 300 * sin(east * pi / 30)) * 2 / 3
    north_m = -100 + 2 * east + 3 * north + 0.2 * north**2 + product + 2 * root + common
    north_m += (20 * sin(north * pi) + 40 * sin(north * pi / 3)) * 2 / 3
    north_m += (160 * sin(north * pi / 12) + 320 * sin(north * pi / 30)) * 2 / 3
    return east_m, north_m


def _undone(
    forward: Callable[[float, float], Point],
) -> Callable[[float, float], Point]:
    # Cameras, which send the most, stand where they stand.
    @lru_cache(maxsize=_REMEMBERED)
    def undo(longitude: float, latitude: float) -> Point:
        east, north = longitude, latitude
        for _ in range(_STEPS):
            shifted_east, shifted_north = forward(east, north)
            east += longitude - shifted_east
            north += latitude - shifted_north
        return east, north

    return undo


def _same(longitude: float, latitude: float) -> Point:
    return longitude, latitude


def _bd09_from_wgs84(longitude: float, latitude: float) -> Point:
    return bd09_from_gcj02(*gcj02_from_wgs84(longitude, latitude))


_TO_WGS84: Final[Mapping[str, Callable[[float, float], Point]]] = {
    "wgs84": _same,
    "gcj02": _undone(gcj02_from_wgs84),
    "bd09": _undone(_bd09_from_wgs84),
}
