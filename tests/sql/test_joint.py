"""Joint handling: which tasks a seat sees, by agency and by lateness."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.intake import START, Intake

VILLAGE, TOWN, COUNTY = 421321101201, 421321101000, 421321000000
CITY, OTHER_COUNTY, OTHER_TOWN = 421300000000, 421303000000, 421303001000
SUIXIAN = (421321000000, 421322000000)
HOUR = timedelta(hours=1)
SOON, LATER = START + 5 * HOUR, START + 500 * HOUR
NOW = START + 10 * HOUR


@pytest.fixture
def intake() -> Intake:
    """A dispute of a village with two tasks: the police's is due before the court's."""
    found = Intake()
    with found.together():
        found.event("dispute", 1)
        for name in ("accept", "handle"):
            found.move("dispute", name, acting_center=code(VILLAGE))
        joined(found, "T1", "police", TOWN, SOON)
        joined(found, "T2", "court", OTHER_TOWN, LATER)
    return found


def code(center: int) -> str:
    return f"{center:012d}"


def joined(
    intake: Intake, task: str, agency: str | None, center: int, due: datetime
) -> None:
    intake.move(
        "dispute",
        "join",
        acting_center=code(VILLAGE),
        to_center=code(center),
        task_id=task,
        due_at=due.isoformat(),
        move_id=f"join-{task}",
        to_agency=agency,
    )


def by_police(intake: Intake, name: str, hours: float = 1) -> None:
    intake.move(
        "dispute",
        name,
        acting_center=code(TOWN),
        acting_agency="police",
        role="agency_staff",
        task_id="T1",
        at=START + hours * HOUR,
    )


def seat(
    center: int = COUNTY,
    agency: str = "",
    span: tuple[int, int] = SUIXIAN,
    *,
    beyond: bool = True,
) -> dict[str, Any]:
    return {
        "center_code": center,
        "agency_code": agency,
        "low": span[0],
        "high": span[1],
        "with_beyond": int(beyond),
        "now_at": NOW,
    }


def rows(
    intake: Intake, shown: str = "", *, late: bool = False, **seated: Any
) -> list[dict[str, Any]]:
    found = intake.store.query(
        "joint_operations",
        agency_shown=shown,
        only_late=int(late),
        row_limit=10,
        **seat(**seated),
    )
    return list(found.to_pylist())


def tasks(intake: Intake, **seated: Any) -> list[str]:
    """Names of the tasks that a seat sees; its totals count them."""
    found = [row["task_id"] for row in rows(intake, **seated)]
    (total,) = intake.store.query("joint_totals", **seat(**seated)).to_pylist()
    assert total["tasks"] == len(found)
    return found


def agencies(intake: Intake, **seated: Any) -> dict[str, dict[str, Any]]:
    found = intake.store.query("joint_agencies", **seat(**seated)).to_pylist()
    return {row.pop("agency"): row for row in found}


def test_one_late_agency_does_not_make_the_others_late(intake: Intake) -> None:
    assert {row["task_id"]: row["is_late"] for row in rows(intake)} == {
        "T1": True,
        "T2": False,
    }
    late = {agency: row["late"] for agency, row in agencies(intake).items()}
    assert late == {"police": 1, "court": 0}
    (total,) = intake.store.query("joint_totals", **seat()).to_pylist()
    assert (total["operations"], total["tasks"], total["late"]) == (1, 2, 1)


def test_each_state_of_a_task_is_counted_where_it_is(intake: Intake) -> None:
    def police() -> dict[str, int]:
        states = ("to_sign", "at_work", "to_review", "returned", "late")
        found = agencies(intake)["police"]
        return {key: found[key] for key in states if found[key]}

    assert police() == {"to_sign": 1, "late": 1}
    by_police(intake, "task_sign")
    assert police() == {"at_work": 1, "late": 1}
    by_police(intake, "task_feedback", 2)
    assert police() == {"to_review": 1}
    intake.move("dispute", "reject_feedback", acting_center=code(VILLAGE), task_id="T1")
    assert police() == {"at_work": 1, "late": 1}
    by_police(intake, "task_return", 3)
    assert police() == {"returned": 1}


def test_what_is_accepted_is_no_longer_under_way(intake: Intake) -> None:
    by_police(intake, "task_feedback")
    intake.move("dispute", "task_accept", acting_center=code(VILLAGE), task_id="T1")
    assert tasks(intake) == ["T2"]


def test_a_center_that_was_asked_itself_stands_among_the_agencies(
    intake: Intake,
) -> None:
    joined(intake, "T3", None, TOWN, LATER)
    assert agencies(intake)["center"]["tasks"] == 1


def test_a_center_sees_its_range_and_no_more_than_what_was_asked_of_it(
    intake: Intake,
) -> None:
    assert tasks(intake, center=VILLAGE) == ["T1", "T2"]
    assert tasks(intake, span=(TOWN, TOWN + 1000)) == ["T1", "T2"]
    assert tasks(intake, span=(421321102000, 421321103000)) == []


def test_no_sibling_sees_a_single_task_whatever_range_it_asks_for(
    intake: Intake,
) -> None:
    everywhere = (0, 10**12)
    assert tasks(intake, center=OTHER_COUNTY, span=everywhere) == []
    assert agencies(intake, center=OTHER_COUNTY, span=everywhere) == {}


def test_a_helper_sees_what_lies_outside_of_its_range(intake: Intake) -> None:
    elsewhere = {"center": OTHER_TOWN, "span": (OTHER_TOWN, OTHER_TOWN + 1000)}
    found = rows(intake, **elsewhere)
    assert [row["task_id"] for row in found] == ["T1", "T2"]
    assert not any(row["is_in_range"] for row in found)
    assert tasks(intake, **elsewhere, beyond=False) == []


def test_a_helper_that_gave_its_task_back_sees_it_no_more(intake: Intake) -> None:
    elsewhere = {"center": OTHER_TOWN, "span": (OTHER_TOWN, OTHER_TOWN + 1000)}
    intake.move(
        "dispute",
        "task_return",
        acting_center=code(OTHER_TOWN),
        acting_agency="court",
        role="agency_staff",
        task_id="T2",
    )
    assert tasks(intake, **elsewhere) == []


def test_who_stands_above_the_owner_sees_it_wherever_it_lies(intake: Intake) -> None:
    reassigned = {"to_center": code(OTHER_TOWN), "acting_center": code(CITY)}
    intake.move("dispute", "reassign", role="leader", **reassigned)
    intake.move("dispute", "sign", acting_center=code(OTHER_TOWN))
    assert intake.item("dispute")["owner_center"] == OTHER_TOWN
    owner = {"center": OTHER_TOWN, "span": (OTHER_TOWN, OTHER_TOWN + 1000)}
    assert tasks(intake, **owner) == ["T1", "T2"]
    above = {"center": OTHER_COUNTY, "span": (OTHER_COUNTY, OTHER_COUNTY + 1000000)}
    assert tasks(intake, **above) == ["T1", "T2"]


def test_an_agency_has_its_own_tasks_over_all_centers_alone(intake: Intake) -> None:
    for center in (TOWN, CITY, OTHER_COUNTY):
        assert tasks(intake, center=center, agency="police", span=(0, 1)) == ["T1"]
    assert tasks(intake, center=TOWN, agency="fire", span=(0, 1)) == []
    assert agencies(intake, center=CITY, agency="court").keys() == {"court"}


def test_an_item_is_found_by_its_agency_and_by_a_late_one(intake: Intake) -> None:
    def shown(agency: str, *, late: bool) -> list[str]:
        return [row["task_id"] for row in rows(intake, agency, late=late)]

    assert shown("court", late=False) == ["T1", "T2"]
    assert shown("court", late=True) == []
    assert shown("police", late=True) == ["T1", "T2"]
    assert shown("fire", late=False) == []


def test_what_presses_most_is_first_and_the_rest_is_counted(intake: Intake) -> None:
    intake.event("dispute", 2)
    for name in ("accept", "handle"):
        intake.move("dispute", name, 2, acting_center=code(VILLAGE))
    intake.move(
        "dispute",
        "join",
        2,
        acting_center=code(VILLAGE),
        to_center=code(TOWN),
        to_agency="fire",
        due_at=(SOON - HOUR).isoformat(),
    )
    assert [row["item_id"] for row in rows(intake)] == [
        "dispute-2",
        "dispute-1",
        "dispute-1",
    ]
    (only,) = intake.store.query(
        "joint_operations", agency_shown="", only_late=0, row_limit=1, **seat()
    ).to_pylist()
    assert (only["item_id"], only["total"]) == ("dispute-2", 2)


def test_of_siblings_there_are_sums_alone(intake: Intake) -> None:
    found = intake.store.query(
        "joint_siblings", center_code=OTHER_COUNTY, now_at=NOW
    ).to_pylist()
    assert found == [{"center_code": COUNTY, "operations": 1, "tasks": 2, "late": 1}]
    alone = intake.store.query("joint_siblings", center_code=CITY, now_at=NOW)
    assert alone.to_pylist() == []
