"""通讯录 as somebody sees it: whom to call about an item, and never outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from board.pages.list import PAGES
from board.pages.workings import CENTER, DUTY, ITEM
from board.viewer.seat import Seat
from board.views.common.suppression import outside
from sql.reference.contacts import by_place
from tests.board.conftest import NOW
from tests.support.asked import Asked
from tests.support.city import City
from tests.support.duty import duty_of
from tests.support.ready import ready_store
from tests.support.reported import COUNTY, reported

if TYPE_CHECKING:
    from board.views.common.contents import Contents

CITY = 421300000000
OFFICER = Seat("duty_officer", int(COUNTY))
PLACED = {"item": "contacts", "duty": "duty_contacts", "center": "center_contacts"}
WORKINGS = {"item": ITEM, "duty": DUTY, "center": CENTER}


@pytest.fixture(scope="module")
def asked() -> Asked:
    city = City(ready_store())
    reported(city, NOW)
    duty_of(city, NOW)
    return Asked(city, NOW)


def test_the_owner_comes_first_then_who_stands_above_and_whom_the_list_names(
    asked: Asked,
) -> None:
    contents: Contents = ITEM.parts["contacts"](asked.picture("item", OFFICER))
    rows = list(contents.table("contacts").records())
    first = by_place()[int(COUNTY), ""][0]
    assert (rows[0]["why"], rows[0]["phone"]) == ("归属中心", first.phone)
    assert rows[0]["call_phone"] == first.phone
    whys = list(dict.fromkeys(row["why"] for row in rows))
    assert whys == ["归属中心", "上级中心", "清单所列部门", "就近阵地"]
    units = [row["unit"] for row in rows]
    assert any("消防" in unit for unit in units)
    assert "演示号码" in contents.note
    assert "note" not in {one.key for one in contents.tables[0].columns if one.name}


def test_who_is_on_duty_stands_with_the_telephone_of_his_post(asked: Asked) -> None:
    picture = asked.picture("duty", Seat("leader", CITY))
    contents: Contents = DUTY.parts["duty_people"](picture)
    rows = list(contents.table("people").records())
    assert rows
    for row in rows:
        agency = "" if row["unit"] == "中心" else None
        if agency is not None:
            assert row["phone"] == by_place()[int(str(row["code"])), agency][0].phone


@pytest.mark.parametrize("page", PLACED)
def test_outside_no_telephone_is_told(asked: Asked, page: str) -> None:
    working = WORKINGS[page]
    picture = asked.picture(page, OFFICER)
    told = str([part(picture) for part in working.parts.values()])
    assert "0722-" in told
    away = structs.replace(picture, seat=Seat())
    assert not working.parts[PLACED[page]](away).tables
    assert "0722-" not in str([outside(one(away)) for one in working.parts.values()])
    assert "0722-" not in str([one(away) for one in working.parts.values()])


def test_no_page_that_is_pushed_or_open_to_all_has_them() -> None:
    told = {
        page.name
        for page in PAGES
        if page.working and set(PLACED.values()) & page.working.parts.keys()
    }
    assert told == set(PLACED)
    for page in PAGES:
        assert not any("contacts" in name for name in page.parts)
