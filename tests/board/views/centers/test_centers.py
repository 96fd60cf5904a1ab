"""The page of a center as somebody sees it, from messages in a real store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest
from msgspec import structs

from board.pages.list import CENTER, PAGES
from board.picture.filters import TITLES
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Page, Picture
from board.viewer.seat import Seat
from board.views.centers.asking import center_of, said, whole_division
from board.views.common.suppression import outside
from board.views.items import listing
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from datetime import datetime

    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

CITY, COUNTY, OTHER_COUNTY = 421300000000, 421321000000, 421303000000
TOWN, OTHER_TOWN, VILLAGE = 421321101000, 421303001000, 421321101201
ZONE, ZONE_TOWN = 421390000000, 421303499000
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = START + 10 * DAY
WRITTEN = "排水沟走向争执"
NAMED: dict[str, Page] = {one.name: one for one in PAGES}


def code(center: int) -> str:
    return f"{center:012d}"


@pytest.fixture(scope="module")
def intake() -> Intake:
    """Disputes of a village, one of which went up to its town, and one of the other
    county in which the same town helps. The village is at work, the town is not.
    """
    found = Intake()
    with found.together():
        for number in (1, 2, 3):
            found.event("dispute", number, title=WRITTEN)
            found.move("dispute", "accept", number, acting_center=code(VILLAGE))
        up = {"acting_center": code(VILLAGE), "to_center": code(TOWN)}
        found.move("dispute", "escalate", 1, **up)
        found.event("dispute", 4, title=WRITTEN, division_code=code(OTHER_TOWN))
        for name in ("accept", "handle", "join"):
            asked = {"to_center": code(TOWN)} if name == "join" else {}
            acting = {"acting_center": code(OTHER_TOWN)}
            found.move("dispute", name, 4, **acting, **asked)
        found.event("dispute", 5, division_code=code(ZONE_TOWN))
        found.move("dispute", "supervise", 2, acting_center=code(CITY), role="leader")
        handled = {"acting_center": code(VILLAGE), "at": NOW - HOUR}
        found.move("dispute", "handle", 2, **handled)
    return found


@pytest.fixture(scope="module")
def snapshot(intake: Intake) -> Snapshot:
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    return maker.snapshot


class Shown:
    """The page of the center of a division, to a seat."""

    def __init__(self, intake: Intake, snapshot: Snapshot) -> None:
        self.reads, self.snapshot = Reads(intake.store), snapshot

    def asked(self, page: str, scope: int, **given: str) -> Picture:
        return Picture(
            snapshot=self.snapshot,
            page=page,
            scope=scope,
            language="zh",
            now=NOW,
            choices=given,
        )

    def picture(self, scope: int, seat: Seat | None = None, **given: str) -> Picture:
        seat = seat or Seat("staff", CITY)
        said = {"role": seat.role, "seat": str(seat.center_code)}
        said |= {"agency": seat.agency_code} if seat.agency_code else {}
        asked = self.asked("center", scope, **said, **given)
        made = answered(NAMED["center"], asked, self.reads)
        return structs.replace(made, seat=seat)

    def part(
        self, name: str, scope: int, seat: Seat | None = None, **given: str
    ) -> Contents:
        picture = self.picture(scope, seat, **given)
        contents: Contents = CENTER.parts[f"center_{name}"](picture)
        return contents

    def rows(
        self, part: str, table: str, scope: int, seat: Seat | None = None, **given: str
    ) -> list[dict[str, Any]]:
        return list(self.part(part, scope, seat, **given).table(table).records())

    def listed(self, query: str) -> int:
        """How many items the list has by an address."""
        given = dict(parse_qsl(query))
        asked = self.asked("items", int(given.pop("scope")), **given)
        found = listing.counts(answered(NAMED["items"], asked, self.reads))
        value = found.figure("total").value
        assert isinstance(value, int)
        return value


@pytest.fixture(scope="module")
def shown(intake: Intake, snapshot: Snapshot) -> Shown:
    return Shown(intake, snapshot)


def test_a_center_says_who_it_is(shown: Shown) -> None:
    about = shown.part("about", COUNTY)
    values = {one.key: one.value for one in about.figures}
    assert (about.title, values["tier"]) == ("随县综治中心", "县")
    assert values["above"] == "随州市综治中心"
    assert (values["below.town"], values["below.village"]) == (19, 394)
    assert values["population"]
    village = {one.key: one.value for one in shown.part("about", VILLAGE).figures}
    assert "population" not in village
    assert village["moves"] == 1
    quiet = {one.key: one.value for one in shown.part("about", OTHER_COUNTY).figures}
    assert (quiet["moves"], quiet["last_at"]) == (0, "近30天无")


def test_the_center_of_a_zone_has_no_division_but_a_page(shown: Shown) -> None:
    own = Seat("staff", ZONE)
    assert center_of(shown.picture(ZONE_TOWN, own)) == ZONE
    assert center_of(shown.picture(ZONE_TOWN, own, center=str(ZONE_TOWN))) == ZONE_TOWN
    assert center_of(shown.picture(ZONE_TOWN)) == ZONE_TOWN
    assert center_of(shown.picture(ZONE_TOWN, center=str(ZONE))) == ZONE
    values = {
        one.key: one.value
        for one in shown.part("about", ZONE_TOWN, center=str(ZONE)).figures
    }
    assert values["below.town"] == 2
    assert whole_division(shown.snapshot.geography, ZONE) is None
    assert whole_division(shown.snapshot.geography, TOWN) == TOWN
    # The town's own seat sees less than the zone.
    town = shown.picture(ZONE_TOWN, Seat("staff", ZONE_TOWN), center=str(ZONE))
    assert center_of(town) == ZONE_TOWN


@pytest.mark.parametrize("center", ["nobody", "' or 1=1 --", "421303000000", ""])
def test_a_center_that_does_not_stand_there_is_the_divisions(
    shown: Shown, center: str
) -> None:
    picture = shown.picture(TOWN, center=center, tier=center)
    assert center_of(picture) == TOWN
    assert said(picture) == {"center": "厉山镇综治中心"}
    forged = shown.picture(TOWN, Seat("staff", OTHER_COUNTY))
    assert center_of(forged) == OTHER_COUNTY


def test_active_are_those_with_a_move_in_seven_days(shown: Shown) -> None:
    rows = {row["tier"]: row for row in shown.rows("tiers", "tiers", COUNTY)}
    assert rows["village"]["active"] == 1
    assert (rows["town"]["active"], rows["town"]["quiet"]) == (0, 19)
    assert rows["all"]["centers"] == 1 + 19 + 394
    assert rows["all"]["active"] + rows["all"]["quiet"] == rows["all"]["centers"]
    city = shown.part("tiers", CITY)
    assert (city.figure("active").value, len(city.table("tiers").rows)) == (1, 5)


def test_who_was_quiet_longest_is_first(shown: Shown) -> None:
    every = shown.rows("list", "centers", COUNTY, rows="all")
    assert len(every) == 414
    assert every[-1]["code"] == VILLAGE
    assert every[-1]["is_quiet"] == 0
    moments = [row["last_at"] or 0 for row in every]
    assert moments == sorted(moments)
    towns = shown.rows("list", "centers", COUNTY, tier="town")
    assert {row["tier"] for row in towns} == {"镇"}
    assert len(towns) == 19
    short = shown.part("list", COUNTY)
    assert len(short.table("centers").rows) == 100
    assert short.notices["more"].values["n"].value == 314


@pytest.mark.parametrize("scope", [CITY, COUNTY, TOWN, VILLAGE, OTHER_TOWN])
def test_a_number_opens_as_many_items(shown: Shown, scope: int) -> None:
    linked = 0
    for part, name in (("owned", "owned"), ("owned", "watched"), ("desks", "desks")):
        for row in shown.rows(part, name, scope):
            for key, query in row.items():
                if key.startswith("to_") and query:
                    assert shown.listed(query) == row[key.removeprefix("to_")], key
                    linked += 1
    assert linked or scope == TOWN
    assert len(shown.rows("owned", "watched", scope)) == 1


def test_a_number_of_a_center_with_several_towns_opens_as_many_items(
    shown: Shown,
) -> None:
    rows = shown.rows("desks", "desks", ZONE_TOWN, center=str(ZONE))
    (linked,) = [row for row in rows if row["to_open_cases"]]
    assert shown.listed(linked["to_open_cases"]) == linked["open_cases"] == 1
    own = shown.rows("desks", "desks", ZONE_TOWN, Seat("staff", ZONE))
    assert [row["to_open_cases"] for row in own if row["open_cases"]] == [""]
    # Its seat may open neither a county nor the city: it is told why there is no list.
    for part in ("desks", "owned"):
        told = shown.part(part, ZONE_TOWN, Seat("staff", ZONE)).notices["without_list"]
        assert told.values["names"].value == "湖北曾都经济开发区、随州市经济开发区"
        assert shown.part(part, ZONE_TOWN, center=str(ZONE)).notices == {}


def test_what_a_center_owns_elsewhere_is_only_counted(shown: Shown) -> None:
    own = Seat("staff", VILLAGE)
    (whole, dispute) = shown.rows("owned", "owned", VILLAGE, own)
    assert (whole["open_items"], dispute["kind"]) == (3, "dispute")
    assert (whole["supervised"], whole["beyond"]) == (1, 0)
    assert "scope=421321101201" in whole["to_open_items"]


def test_reasons_lead_to_the_own_to_do_list_alone(shown: Shown) -> None:
    own = shown.rows("reasons", "reasons", TOWN, Seat("staff", TOWN))
    assert {row["reason"]: row["count"] for row in own} == {"to_sign": 1, "task": 1}
    assert {row["to_count"] for row in own} == {"reason=to_sign", "reason=task"}
    above = shown.rows("reasons", "reasons", TOWN, Seat("staff", COUNTY))
    assert {row["to_count"] for row in above} == {""}
    assert shown.part("reasons", OTHER_COUNTY).tables == ()


def waits(shown: Shown, seat: Seat, **given: str) -> set[str]:
    rows = shown.rows("waiting", "page", TOWN, seat, **given)
    return {row["id"] for row in rows}


def test_nobody_reads_of_items_that_their_page_would_not_show(shown: Shown) -> None:
    both = {"dispute-1", "dispute-4"}
    assert waits(shown, Seat("staff", TOWN)) == both
    assert waits(shown, Seat("staff", CITY)) == both
    # In the item of the other county its town helps, not the county.
    assert waits(shown, Seat("staff", COUNTY)) == {"dispute-1"}
    more = shown.part("waiting", TOWN, Seat("staff", COUNTY)).notices["more"]
    assert (more.values["n"].value, more.values["all"].value) == (1, 2)
    assert waits(shown, Seat("staff", TOWN, "fire")) == set()


def test_the_last_moves_are_said_in_words(shown: Shown) -> None:
    first, *rest = shown.rows("moves", "page", VILLAGE)
    assert (first["move"], first["id"], first["who"]) == (
        "办理",
        "dispute-2",
        "工作人员",
    )
    assert len(rest) == 4
    hidden = shown.part("moves", VILLAGE, Seat("staff", CITY, "police"))
    assert hidden.table("page").rows == ()


def test_titles_are_for_their_readers(shown: Shown) -> None:
    for name, scope in (("moves", VILLAGE), ("waiting", TOWN)):
        told = shown.part(name, scope, **{TITLES: "1"}).table("page")
        assert set(told.values("title")) == {WRITTEN}
        assert WRITTEN not in repr(shown.part(name, scope))


def test_cases_stand_at_their_desk(shown: Shown) -> None:
    rows = {row["desk"]: row for row in shown.rows("desks", "desks", COUNTY)}
    assert list(rows)[:3] == ["dispute_mediation", "mass_work", "public_legal_service"]
    assert sum(row["open_cases"] for row in rows.values()) == 3


def test_for_people_outside_no_single_item_is_told(shown: Shown) -> None:
    assert outside(shown.part("moves", VILLAGE)).tables == ()
    assert outside(shown.part("waiting", TOWN)).tables == ()


def test_a_past_moment_has_what_there_was_then(shown: Shown) -> None:
    then: datetime = START + DAY
    asked = structs.replace(shown.asked("center", VILLAGE), now=then)
    picture = answered(NAMED["center"], asked, shown.reads, shown.reads.moment(then))
    picture = structs.replace(picture, seat=Seat("staff", CITY))
    found = CENTER.parts["center_moves"](picture).table("page").values("move")
    assert found.count("办理") == 0
    assert len(found) == 4
