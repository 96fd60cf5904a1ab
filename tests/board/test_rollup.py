from __future__ import annotations

from typing import TYPE_CHECKING

from board.rollup import roll_up, total

if TYPE_CHECKING:
    from board.snapshot import Snapshot


def test_one_event_raises_the_count_of_every_ancestor_by_one(
    snapshot: Snapshot,
) -> None:
    geography = snapshot.geography
    village = next(c for c, d in geography.divisions.items() if d.tier == "village")
    rolled = roll_up([(village, ("incident",), 1)], geography)
    assert rolled.keys() == set(geography.line(village))
    assert {one["incident",] for one in rolled.values()} == {1}
    assert len(rolled) == 4


def test_an_unknown_division_counts_for_the_city_alone(snapshot: Snapshot) -> None:
    rolled = roll_up([(7, ("incident",), 2)], snapshot.geography)
    assert rolled == {snapshot.geography.city: {("incident",): 2}}


def test_counties_sum_to_the_city_and_towns_to_their_county(snapshot: Snapshot) -> None:
    geography, received = snapshot.geography, snapshot.pulse.received
    for parent in (geography.city, *geography.children[geography.city]):
        below = sum(total(received.get(c, {})) for c in geography.children[parent])
        assert below == total(received[parent]) > 0
