"""The page 联动 as somebody sees it, from messages in a real store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from board.pages.list import JOINT, PAGES
from board.picture.filters import TITLES
from board.reads.item_rows import WholeItem
from board.reads.reads import Reads
from board.reads.rounds import rows_of
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.viewer.seat import Seat
from board.viewer.whose import sees_item
from board.views.common.suppression import outside
from board.views.handling.joint import has_siblings, said
from board.views.items.page import held
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from board.views.common.contents import Contents

CITY, COUNTY, OTHER_COUNTY = 421300000000, 421321000000, 421303000000
TOWN, OTHER_TOWN, VILLAGE = 421321101000, 421303001000, 421321101201
PAGE = next(one for one in PAGES if one.name == "joint")
HOUR = timedelta(hours=1)
NOW = START + 10 * HOUR
READER = {TITLES: "1"}
WRITTEN = "排水沟走向争执"


@pytest.fixture(scope="module")
def intake() -> Intake:
    """A dispute of a village: the police's task is late, the court's due soon, the fire
    brigade's waits for the lead; and one of the other county.
    """
    found = Intake()
    with found.together():
        found.event("dispute", 1, title=WRITTEN)
        found.event("dispute", 2, title=WRITTEN, division_code=f"{OTHER_TOWN:012d}")
        for number, center in ((1, VILLAGE), (2, OTHER_TOWN)):
            for name in ("accept", "handle"):
                found.move("dispute", name, number, acting_center=code(center))
        joined(found, "police", TOWN, 5)
        joined(found, "court", OTHER_TOWN, 20)
        joined(found, "fire", TOWN, 6)
        found.move(
            "dispute",
            "task_feedback",
            acting_center=code(TOWN),
            acting_agency="fire",
            role="agency_staff",
            task_id="fire",
            at=START + HOUR,
        )
        joined(found, "police", OTHER_TOWN, 500, number=2, owner=OTHER_TOWN)
    return found


def items(intake: Intake) -> list[WholeItem]:
    found = [
        intake.store.query("item", kind="dispute", id=f"dispute-{n}") for n in (1, 2)
    ]
    return [row for table in found for row in rows_of(table, WholeItem)]


def code(center: int) -> str:
    return f"{center:012d}"


def joined(
    intake: Intake,
    agency: str,
    center: int,
    hours: int,
    *,
    number: int = 1,
    owner: int = VILLAGE,
) -> None:
    intake.move(
        "dispute",
        "join",
        number,
        move_id=f"join-{agency}-{number}",
        acting_center=code(owner),
        to_center=code(center),
        to_agency=agency,
        task_id=agency,
        objective=WRITTEN,
        due_at=(START + hours * HOUR).isoformat(),
    )


@pytest.fixture(scope="module")
def snapshot(intake: Intake) -> Snapshot:
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    return maker.snapshot


class Shown:
    """The page of a seat."""

    def __init__(self, intake: Intake, snapshot: Snapshot) -> None:
        self._reads, self._snapshot = Reads(intake.store), snapshot

    def picture(self, scope: int = CITY, **given: str) -> Picture:
        picture = Picture(
            snapshot=self._snapshot,
            page="joint",
            scope=scope,
            language="zh",
            now=NOW,
            choices={"role": "staff", "seat": str(scope)} | given,
        )
        return answered(PAGE, picture, self._reads)

    def part(self, name: str, scope: int = CITY, **given: str) -> Contents:
        contents: Contents = JOINT.parts[name](self.picture(scope, **given))
        return contents

    def rows(self, table: str, scope: int = CITY, **given: str) -> list[dict[str, Any]]:
        part = table if table in ("agencies", "siblings") else "operations"
        return list(self.part(f"joint_{part}", scope, **given).table(table).records())


@pytest.fixture(scope="module")
def shown(intake: Intake, snapshot: Snapshot) -> Shown:
    return Shown(intake, snapshot)


def test_each_task_has_the_level_of_its_own_clock(shown: Shown) -> None:
    tasks = shown.rows("tasks", COUNTY)
    assert {row["task_id"]: row["level"] for row in tasks} == {
        "police": "overdue",
        "court": "due_soon",
        "fire": "",
    }
    (item,) = shown.rows("operations", COUNTY)
    assert (item["tasks"], item["late"]) == (3, 1)


def test_only_the_agency_that_is_late_is_marked_late(shown: Shown) -> None:
    rows = {row["agency"]: row for row in shown.rows("agencies", COUNTY)}
    assert {agency: row["is_late"] for agency, row in rows.items()} == {
        "all": 0,
        "police": 1,
        "court": 0,
        "fire": 0,
    }
    assert rows["all"]["tasks"] == 3
    assert rows["police"]["name"] == "公安"


def test_the_figures_are_the_sums_of_the_table(shown: Shown) -> None:
    totals, rows = shown.part("joint_totals"), shown.rows("agencies")
    assert totals.figure("operations").value == 2
    for key in ("tasks", "to_sign", "at_work", "to_review", "returned", "late"):
        assert totals.figure(key).value == sum(row[key] for row in rows[1:])
    assert totals.figure("late").level == "bad"


def test_the_most_pressing_stands_first(shown: Shown) -> None:
    assert [row["id"] for row in shown.rows("operations")] == ["dispute-1", "dispute-2"]


def test_a_choice_filters_items_and_is_said_in_words(shown: Shown) -> None:
    court = shown.rows("operations", agency_shown="court")
    assert [row["id"] for row in court] == ["dispute-1"]
    late = shown.rows("operations", agency_shown="police", late="only")
    assert [row["id"] for row in late] == ["dispute-1"]
    chosen = said(shown.picture(agency_shown="police", late="only"))
    assert chosen == {"agency_shown": "公安", "late": "仅超期"}
    words = shown.picture().words.words
    assert {f"fact.chosen.{key}" for key in chosen} <= words.keys()


@pytest.mark.parametrize("unknown", ["nobody", "' or 1=1 --", "all"])
def test_what_the_address_invents_is_its_default(shown: Shown, unknown: str) -> None:
    assert len(shown.rows("operations", agency_shown=unknown, late=unknown)) == 2
    assert said(shown.picture(agency_shown=unknown, late=unknown)) == {}


def test_of_siblings_no_single_row_is_told(shown: Shown) -> None:
    own = [row["id"] for row in shown.rows("operations", COUNTY)]
    assert own == ["dispute-1"]
    siblings = {row["center_code"]: row for row in shown.rows("siblings", COUNTY)}
    assert siblings[OTHER_COUNTY]["tasks"] == 1
    # Whoever forges the scope of the address reaches no further.
    assert shown.rows("operations", COUNTY, seat=str(OTHER_COUNTY)) == []
    assert shown.rows("operations", 421321102000, seat="421321102000") == []


@pytest.mark.parametrize("center", [CITY, COUNTY, OTHER_COUNTY, TOWN, OTHER_TOWN])
@pytest.mark.parametrize("agency", ["", "police", "court", "fire", "women"])
def test_a_row_is_told_where_its_page_would_show_the_item(
    intake: Intake, shown: Shown, center: int, agency: str
) -> None:
    seat = Seat("staff", center, agency)
    geography = shown.picture().snapshot.geography
    rows = shown.rows("operations", center, agency=agency)
    opened = {row["id"] for row in rows}
    seen = {
        one.item_id for one in items(intake) if sees_item(seat, held(one), geography)
    }
    assert opened == seen


def test_a_helper_reads_what_lies_outside_and_that_it_does(shown: Shown) -> None:
    rows = {row["id"]: row["beyond"] for row in shown.rows("operations", OTHER_TOWN)}
    assert rows == {"dispute-1": "辖区外", "dispute-2": ""}


def test_an_agency_has_its_own_page_over_all_centers(shown: Shown) -> None:
    police = {"agency": "police", "seat": str(TOWN), **READER}
    totals = shown.part("joint_totals", **police)
    assert totals.title == "公安 · 协办任务"
    assert totals.figure("tasks").value == 2
    assert [row["task_id"] for row in shown.rows("tasks", **police)] == ["police"] * 2
    assert shown.rows("siblings", **police) == []
    assert not has_siblings(shown.picture(**police))
    titles = [row["title"] for row in shown.rows("operations", **police)]
    objectives = [row["objective"] for row in shown.rows("tasks", **police)]
    assert titles == objectives == [WRITTEN, WRITTEN]
    ours = [row["is_of_seat"] for row in shown.rows("tasks", **police)]
    assert ours == [1, 0]
    assert all(row["is_of_seat"] for row in shown.rows("tasks", COUNTY))


def test_what_was_written_is_for_its_readers(shown: Shown) -> None:
    for name, key in (("operations", "title"), ("tasks", "objective")):
        told = shown.part("joint_operations", **READER).table(name)
        assert WRITTEN in told.values(key)
        hidden = shown.part("joint_operations").table(name)
        assert key not in {column.key for column in hidden.columns}
        assert not any(WRITTEN in str(cell) for row in hidden.rows for cell in row)


def test_for_people_outside_no_operation_is_told(shown: Shown) -> None:
    assert outside(shown.part("joint_operations")).tables == ()


def test_a_past_moment_has_what_there_was_then(
    intake: Intake, snapshot: Snapshot
) -> None:
    reads = Reads(intake.store)
    asked = Shown(intake, snapshot).picture(COUNTY)
    then = answered(PAGE, asked, reads, reads.moment(START + HOUR / 2))
    tasks = JOINT.parts["joint_operations"](then).table("tasks").values("task_state")
    assert tasks.count("已反馈") == 0
    assert len(tasks) == 3
