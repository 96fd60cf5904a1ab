"""Positions come to WGS-84 from the datums of Chinese maps."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.intake.datum import Point, bd09_from_gcj02, gcj02_from_wgs84, to_wgs84

SUIZHOU = (113.3774, 31.6918)
DEGREE_M = 111_195
LONGITUDES = st.floats(112.0, 115.0)
LATITUDES = st.floats(30.5, 33.0)


def metres(there: Point, here: Point) -> Point:
    """East and north, good enough over a few hundred metres."""
    east = (there[0] - here[0]) * DEGREE_M * cos(radians(here[1]))
    return east, (there[1] - here[1]) * DEGREE_M


def test_gcj02_lies_587_m_east_and_210_m_south_of_wgs84_in_suizhou() -> None:
    east, north = metres(gcj02_from_wgs84(*SUIZHOU), SUIZHOU)
    assert east == pytest.approx(587, abs=3)
    assert north == pytest.approx(-210, abs=3)


def test_bd09_lies_further_off_than_gcj02() -> None:
    gcj02 = gcj02_from_wgs84(*SUIZHOU)
    bd09 = bd09_from_gcj02(*gcj02)
    assert hypot(*metres(bd09, SUIZHOU)) > hypot(*metres(gcj02, SUIZHOU))


def test_published_points_of_each_datum_agree() -> None:
    """Tiananmen as the well-known public formulas give it."""
    assert gcj02_from_wgs84(116.404, 39.915) == pytest.approx(
        (116.41024449916938, 39.91640428150164), abs=1e-6
    )
    assert bd09_from_gcj02(116.404, 39.915) == pytest.approx(
        (116.41036949371029, 39.92133699351021), abs=1e-6
    )


@given(LONGITUDES, LATITUDES)
def test_gcj02_there_and_back_is_off_by_less_than_a_tenth_of_a_metre(
    longitude: float, latitude: float
) -> None:
    back = to_wgs84(*gcj02_from_wgs84(longitude, latitude), "gcj02")
    assert hypot(*metres(back, (longitude, latitude))) < 0.1


@given(LONGITUDES, LATITUDES)
def test_bd09_there_and_back_is_off_by_less_than_a_metre(
    longitude: float, latitude: float
) -> None:
    sent = bd09_from_gcj02(*gcj02_from_wgs84(longitude, latitude))
    assert hypot(*metres(to_wgs84(*sent, "bd09"), (longitude, latitude))) < 1


@given(st.floats(-180, 180), st.floats(-90, 90), st.sampled_from(["gcj02", "bd09"]))
def test_no_position_on_earth_breaks_the_conversion(
    longitude: float, latitude: float, datum: str
) -> None:
    assert len(to_wgs84(longitude, latitude, datum)) == 2


def test_wgs84_stays_as_it_is() -> None:
    assert to_wgs84(*SUIZHOU, "wgs84") == SUIZHOU
