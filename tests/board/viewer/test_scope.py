from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.picture.geography import NOWHERE
from board.viewer.scope import scope_from, view_from
from board.viewer.seat import seat_from

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

CITY = 421300000000
SUIXIAN = 421321000000


@pytest.mark.parametrize(
    "text", ["", "x", "421321' or 1=1", "999999000000", "4" * 40, "４２１３２１", "-1"]
)
def test_what_is_no_division_becomes_the_city(snapshot: Snapshot, text: str) -> None:
    assert scope_from(text, snapshot.geography) == CITY


def test_a_short_code_is_padded(snapshot: Snapshot) -> None:
    assert scope_from("421321", snapshot.geography) == SUIXIAN


def test_before_the_register_is_known_a_code_waits_for_it() -> None:
    assert scope_from("421321", NOWHERE) == SUIXIAN


def test_the_address_survives_a_round_trip(snapshot: Snapshot) -> None:
    asked = {"scope": str(SUIXIAN), "lang": "en", "theme": "light"}
    assert view_from(asked, snapshot.geography).query() == asked


def test_unknown_language_and_theme_become_the_defaults(snapshot: Snapshot) -> None:
    view = view_from({"lang": "<b>", "theme": "../x"}, snapshot.geography)
    assert (view.language, view.theme) == ("zh", "dark")


def test_a_county_seat_sees_its_towns_and_not_its_siblings(snapshot: Snapshot) -> None:
    seat = seat_from("staff", SUIXIAN, snapshot.geography)
    assert seat.sees(421321101000, snapshot.geography)
    assert not seat.sees(421303000000, snapshot.geography)
    assert not seat.sees(CITY, snapshot.geography)


def test_an_unknown_role_is_a_duty_officer_who_may_not_resend(
    snapshot: Snapshot,
) -> None:
    seat = seat_from("root", 1, snapshot.geography)
    assert (seat.role, seat.division_code) == ("duty_officer", CITY)
    assert not seat.may_resend


def test_an_auditor_gets_no_titles(snapshot: Snapshot) -> None:
    seat = seat_from("auditor", CITY, snapshot.geography)
    assert seat.page("district") == "district_untitled"
