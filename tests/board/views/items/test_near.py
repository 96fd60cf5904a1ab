"""Distances along the great circle and directions as a compass has them."""

from __future__ import annotations

import pytest

from board.views.items.near import distance_km, wind

HERE = (113.3, 31.9)


def test_a_degree_of_latitude_is_what_it_is() -> None:
    assert distance_km(HERE, (113.3, 32.9)) == pytest.approx(111.19, abs=0.01)


def test_a_degree_of_longitude_is_shorter_by_the_cosine() -> None:
    assert distance_km(HERE, (114.3, 31.9)) == pytest.approx(94.40, abs=0.01)


def test_nothing_is_away_from_itself() -> None:
    assert distance_km(HERE, HERE) == 0


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ((113.3, 32.0), "n"),
        ((113.4, 31.985), "ne"),
        ((113.4, 31.9), "e"),
        ((113.4, 31.815), "se"),
        ((113.3, 31.8), "s"),
        ((113.2, 31.815), "sw"),
        ((113.2, 31.9), "w"),
        ((113.2, 31.985), "nw"),
        ((113.299, 32.0), "n"),
    ],
)
def test_a_place_lies_in_one_of_eight_directions(
    there: tuple[float, float], said: str
) -> None:
    assert wind(HERE, there) == said
