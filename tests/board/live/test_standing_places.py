"""What viewers are told of the places on their map."""

from __future__ import annotations

from typing import Any

import msgspec

from board.live import standing
from board.live.making import NEVER
from board.live.standing import Changes, Standing, changes, followed
from board.look.texts import texts
from board.reads.rows import Place
from tests.board.conftest import NOW

ZH = texts("zh")
HERE = Place(421321101201, "04", "incident", "0301", "raised", 1, 113.3, 31.7, NOW)


def at(longitude: float, **changed: Any) -> Place:
    return msgspec.structs.replace(HERE, longitude=longitude, **changed)


class Viewer:
    """Keeps what it is told, as the page does."""

    def __init__(self) -> None:
        self.rows: dict[int, Any] = {}
        self.seen = NEVER

    def hear(self, told: Changes | None, version: int) -> None:
        self.seen = version
        if told is None:
            return
        if told.columns is not None:
            self.rows = {}
        for number in told.gone:
            self.rows.pop(number, None)
        self.rows |= {number: msgspec.json.decode(cells) for number, cells in told.rows}

    @property
    def longitudes(self) -> set[float]:
        return {row[0] for row in self.rows.values()}


def state(before: Standing, version: int, *shown: Place) -> Standing:
    return followed(before, shown, ZH, version)


def test_the_first_telling_has_all_and_the_next_what_came_and_went() -> None:
    first = state(Standing(), 1, at(1), at(2))
    told = changes(first, NEVER)
    assert told is not None
    assert told.columns
    second = state(first, 2, at(2), at(3))
    later = changes(second, 1)
    assert later is not None
    assert later.columns is None
    assert [number for number, _ in later.rows] == [2]
    assert later.gone == [0]


def test_nothing_is_told_of_what_stands_as_it_stood() -> None:
    first = state(Standing(), 1, at(1), at(2))
    assert changes(state(first, 2, at(1), at(2)), 1) is None


def test_one_more_item_at_a_place_is_a_place_that_went_and_one_that_came() -> None:
    first = state(Standing(), 1, at(1))
    told = changes(state(first, 2, at(1, items=2)), 1)
    assert told is not None
    assert (len(told.rows), told.gone) == (1, [0])


def test_an_empty_map_is_told_as_one() -> None:
    told = changes(state(Standing(), 1), NEVER)
    assert told is not None
    assert told.rows == []
    assert told.columns


def test_a_viewer_who_was_away_for_some_pictures_has_the_same_in_the_end() -> None:
    quick, slow, made = Viewer(), Viewer(), Standing()
    for version in range(1, 30):
        shown = [at(float(place)) for place in range(version, version + 5)]
        made = state(made, version, *shown)
        quick.hear(changes(made, quick.seen), version)
        if version % 7 == 0:
            slow.hear(changes(made, slow.seen), version)
            assert (
                slow.longitudes == quick.longitudes == {one.longitude for one in shown}
            )


def test_who_is_too_far_behind_is_told_everything_anew(monkeypatch: Any) -> None:
    monkeypatch.setattr(standing, "GONE_KEPT", 3)
    viewer, made = Viewer(), Standing()
    for version in range(1, 10):
        made = state(made, version, at(float(version)))
        if version == 1:
            viewer.hear(changes(made, viewer.seen), version)
    told = changes(made, viewer.seen)
    assert told is not None
    assert told.columns
    viewer.hear(told, 9)
    assert viewer.longitudes == {9.0}
