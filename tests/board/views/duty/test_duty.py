"""The duty page as somebody sees it, from entries in a real store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from board.pages.list import CENTER, DUTY, PAGES
from board.picture.filters import TITLES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.views.common.suppression import outside
from board.views.duty.people import NAMED
from streams.entries.duty import Roster, Shift, SignedOn, SoundTested
from tests.support.desk import Books
from tests.support.doors import Shut, maker_of
from tests.support.intake import START

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents
    from sql.store import Store

CITY, COUNTY, TOWN, VILLAGE = 421300000000, 421321000000, 421321101000, 421321101201
ZONE, ZONE_TOWN = 421390000000, 421303499000
HOUR = timedelta(hours=1)
NOW = START + 2 * HOUR
HOSTILE = "**<b>'甲'</b>**"
BY_NAME = {one.name: one for one in PAGES}


def own(number: int, center: int) -> dict[str, Any]:
    shared = {"entry_id": f"e{number}", "actor": "demo", "entered_at": START}
    return shared | {"acting_center": f"{center:012d}"}


def sign_on(number: int, center: int, person: str, **given: Any) -> SignedOn:
    said = {"function": "officer", "until": START + 12 * HOUR} | given
    return SignedOn(**own(number, center), person=person, **said)


def filled() -> Store:
    """The city has two people and one of the police; a leader of the county is missing;
    somebody sits in a village and in the zone.
    """
    books = Books()
    missing = Shift(
        person="演示丁", function="leader", from_at=START, until=START + 12 * HOUR
    )
    evening, morning = START + 12 * HOUR, START + 24 * HOUR
    night = structs.replace(missing, from_at=evening, until=morning, person=HOSTILE)
    books.write(
        [
            sign_on(1, CITY, HOSTILE, function="leader"),
            sign_on(2, CITY, "演示乙"),
            sign_on(3, CITY, "演示丙", agency="police", function="never-heard-of"),
            sign_on(4, VILLAGE, "演示戊"),
            sign_on(5, ZONE, "演示己"),
            Roster(
                **own(6, COUNTY),
                from_at=START,
                until=START + 24 * HOUR,
                shifts=(missing, night),
            ),
            SoundTested(**own(7, CITY), role="duty_officer", page="wall", heard=False),
            SoundTested(**own(8, CITY), role="leader", page="alerts", heard=True),
            SoundTested(**own(9, COUNTY), page="wall", heard=False),
        ],
        START,
    )
    return books.store


@pytest.fixture(scope="module")
def store() -> Store:
    return filled()


@pytest.fixture(scope="module")
def snapshot(store: Store) -> Snapshot:
    maker = maker_of(Shut(store))
    maker.tick(NOW)
    return maker.snapshot


def picture_of(
    store: Store, snapshot: Snapshot, page: str, scope: int, center: int = CITY
) -> Picture:
    seat = Seat("duty_officer", center)
    asked = Picture(
        snapshot=snapshot,
        page=page,
        scope=scope,
        language="zh",
        now=NOW,
        choices={"role": seat.role, "seat": str(center), TITLES: "1"},
    )
    made = answered(BY_NAME[page], asked, Reads(store))
    return structs.replace(made, seat=seat)


@pytest.fixture(scope="module")
def picture(store: Store, snapshot: Snapshot) -> Picture:
    return picture_of(store, snapshot, "duty", CITY)


def part(name: str, picture: Picture) -> Contents:
    contents: Contents = DUTY.parts[f"duty_{name}"](picture)
    return contents


def rows(name: str, picture: Picture) -> list[dict[str, Any]]:
    return list(part(name, picture).table(name).records())


def test_tiers_say_where_somebody_sits(picture: Picture) -> None:
    found = {row["tier"]: row for row in rows("tiers", picture)}
    city, county = found["市"], found["县"]
    assert (city["centers"], city["staffed"], city["unstaffed"]) == (1, 1, 0)
    assert (city["people"], city["of_agencies"]) == (2, 1)
    assert (county["staffed"], county["absent"], county["to_come"]) == (1, 1, 1)
    assert (found["镇"]["staffed"], found["村"]["staffed"]) == (0, 1)
    told = part("tiers", picture)
    assert told.figure("staffed.village").value == 1
    assert told.figure("staffed.village").name == "村级有人值班（共 1009 个）"
    absent = told.figure("shift.absent")
    assert (absent.value, absent.level) == (1, "bad")
    assert told.figure("shift.late").level == ""


def test_people_are_told_from_the_city_down_to_towns(picture: Picture) -> None:
    found = rows("people", picture)
    who = [(row["person"], row["unit"], row["function"]) for row in found]
    assert who == [
        (HOSTILE, "中心", "带班领导"),
        ("演示乙", "中心", "值班员"),
        ("演示丙", "公安", "never-heard-of"),
        ("演示己", "中心", "值班员"),
    ]
    assert {row["left"] for row in found} == {10 * 3600.0}
    assert part("people", picture).notices == {}


def test_a_town_tells_its_villages_and_a_zone_itself(
    store: Store, snapshot: Snapshot
) -> None:
    of_town = picture_of(store, snapshot, "duty", TOWN)
    assert [row["person"] for row in rows("people", of_town)] == ["演示戊"]
    of_zone = picture_of(store, snapshot, "duty", ZONE_TOWN, ZONE)
    assert [row["person"] for row in rows("people", of_zone)] == ["演示己"]
    assert rows("shifts", of_zone) == []
    assert part("shifts", of_zone).notices["none"].text == "今日没有排班"


def test_who_is_missing_comes_first(picture: Picture) -> None:
    absent, to_come = rows("shifts", picture)
    assert (absent["person"], absent["state_name"]) == ("演示丁", "缺岗")
    assert (absent["is_refused"], to_come["is_refused"]) == (1, 0)
    assert (to_come["state"], to_come["signed_at"]) == ("to_come", None)


def test_what_was_not_heard_comes_first_and_the_last_test_counts(
    picture: Picture,
) -> None:
    county, zone, city = rows("sound", picture)
    assert (county["state"], county["is_refused"], county["by"]) == ("没听到", 1, "")
    assert (zone["state"], zone["is_late"], zone["at"]) == ("未试音", 1, None)
    assert (city["state"], city["by"], city["page"]) == ("听到", "领导", "告警")
    assert (city["is_refused"], city["is_late"]) == (0, 0)


def test_a_test_of_an_earlier_shift_says_nothing_of_this_one(
    store: Store, snapshot: Snapshot
) -> None:
    later = structs.replace(snapshot, geography=snapshot.geography)
    asked = picture_of(store, later, "duty", CITY)
    tonight = structs.replace(asked, now=NOW + 12 * HOUR)
    made = answered(BY_NAME["duty"], tonight, Reads(store))
    assert {row["state"] for row in rows("sound", made)} <= {"未试音"}


def test_people_outside_read_no_names(picture: Picture) -> None:
    for name in ("people", "shifts"):
        assert outside(part(name, picture)).tables == ()
    assert outside(part("tiers", picture)).tables != ()


def test_nobody_on_duty_is_said(store: Store, snapshot: Snapshot) -> None:
    of_county = picture_of(store, snapshot, "duty", COUNTY)
    nobody = part("people", of_county)
    assert nobody.notices["none"].level == "warn"
    assert nobody.table("people").rows == ()


def test_a_center_says_who_sits_there(store: Store, snapshot: Snapshot) -> None:
    about = CENTER.parts["center_about"]
    made = picture_of(store, snapshot, "center", CITY)
    told = about(made).figure("on_duty").value
    assert told == f"{HOSTILE}（带班领导）、演示乙（值班员）、演示丙（never-heard-of）"
    assert len(rows("people", picture_of(store, snapshot, "duty", CITY))) <= NAMED
    empty = about(picture_of(store, snapshot, "center", COUNTY)).figure("on_duty")
    assert (empty.value, empty.level) == ("无人签到", "warn")
    stranger = about(structs.replace(made, seat=Seat()))
    assert "on_duty" not in {one.key for one in stranger.figures}
