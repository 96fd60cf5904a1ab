"""Whose an item is: by range, owner, lead, task, supervision and an open hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from board.viewer.seat import ROLES, VISITOR, Seat
from board.viewer.whose import Held, reads_titles, sees_item

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot

CITY, SUIXIAN, ZENGDU = 421300000000, 421321000000, 421303000000
LISHAN, VILLAGE = 421321101000, 421321101201
OTHER_TOWN = 421303001000
ITEM = Held(division_code=VILLAGE, owner=LISHAN)


def sees(snapshot: Snapshot, held: Held, center: int, agency: str = "") -> bool:
    return sees_item(Seat("staff", center, agency), held, snapshot.geography)


@pytest.mark.parametrize("center", [CITY, SUIXIAN, LISHAN, VILLAGE])
def test_a_center_sees_its_range(snapshot: Snapshot, center: int) -> None:
    assert sees(snapshot, Held(division_code=VILLAGE), center)


@pytest.mark.parametrize("center", [ZENGDU, OTHER_TOWN, 0, 1])
def test_a_center_does_not_see_what_others_have(
    snapshot: Snapshot, center: int
) -> None:
    assert not sees(snapshot, ITEM, center)


@pytest.mark.parametrize(
    "held",
    [
        structs.replace(ITEM, owner=OTHER_TOWN),
        structs.replace(ITEM, asked=(OTHER_TOWN, "")),
        structs.replace(ITEM, asked=(OTHER_TOWN, "police")),
        structs.replace(ITEM, tasks=frozenset({(OTHER_TOWN, "")})),
        structs.replace(ITEM, tasks=frozenset({(OTHER_TOWN, "police")})),
    ],
)
def test_a_center_sees_what_it_owns_helps_in_or_is_asked_to_take(
    snapshot: Snapshot, held: Held
) -> None:
    assert sees(snapshot, held, OTHER_TOWN)


def test_a_center_supervises_what_a_center_below_it_owns(snapshot: Snapshot) -> None:
    assert sees(snapshot, structs.replace(ITEM, owner=OTHER_TOWN), ZENGDU)


@pytest.mark.parametrize(
    ("held", "is_seen"),
    [
        (ITEM, False),
        (structs.replace(ITEM, agencies=frozenset({"police", "fire"})), True),
        (structs.replace(ITEM, agencies=frozenset({"fire"})), False),
        (structs.replace(ITEM, tasks=frozenset({(LISHAN, "")})), False),
        (structs.replace(ITEM, lead_agency="police"), True),
        (structs.replace(ITEM, owner=SUIXIAN, lead_agency="police"), False),
        (structs.replace(ITEM, asked=(LISHAN, "police")), True),
    ],
)
def test_an_agency_sees_only_what_it_has_to_do_with(
    snapshot: Snapshot, held: Held, *, is_seen: bool
) -> None:
    assert sees(snapshot, held, LISHAN, "police") is is_seen


@pytest.mark.parametrize("role", [VISITOR, "root", ""])
def test_who_is_not_staff_sees_none(snapshot: Snapshot, role: str) -> None:
    assert not sees_item(Seat(role, CITY), ITEM, snapshot.geography)


def test_an_auditor_sees_items_without_what_was_written_of_them() -> None:
    readers = {role for role in ROLES if reads_titles(Seat(role, CITY))}
    assert readers == set(ROLES) - {"auditor"}
