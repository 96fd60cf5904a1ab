"""To an agency no items are listed but its own: by screen, file and address alike."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pytest

from board.exports.asking import asked_document
from board.exports.pages import Wish
from board.pages.list import PAGES
from board.picture.filters import GRANTED, TITLES, WHOLE
from board.picture.maker import PictureMaker
from board.reads.reads import Reads
from board.viewer.answers import answered, choices_of
from board.viewer.page import Picture
from board.viewer.rights import own_of
from board.viewer.seat import Seat
from board.viewer.whose import sees_item
from board.views.items import listing
from board.views.items.page import Whose, held_at
from tests.board.views.items.shown import HOUR, NOW, OTHER_TOWN
from tests.sql import drawn
from tests.sql.listed import counts, found
from tests.sql.state import TOWN, put
from tests.support.intake import START
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from sql.store import Store
    from tests.support.intake import Intake

CITY = 421300000000
AGENCIES = ("police", "court")
CENTERS = (CITY, drawn.COUNTY, TOWN, drawn.ZONE)
PAGE = next(one for one in PAGES if one.name == "items")
EVERY = {"state": "all", "period": "any"}


class Town(NamedTuple):
    """A store, what was put into it, and the picture that was made of it."""

    store: Store
    items: list[drawn.Item]
    snapshot: Snapshot

    def own(self, seat: Seat) -> dict[str, str]:
        """The titles of what a seat sees, by the ids of the items."""
        geography = self.snapshot.geography
        return {
            one["item_id"]: one["title"]
            for one in self.items
            if one["version"] is not None
            and not one["is_device_health"]
            and sees_item(
                seat,
                held_at(one["division_code"], msgspec.convert(_owned(one), Whose)),
                geography,
            )
        }

    def asked(self, seat: Seat, scope: int = 0, /, **address: str) -> Picture:
        """The page for an address, with all rows."""
        picture = Picture(
            snapshot=self.snapshot,
            page="items",
            scope=scope or self.snapshot.geography.home(seat.center_code),
            language="zh",
            now=drawn.NOW,
            choices=of_seat(seat, address) | WHOLE,
        )
        return answered(PAGE, picture, Reads(self.store))


def _owned(one: drawn.Item) -> drawn.Item:
    """Nobody's is the owner's whose code is 0."""
    return one | {"owner_center": one["owner_center"] or 0}


def of_seat(seat: Seat, address: dict[str, str]) -> dict[str, str]:
    return choices_of(PAGE, address) | {TITLES: "1"} | own_of(seat, PAGE)


@pytest.fixture(scope="module")
def town() -> Town:
    dice = random.Random(7)
    items = [_of_agencies(one, dice) for one in drawn.random_items(seed=4, size=1500)]
    store = ready_store()
    put(store, items)
    maker = PictureMaker(
        Reads(store), ask_health=lambda: None, ask_progress=lambda: None
    )
    maker.tick(drawn.NOW)
    return Town(store, items, maker.snapshot)


def _of_agencies(one: drawn.Item, dice: random.Random) -> drawn.Item:
    some = (*AGENCIES, None)
    return one | {
        "title": f"{one['item_id']}的标题",
        "owner_center": dice.choice((*CENTERS, None)),
        "lead_agency": dice.choice(some),
        "handovers": [
            each | {"to_agency": dice.choice(some)} for each in one["handovers"]
        ],
        "tasks": [each | {"agency": dice.choice(some)} for each in one["tasks"]],
    }


@pytest.mark.parametrize("center", CENTERS)
@pytest.mark.parametrize("agency", AGENCIES)
def test_what_is_listed_is_what_the_seat_sees(
    town: Town, agency: str, center: int
) -> None:
    whose = {"own_agency": agency, "own_center": center}
    own = town.own(Seat("staff", center, agency))
    assert 0 < len(own) < len(town.items) / 2
    assert sorted(found(town.store, **whose)) == sorted(own)
    assert sum(row["items"] for row in counts(town.store, **whose)) == len(own)


ADDRESSES: tuple[dict[str, str], ...] = (
    {},
    {"own_agency": "", "own_center": "", "titles": ""},
    {"own_agency": "court", "own_center": str(CITY), "agency": "court", "seat": "0"},
    {"kind": "dispute", "id": "demo-1", "number": "", "no": "9"},
    {"handler": "court", "sort": "severity"},
    {"text": "的标题"},
    {"state": "open", "period": "any", "marks": "overdue"},
    {"owner": str(drawn.COUNTY), "within": str(CITY)},
)


@pytest.mark.parametrize("address", ADDRESSES, ids=repr)
def test_no_address_lists_what_others_have(town: Town, address: dict[str, str]) -> None:
    seat = Seat("staff", TOWN, "police")
    picture, own = town.asked(seat, **EVERY | address), town.own(seat)
    rows = list(listing.items(picture).table("page").records())
    assert rows
    assert {row["id"]: row["title"] for row in rows}.items() <= own.items()
    told = listing.counts(picture)
    assert told.figure("total").value == len(rows)
    for name in ("by_kind", "by_status"):
        assert sum(map(int, told.table(name).values("items"))) == len(rows)  # type: ignore[arg-type] # counts


def test_nothing_that_is_granted_can_be_said_in_an_address() -> None:
    assert not GRANTED & set(choices_of(PAGE, dict.fromkeys(GRANTED, "x")))


def test_an_agency_that_is_not_known_lists_nothing(town: Town) -> None:
    seat = Seat("staff", TOWN, "<b>")
    assert not listing.items(town.asked(seat, **EVERY)).table("page").rows


def test_others_are_listed_what_they_were(town: Town) -> None:
    told = listing.counts(town.asked(Seat("staff", CITY), **EVERY))
    assert [one.key for one in told.figures] == ["total"]
    assert told.figure("total").value == len(found(town.store))


def test_a_smaller_part_of_the_range_is_that_part_alone(town: Town) -> None:
    seat = Seat("staff", drawn.COUNTY, "police")
    lies = {one["item_id"]: one["town_code"] for one in town.items}
    wide = listing.items(town.asked(seat, **EVERY)).table("page")
    assert {lies[str(one)] for one in wide.values("id")} > {TOWN}
    part = listing.items(town.asked(seat, TOWN, **EVERY)).table("page")
    assert {lies[str(one)] for one in part.values("id")} == {TOWN}


@pytest.mark.parametrize(
    "indicator",
    ["received", "timely_rate", "overdue", "alert_validity", "handling_time_p50"],
)
def test_of_a_figure_its_own_are_listed_beside_the_count_of_all(
    town: Town, indicator: str
) -> None:
    seat, figure = Seat("staff", TOWN, "police"), {"indicator": indicator}
    asked = town.asked(seat, period="days30", **figure)
    rows = listing.items(asked).table("page").values("id")
    told = listing.counts(asked)
    every = town.asked(Seat("staff", TOWN), period="days30", **figure)
    whole = listing.items(every).table("page").values("id")
    own = town.own(seat)
    assert sorted(map(str, rows)) == sorted(str(one) for one in whole if one in own)
    assert told.figure("total").value == len(rows)
    assert told.figure("everybodys").value == len(whole)
    assert "公安" in listing.items(asked).note
    assert "公安" not in listing.items(every).note


@pytest.mark.parametrize("names", ["number", "camera", "text", "claimed"])
def test_a_sum_of_everybody_does_not_tell_of_single_items(
    town: Town, names: str
) -> None:
    told = listing.counts(town.asked(Seat("staff", TOWN, "police"), **{names: "a"}))
    assert [one.key for one in told.figures] == ["total"]


def test_a_file_has_what_the_screen_has_also_of_a_past_moment(
    intake: Intake, of_the_case: Snapshot
) -> None:
    """The police has a task since the eighth hour, the court none."""
    reads = Reads(intake.store)
    for agency, hours, ids in (
        ("police", 9, ["dispute-1"]),
        ("police", 7, []),
        ("court", 9, []),
    ):
        seat = Seat("staff", int(OTHER_TOWN), agency)
        wish = Wish(
            page="items",
            scope=seat.center_code,
            language="zh",
            address="",
            seat=seat,
            made_at=NOW,
            reason="",
            edition="e",
            row_cap=10_000,
        )
        made = asked_document(
            wish,
            PAGE,
            of_seat(seat, EVERY),
            known=of_the_case,
            reads=reads,
            past=reads.moment(START + hours * HOUR),
        )
        (page,) = (one for one in made.sections if one.name == "items")
        assert page.contents.table("page").values("id") == ids
