"""Through which divisions a wall goes, by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.picture.geography import NOWHERE
from board.viewer.carousel import MOST, Carousel, carousel_from
from board.viewer.scope import View
from board.viewer.seat import Seat

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

CITY, ZENGDU, SUIXIAN, GUANGSHUI = (
    *(421300000000, 421303000000),
    *(421321000000, 421381000000),
)
LISHAN = 421321101000


def found(snapshot: Snapshot, scope: int, center: int = CITY, **said: str) -> Carousel:
    view = View(scope, "zh", "dark", Seat("leader", center))
    return carousel_from(said, view, snapshot.geography)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("30", 30),
        ("1", 10),
        ("9999", 600),
        ("0", 0),
        ("", 0),
        ("-5", 0),
        ("3e1", 0),
        ("³", 0),
        ("9" * 400, 0),
    ],
)
def test_how_long_a_division_stands(
    snapshot: Snapshot, said: str, seconds: int
) -> None:
    assert found(snapshot, CITY, carousel=said).seconds == seconds


def test_a_division_comes_before_those_below_it(snapshot: Snapshot) -> None:
    city = found(snapshot, CITY).scopes
    assert city == (CITY, ZENGDU, SUIXIAN, GUANGSHUI)
    below = snapshot.geography.children[SUIXIAN]
    assert found(snapshot, SUIXIAN).scopes == (SUIXIAN, *below)[:MOST]


def test_the_address_names_others_in_its_order(snapshot: Snapshot) -> None:
    named = "421381,421321101,421381,999,x,"
    assert found(snapshot, CITY, through=named).scopes == (GUANGSHUI, LISHAN)


def test_what_a_seat_may_not_look_at_is_left_out(snapshot: Snapshot) -> None:
    named = f"{ZENGDU},{LISHAN}"
    assert found(snapshot, SUIXIAN, SUIXIAN, through=named).scopes == (LISHAN,)
    alone = found(snapshot, SUIXIAN, SUIXIAN, through=str(ZENGDU)).scopes
    assert alone[0] == SUIXIAN


def test_before_the_register_is_known_there_is_one() -> None:
    view = View(CITY, "zh", "dark", Seat("leader", CITY))
    assert carousel_from({"through": str(ZENGDU)}, view, NOWHERE).scopes == (CITY,)
