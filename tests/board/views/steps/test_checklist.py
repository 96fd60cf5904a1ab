"""处置清单 as somebody sees it: states by the moment, who did what, who may tick."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from board.pages.workings import HANDOVER, ITEM, TODO
from board.viewer.seat import Seat
from board.views.items.page import newest_batch, sheet_of
from board.views.steps.ticking import may_tick
from tests.board.conftest import NOW
from tests.support.asked import Asked
from tests.support.city import City
from tests.support.ready import ready_store
from tests.support.reported import COUNTY, VILLAGE, reported
from tests.support.ticked import done, ticked

if TYPE_CHECKING:
    from board.views.common.contents import Contents

CITY, TOWN, OTHER = 421300000000, 421321101000, 421303000000
OFFICER = Seat("duty_officer", int(COUNTY))
MINUTE = timedelta(minutes=1)
OLD = "这一步以前的写法"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def asked() -> Asked:
    city = City(ready_store())
    reported(city, NOW)
    ticked(city, NOW)
    at = NOW - 60 * MINUTE
    old = {"edition": "0" * 16, "text": OLD, "item_id": "grave-2"}
    city.enter(done("old", at, **old), at)
    return Asked(city, NOW)


def steps_of(asked: Asked, item: str = "grave-0", **more: Any) -> list[Row]:
    contents = part("checklist", asked, item, **more)
    return list(contents.table("checklist").records())


def part(name: str, asked: Asked, item: str = "grave-0", **more: Any) -> Contents:
    found: Contents = ITEM.parts[name](asked.picture("item", OFFICER, item, **more))
    return found


def test_each_step_says_its_state_who_did_it_and_after_how_long(asked: Asked) -> None:
    found = steps_of(asked)
    states = [row["state"] for row in found]
    assert states == [
        *("done", "done", "done", "done_late", "late", "done", "late", "late"),
    ]
    marked = {row["state"]: row["grade"] for row in found}
    assert marked == {"done": "", "done_late": "02", "late": "01"}
    assert found[3]["after"] == 30 * 60
    assert found[2]["by"].endswith("演示甲")
    assert (found[4]["left"], found[4]["late_by"]) == (None, 285 * 60)
    contents = part("checklist", asked)
    assert contents.figure("done").value == "5/8"
    assert contents.figure("late").value == 3


def test_what_is_still_to_come_is_due_soon_in_its_last_quarter(asked: Asked) -> None:
    received = NOW - 290 * MINUTE
    early = steps_of(asked, "grave-1", at=received + MINUTE)[0]
    assert (early["state"], early["grade"]) == ("open", "")
    first = steps_of(asked, "grave-1", at=received + 2.5 * MINUTE)[0]
    assert (first["state"], first["grade"]) == ("open", "03")
    assert first["left"] == pytest.approx(30)


def test_a_step_reads_as_it_did_when_it_was_done(asked: Asked) -> None:
    assert steps_of(asked, "grave-2")[0]["text"] == OLD
    notices = part("checklist", asked, "grave-2").notices
    assert "edition" in notices
    assert "edition" not in part("checklist", asked).notices


def test_in_the_timeline_stands_who_came_second_and_what_was_taken_back(
    asked: Asked,
) -> None:
    contents = part("timeline", asked)
    lines = {row["key"]: row for row in contents.table("timeline").records()}
    assert "已由 随县综治中心 · 演示甲" in lines["step-3b"]["verdict"]
    assert lines["step-3b"]["is_refused"] == 1
    assert "撤回" in lines["step-5u"]["what"]
    assert lines["step-5"]["is_refused"] == 0
    assert newest_batch(asked.picture("item", OFFICER)) > 0


@pytest.mark.parametrize(
    ("seat", "may"),
    [
        (OFFICER, True),
        (Seat("staff", CITY), True),
        (Seat("staff", TOWN), False),
        (Seat("staff", int(VILLAGE)), False),
        (Seat("staff", OTHER), False),
        (Seat("staff", int(COUNTY), "fire"), False),
    ],
)
def test_those_tick_who_have_to_do_with_it(
    asked: Asked, seat: Seat, *, may: bool
) -> None:
    item = sheet_of(asked.picture("item", OFFICER))
    assert item is not None
    assert may_tick(item, seat) is may


def test_nobody_outside_and_no_sibling_sees_a_step(asked: Asked) -> None:
    picture = asked.picture("item", OFFICER)
    for seat in (Seat(), Seat("leader", OTHER), Seat("staff", CITY, "women")):
        other = structs.replace(picture, seat=seat)
        contents: Contents = ITEM.parts["checklist"](other)
        assert not contents.tables


def test_an_auditor_reads_no_notes(asked: Asked) -> None:
    assert "两车十二人" in str(part("checklist", asked))
    picture = structs.replace(
        asked.picture("item", OFFICER), seat=Seat("auditor", CITY)
    )
    assert "两车十二人" not in str(ITEM.parts["checklist"](picture))


def test_what_waits_says_how_far_it_is_and_how_late(asked: Asked) -> None:
    contents: Contents = TODO.parts["waiting"](asked.picture("todo", OFFICER))
    rows = [row for row in contents.table("page").records() if row["steps"]]
    own = next(row for row in rows if row["id"] == "grave-0")
    assert own["steps"].startswith("5/8，下一步：")
    assert own["late_by"] > 0
    assert own["level"] == "overdue"


def test_a_sheet_has_the_unfinished_lists_of_its_range(asked: Asked) -> None:
    seats = {int(COUNTY): {f"grave-{one}" for one in range(4)}, OTHER: set()}
    for center, wanted in seats.items():
        picture = asked.picture("handover", Seat("duty_officer", center))
        contents: Contents = HANDOVER.parts["handover_steps"](picture)
        assert {row["id"] for row in contents.table("page").records()} == wanted


def test_of_what_is_closed_it_says_which_steps_were_not_done() -> None:
    city = City(ready_store())
    reported(city, NOW)
    ticked(city, NOW)
    at = NOW - 30 * MINUTE
    event = city.event(at, kind="incident", item_id="grave-0", division_code=VILLAGE)
    own = {"acting_center": COUNTY, "division_code": COUNTY}
    for number, (move, more) in enumerate(
        (("handle", {}), ("close", {"outcome": "mediated", "note": "演示数据"}))
    ):
        city.move(event, move, at=at + number * MINUTE, **own, **more)
    found = Asked(city, NOW)
    states = {row["number"]: row["state"] for row in steps_of(found)}
    assert [n for n, state in states.items() if state == "missed"] == [5, 7, 8]
    missed = part("checklist", found).notices["missed"]
    assert missed.values["n"].value == 3
