from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.picture.geography import NOWHERE
from board.viewer.scope import (
    View,
    is_elsewhere,
    is_unknown,
    scope_from,
    some_of,
    some_text,
    view_from,
)
from board.viewer.seat import ROLES, VISITOR, Seat

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

CITY = 421300000000
SUIXIAN = 421321000000
LISHAN = 421321101000
ZENGDU = 421303000000
FOREIGN = ["", "x", "421321' or 1=1", "999999000000", "4" * 40, "４２１３２１", "-1"]
LAYERS = ("items", "sites", "names")


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_no_division_becomes_the_city(snapshot: Snapshot, text: str) -> None:
    assert scope_from(text, snapshot.geography) == CITY


@pytest.mark.parametrize("text", FOREIGN)
def test_who_names_no_center_or_agency_sits_in_the_citys_own(
    snapshot: Snapshot, text: str
) -> None:
    view = view_from({"seat": text, "agency": text}, snapshot.geography)
    assert (view.seat.center_code, view.seat.agency_code) == (CITY, "")


@pytest.mark.parametrize("text", ["999999999999", "nonsense", "4213030000001"])
def test_a_code_that_the_register_does_not_hold_is_unknown(
    snapshot: Snapshot, text: str
) -> None:
    assert is_unknown(text, snapshot.geography)
    assert not is_unknown(text, NOWHERE)
    assert not is_unknown("421303", snapshot.geography)
    assert not is_unknown("", snapshot.geography)


def test_a_short_code_is_padded(snapshot: Snapshot) -> None:
    assert scope_from("421321", snapshot.geography) == SUIXIAN


def test_before_the_register_is_known_codes_wait_for_it() -> None:
    assert scope_from("421321", NOWHERE) == SUIXIAN
    view = view_from({"scope": str(LISHAN), "seat": str(ZENGDU)}, NOWHERE)
    assert (view.scope, view.seat.center_code) == (LISHAN, ZENGDU)


def test_the_address_survives_a_round_trip(snapshot: Snapshot) -> None:
    asked = {
        "scope": str(LISHAN),
        "lang": "en",
        "theme": "light",
        "role": "staff",
        "seat": str(SUIXIAN),
        "agency": "police",
    }
    assert view_from(asked, snapshot.geography).query() == asked


def test_unknown_language_and_theme_become_the_defaults(snapshot: Snapshot) -> None:
    view = view_from({"lang": "<b>", "theme": "../x"}, snapshot.geography)
    assert (view.language, view.theme) == ("zh", "dark")


@pytest.mark.parametrize("role", ["", "root", VISITOR, "STAFF"])
def test_who_names_no_role_is_whom_the_caller_says(
    snapshot: Snapshot, role: str
) -> None:
    asked = {"role": role}
    page = view_from(asked, snapshot.geography, unnamed=ROLES[0])
    assert page.seat.role == "duty_officer"
    assert view_from(asked, snapshot.geography).seat.role == VISITOR


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("", SUIXIAN), (ZENGDU, SUIXIAN), (CITY, SUIXIAN), (LISHAN, LISHAN)],
)
def test_a_center_is_shown_its_own_division_instead_of_another(
    snapshot: Snapshot, asked: int | str, shown: int
) -> None:
    parameters = {"seat": str(SUIXIAN), "scope": str(asked)}
    assert view_from(parameters, snapshot.geography).scope == shown


def test_only_who_asked_for_another_division_is_told_so(snapshot: Snapshot) -> None:
    view = View(SUIXIAN, "zh", "dark", Seat("staff", SUIXIAN))
    assert is_elsewhere(str(ZENGDU), view, snapshot.geography)
    assert not is_elsewhere(str(SUIXIAN), view, snapshot.geography)
    assert not is_elsewhere("", view, snapshot.geography)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("", LAYERS),
        ("<b>", LAYERS),
        ("none", ()),
        ("names,items", ("items", "names")),
        ("sites,x", ("sites",)),
    ],
)
def test_an_address_names_some_of_a_list(text: str, chosen: tuple[str, ...]) -> None:
    assert some_of(text, LAYERS) == chosen
    assert some_of(some_text(chosen, LAYERS), LAYERS) == chosen


@pytest.mark.parametrize(
    ("said", "expected"), [("outside", True), ("", False), ("everybody", False)]
)
def test_a_page_is_for_people_outside_only_where_its_address_says_so(
    snapshot: Snapshot, said: str, *, expected: bool
) -> None:
    view = view_from({"for": said}, snapshot.geography)
    assert view.outside is expected
    assert ("for" in view.query()) is expected
