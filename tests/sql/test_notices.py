"""通知: which count, whom they reach, what of it was done, what is added up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from sql.statements import statements
from streams.events import DESK_TOPIC
from tests.support.intake import START, Intake
from tests.support.notified import (
    CITY_CENTER,
    COUNTY,
    NUMBERS,
    OTHER,
    TOWN,
    answered,
    extended,
    notice,
    opened,
    reminded,
    signed,
    task,
    withdrawn,
)

if TYPE_CHECKING:
    from streams.entries.entry import DeskEntry

HOUR = timedelta(hours=1)
CITY = int(CITY_CENTER)
ZONE = "421390000000"
DUE = START + 6 * HOUR
Row = dict[str, Any]
POLICE = {"acting_center": CITY_CENTER, "agency": "police"}


def take(intake: Intake, *entries: DeskEntry) -> None:
    intake.take(
        *(
            (DESK_TOPIC, msgspec.to_builtins(one, str_keys=True), one.entered_at)
            for one in entries
        )
    )


def ask(intake: Intake, name: str, center: int = CITY, **given: Any) -> list[Row]:
    usual = {
        "center_code": center,
        "agency_code": "",
        "now_at": START + 8 * HOUR,
        "from_at": START,
        "notice": "",
        "sort": "",
        "state": "",
        "row_limit": 2_000,
        "low": 0,
        "high": 10**12,
        "box": "sent",
    }
    wanted = statements("reads")[name].parameters
    found = {key: (usual | given)[key] for key in wanted}
    rows: list[Row] = intake.store.query(name, **found).to_pylist()
    return rows


@pytest.fixture(scope="module")
def told() -> Intake:
    """Notices with what is done of them, in the order of the log."""
    intake = Intake()
    town = {"acting_center": TOWN}
    take(
        intake,
        task("one", START, to_agencies=("police",)),
        notice("urgent", START, sort="urgent", to_tiers=("town",)),
        notice("gone", START),
        notice("own", START, acting_center=COUNTY, to_tiers=("town", "village")),
        task("down", START, acting_center=COUNTY, to_tiers=("town",), passes_on="one"),
        opened("r1", START + HOUR, "one"),
        signed("s1", START + 2 * HOUR, "one"),
        signed("s2", START + 3 * HOUR, "one"),
        answered("a1", START + 4 * HOUR, "one", numbers=(30, 4)),
        answered("a2", START + 5 * HOUR, "one", numbers=(31, 5), text="更正"),
        answered("a3", START + 7 * HOUR, "one", acting_center=OTHER, numbers=(2, 0)),
        signed("s3", START + HOUR, "one", **POLICE),
        answered("few", START + HOUR, "one", acting_center=ZONE, numbers=(1,)),
        answered("town", START + HOUR, "one", **town),
        signed("auditor", START + HOUR, "one", acting_center=ZONE, role="auditor"),
        reminded("remind", START + 2 * HOUR, "one"),
        reminded("not-mine", START + 2 * HOUR, "one", acting_center=COUNTY),
        extended("less", START + 2 * HOUR, "one", START + 3 * HOUR),
        signed("u1", START + HOUR, "urgent", **town),
        answered("u2", START + HOUR, "urgent", **town, numbers=()),
        signed("g1", START + HOUR, "gone"),
        withdrawn("w1", START + 2 * HOUR, "gone"),
        signed("g2", START + 3 * HOUR, "gone", acting_center=OTHER),
        withdrawn("w2", START + 3 * HOUR, "gone"),
        extended("e1", START + HOUR, "own", START + 9 * HOUR, acting_center=COUNTY),
        extended("e2", START + HOUR, "own", START + 8 * HOUR, acting_center=COUNTY),
        answered("d1", START + HOUR, "down", **town, numbers=(7, 2)),
    )
    return intake


def test_a_notice_counts_where_its_writer_may_tell_them_and_asks_what_can_be_done() -> (
    None
):
    intake = Intake()
    wrong = {
        "not_allowed": notice("auditor", START, role="auditor"),
        "nobody": notice("nobody", START, to_tiers=()),
        "not_below": notice("aside", START, acting_center=COUNTY, to_centers=(OTHER,)),
        "no_time": notice("over", START, due_at=START - HOUR),
        "no_receipt": notice("loose", START, sort="urgent", asks="read", due_at=None),
        "numbers": notice("plain", START, numbers=NUMBERS),
        "no_text": notice("empty", START, text=" "),
        "unknown": task(
            "down", START, acting_center=OTHER, to_tiers=("town",), passes_on="later"
        ),
    }
    staff = notice("staff", START, sort="urgent", role="staff")
    up = notice("up", START, acting_center=TOWN, to_centers=(COUNTY, TOWN))
    seats = {"to_tiers": (), "to_agencies": ("railway", "police", "nobody")}
    lost = notice("lost", START, acting_center=TOWN, **seats)
    right = notice("right", START, to_tiers=(), to_centers=(TOWN[:9],))
    take(intake, *wrong.values(), staff, up, lost, right, right)
    take(intake, task("later", START))
    refused = {
        row["entry_id"]: row
        for center in (CITY, int(COUNTY), int(OTHER), int(TOWN))
        for row in ask(intake, "notices_refused", center)
    }
    said = {entry_id: row["refusal"] for entry_id, row in refused.items()}
    assert said == {
        **{one.entry_id: why for why, one in wrong.items()},
        "staff": "not_allowed",
        "up": "not_below",
        "lost": "not_seated",
    }
    assert refused["up"]["strangers"] == [int(COUNTY), int(TOWN)]
    # Police sits in a town's center, the railway in those of counties and the city.
    assert refused["lost"]["unseated"] == ["nobody", "railway"]
    found = ask(intake, "notices_sent")
    assert [(row["entry_id"], row["number"]) for row in found] == [
        ("later", 2),
        ("right", 1),
    ]
    (mine,) = ask(intake, "notices_got", int(TOWN))
    assert (mine["entry_id"], mine["state"], mine["is_late"]) == (
        "right",
        "unread",
        True,
    )


def test_first_receipts_and_last_answers_count(told: Intake) -> None:
    rows = ask(told, "notice_progress", notice="one")
    found = {(row["center_code"], row["agency_code"]): row for row in rows}
    county, other = found[int(COUNTY), ""], found[int(OTHER), ""]
    assert county["read_at"] == START + HOUR
    assert county["signed_at"] == START + 2 * HOUR
    assert county["answered_at"] == START + 4 * HOUR
    assert (county["answer"], county["answer_numbers"]) == ("更正", [31, 5])
    assert (county["answers"], county["state"], county["is_late"]) == (2, "done", False)
    assert (other["signed_at"], other["is_late"]) == (START + 7 * HOUR, True)
    assert found[CITY, "police"]["state"] == "signed"
    assert found[int(ZONE), ""]["state"] == "unread"
    assert [row["is_owed"] for row in rows] == sorted(
        (row["is_owed"] for row in rows), reverse=True
    )
    (one,) = ask(told, "notice_told", notice="one")
    assert (one["in_time"], one["late"], one["overdue"]) == (1, 1, 3)
    assert (one["reminders"], one["due_at"]) == (1, DUE)
    early = {"notice": "one", "now_at": DUE - HOUR}
    (then,) = ask(told, "notice_told", **early)
    assert (then["overdue"], then["waiting"]) == (0, 3)


def test_numbers_are_added_up_of_those_that_answered(told: Intake) -> None:
    rows = ask(told, "notice_sums", notice="one")
    every, *counties = rows
    assert every["is_all"]
    assert (every["asked"], every["answered"]) == (5, 2)
    assert every["totals"][:3] == [33, 5, None]
    by_center = {row["county_center"]: row["totals"][:2] for row in counties}
    assert by_center[int(COUNTY)] == [31, 5]
    assert by_center[int(ZONE)] == [None, None]
    (down,) = ask(told, "notice_passed_on", int(COUNTY), notice="one")
    assert (down["entry_id"], down["totals"][:2]) == ("down", [7, 2])
    assert ask(told, "notice_sums", int(OTHER), notice="one") == []


def test_a_step_that_does_not_count_says_why(told: Intake) -> None:
    found = {
        row["entry_id"]: row["refusal"]
        for name in ("one", "urgent", "gone", "own", "down")
        for center in (CITY, int(COUNTY))
        for row in ask(told, "notice_steps", center, notice=name)
    }
    assert {one: why for one, why in found.items() if why} == {
        "s2": "already",
        "few": "numbers",
        "town": "not_yours",
        "auditor": "not_allowed",
        "not-mine": "not_yours",
        "less": "not_later",
        "u2": "not_asked",
        "g2": "withdrawn",
        "w2": "withdrawn",
        "e2": "not_later",
    }
    assert {"a1", "a2", "a3", "remind", "w1", "e1"} <= found.keys()
    (own,) = ask(told, "notice_told", int(COUNTY), notice="own")
    assert (own["due_at"], own["is_extended"]) == (START + 9 * HOUR, True)


def test_each_sees_what_it_sent_what_it_got_and_what_those_below_sent(
    told: Intake,
) -> None:
    def ids(name: str, center: str, **given: Any) -> set[str]:
        return {row["entry_id"] for row in ask(told, name, int(center), **given)}

    assert ids("notices_got", COUNTY) == {"one", "gone"}
    assert ids("notices_got", COUNTY, state="owed") == set()
    assert ids("notices_got", COUNTY, state="withdrawn") == {"gone"}
    assert ids("notices_got", CITY_CENTER, agency_code="police") == {"one"}
    assert ids("notices_got", CITY_CENTER) == set()
    assert ids("notices_got", TOWN, sort="urgent") == {"urgent"}
    assert ids("notices_sent", CITY_CENTER) == {"one", "urgent", "gone"}
    assert ids("notices_sent", CITY_CENTER, state="late") == {"one", "urgent"}
    assert ids("notices_sent", CITY_CENTER, box="below") == {"own", "down"}
    assert ids("notice_told", OTHER, notice="own") == set()
    assert ids("notice_told", TOWN, notice="own") == {"own"}
    assert ids("notice_told", COUNTY, notice="one", agency_code="police") == set()
    assert ask(told, "notice_progress", int(TOWN), notice="own") == []
    theirs = ids("notice_steps", OTHER, notice="one")
    assert theirs == {"a3", "remind", "less"}


def test_what_is_owed_waits_is_handed_over_and_stands_on_the_wall(
    told: Intake,
) -> None:
    zone = ask(told, "notices_due", int(ZONE))
    assert [(row["reason"], row["things"], row["late"]) for row in zone] == [
        ("notice_answer", 1, 1)
    ]
    everywhere = {
        (row["center_code"], row["agency_code"]): (
            row["things"],
            row["notices"],
            row["notices_late"],
            row["notices_urgent"],
        )
        for row in told.store.query(
            "todo_everywhere", now_at=START + 8 * HOUR
        ).to_pylist()
    }
    assert everywhere[int(ZONE), ""] == (1, 1, 1, 0)
    assert everywhere[CITY, "police"] == (1, 1, 1, 0)
    assert (CITY, "") not in everywhere
    handed = {row["entry_id"]: row for row in ask(told, "handover_notices")}
    assert handed.keys() == {"one", "urgent"}
    assert (handed["one"]["state"], handed["one"]["overdue"]) == (None, 3)
    assert {
        row["entry_id"]: row["state"]
        for row in ask(told, "handover_notices", int(ZONE))
    } == {"one": "unread"}
    urgent = {row["center_code"]: row["notices"] for row in ask(told, "urgent_notices")}
    assert urgent[CITY] == 1
    assert int(TOWN) not in urgent
    assert len(urgent) > 40
    assert ask(told, "urgent_notices", now_at=DUE + timedelta(days=7)) == []
