"""An address is held to the seats that its reader has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.viewer.scope import view_from
from board.viewer.seat import Seat, held, seat_from
from tests.support.users import CITY, COUNTY, TOWN

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

OWN = Seat("staff", COUNTY)
POLICE = Seat("staff", COUNTY, "police")
DUTY = Seat("duty_officer", TOWN, "police")
SEATS = (OWN, POLICE, DUTY)


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ({}, OWN),
        ({"role": "staff"}, OWN),
        ({"role": "staff", "agency": "police"}, POLICE),
        ({"role": "duty_officer"}, DUTY),
        ({"seat": str(TOWN)}, DUTY),
        ({"role": "leader"}, OWN),
        ({"role": "duty_officer", "seat": str(CITY)}, OWN),
        ({"role": "duty_officer", "seat": str(COUNTY)}, OWN),
        ({"role": "administrator", "seat": str(CITY), "agency": "police"}, OWN),
        ({"agency": "justice"}, OWN),
        ({"seat": "x"}, OWN),
        ({"role": "visitor"}, OWN),
    ],
)
def test_only_an_own_seat_is_taken(
    asked: dict[str, str], taken: Seat, snapshot: Snapshot
) -> None:
    found = held(asked | {"scope": "421321"}, SEATS)
    assert found["scope"] == "421321"
    assert seat_from(found, snapshot.geography, unnamed="leader") == taken


def test_no_address_names_a_person(snapshot: Snapshot) -> None:
    asked = {"person": "k0231", "name": "k0231", "role": "staff"}
    assert view_from(asked, snapshot.geography).seat.person == ""
    view = view_from(held(asked, SEATS), snapshot.geography, person="k0231")
    assert view.seat == Seat("staff", COUNTY, person="k0231")
    assert view.seat.place == OWN
    assert "k0231" not in view.query().values()
