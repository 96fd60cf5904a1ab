"""A consultation is called on an item whose 退回 is locked, answered, minuted; its
decisions become a joint task and lift the lock, what is refused is sent again.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from board import service
from board.desk.moves import SentMove
from board.web import server
from streams.entries.consultations import (
    ConsultationAnswered,
    ConsultationCancelled,
    ConsultationChanged,
    ConsultationMinuted,
    Consulted,
    DecisionDone,
    OnAgenda,
)
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.consulted import CITY_CENTER, COUNTY, called, locked, minuted, on
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from board.reads.rows import Batch
    from streams.entries.entry import DeskEntry
    from streams.events import Move

SHELL = Path(server.__file__).parents[1] / "shell.py"
HOUR = timedelta(hours=1)
ID = "returned-case"
EVENTS: dict[str, Any] = {}


@pytest.fixture(scope="module")
def city() -> City:
    found = City(ready_store())
    found.fill(NOW, per_day=5, days=2)
    EVENTS[ID] = locked(found, NOW, ID)
    called_at = NOW - 9 * HOUR
    found.enter(called("past", called_at, items=(on("incident", ID),)), called_at)
    return found


@pytest.fixture
def moves(
    city: City, sent: list[DeskEntry], monkeypatch: pytest.MonkeyPatch
) -> list[Move]:
    """The moves that the board sends, which the hub judges at once."""
    assert sent == []
    found: list[Move] = []
    running = service.current()

    def send(move: Move, _: Batch | None) -> SentMove:
        found.append(move)
        city.send((move, NOW), written_at=NOW)
        return SentMove(move, 0)

    monkeypatch.setattr(running.moves, "send", send)
    return found


def opened(role: str, center: str, **query: str) -> AppTest:
    test = AppTest.from_file(str(SHELL), default_timeout=60)
    given = {"role": role, "seat": center, "scope": center}
    for name, value in {**given, **query}.items():
        test.query_params[name] = value
    test.run()
    return test.switch_page("pages/consultations.py").run()


def submit(page: AppTest, form: str) -> AppTest:
    (button,) = [one for one in page.button if one.proto.form_id == form]
    return button.click().run()


def field(page: AppTest, name: str) -> Any:
    every = (*page.text_area, *page.text_input, *page.multiselect, *page.selectbox)
    (found,) = [one for one in every if f"consultation_{name}_" in str(one.key)]
    return found


def ways(page: AppTest) -> set[str]:
    keys = {str(one.key) for one in page.button}
    return {one for one in keys if one.startswith("consultation_")}


def row(city: City) -> dict[str, Any]:
    found: dict[str, Any] = city.store.query(
        "item", kind="incident", id=ID
    ).to_pylist()[0]
    return found


def standing(city: City) -> dict[str, Any]:
    """The one decision of the minutes."""
    seat = {"center_code": int(CITY_CENTER), "agency_code": "", "now_at": NOW}
    (found,) = city.store.query(
        "consultation_decisions", consultation="past", **seat
    ).to_pylist()
    told: dict[str, Any] = found
    return told


def test_one_is_called_on_the_item_that_the_address_names(
    sent: list[DeskEntry],
) -> None:
    page = opened("leader", CITY_CENTER, call=f"incident {ID}")
    submit(page, "consultation")
    assert [one.value for one in page.error] == ["请选择参加单位"]
    field(page, "centers").select(int(COUNTY))
    field(page, "title").input("演示数据：三次退回会商 13812345678")
    field(page, "place").input("会商室")
    field(page, "chair").input("市中心主任")
    field(page, "person").input("演示甲")
    field(page, "items").input("9999-9999-9999")
    submit(page, "consultation")
    assert "9999-9999-9999" in page.error[0].value
    field(page, "items").input("")
    submit(page, "consultation")
    assert not page.exception
    (one,) = sent
    assert isinstance(one, Consulted)
    assert one.items == (OnAgenda(kind="incident", item_id=ID),)
    assert one.title == "演示数据：三次退回会商 138****5678"
    assert page.query_params["consultation"] == one.entry_id
    assert ways(page) >= {"consultation_change", "consultation_cancel"}

    county = opened("staff", COUNTY, consultation=one.entry_id)
    county.button("consultation_answer").click().run()
    submit(county, "consultation_answer")
    assert [each.value for each in county.error] == ["请填写参会职务"]
    field(county, "post").input("副主任")
    submit(county, "consultation_answer")
    page.button("consultation_change").click().run()
    field(page, "reason").input("演示数据：冲突")
    submit(page, "consultation_change")
    page.button("consultation_cancel").click().run()
    field(page, "reason").input("演示数据：已办结")
    submit(page, "consultation_cancel")
    answer, change, cancel = sent[1:]
    assert isinstance(answer, ConsultationAnswered)
    assert (answer.attends, answer.post, answer.agency) == ("yes", "副主任", None)
    assert isinstance(change, ConsultationChanged)
    assert isinstance(cancel, ConsultationCancelled)
    assert not ways(page) & {"consultation_change", "consultation_cancel"}


def test_minutes_lift_the_lock_and_what_is_refused_is_said_and_sent_again(
    city: City, sent: list[DeskEntry], moves: list[Move]
) -> None:
    assert row(city)["returns_unconsulted"] == 3
    page = opened("leader", CITY_CENTER, consultation="past")
    page.button("consultation_minute").click().run()
    submit(page, "consultation_minutes")
    assert [one.value for one in page.error] == ["请逐项填写会商结论"]
    for number in (1, 2):
        field(page, f"point_{number}").input("演示数据：属地牵头")
    field(page, "person").input("演示甲")
    field(page, "what 0").input("演示数据：上门走访")
    field(page, "who_0").set_value((int(COUNTY), ""))
    field(page, "on_0").set_value(on("incident", ID))
    submit(page, "consultation_minutes")
    assert not page.exception
    (minutes,) = sent
    assert isinstance(minutes, ConsultationMinuted)
    assert [one.item for one in minutes.decisions] == [on("incident", ID)]
    consulted, join = moves
    assert (consulted.move, join.move) == ("consult", "join")
    assert row(city)["returns_unconsulted"] == 0
    # What was sent back cannot be joined, nor by the city what the county owns.
    assert row(city)["tasks"] == []
    untold = standing(city)
    assert (untold["state"], untold["refusal"]) == ("untold", "not_allowed")
    owner = {"acting_center": COUNTY, "acting_agency": None, "role": "staff"}
    city.move(EVENTS[ID], "accept", at=NOW, move_id="taken-again", **owner)
    county = opened("staff", COUNTY, consultation="past")
    assert ways(county) & {"consultation_send_again", "consultation_minute"} == {
        "consultation_send_again"
    }
    county.button("consultation_send_again").click().run()
    assert not county.exception
    assert [one.move for one in moves] == ["consult", "join", "join"]
    again = moves[-1]
    assert (again.task_id, again.move_id) == (join.task_id, f"{join.task_id}-1")
    (task,) = row(city)["tasks"]
    assert (task["task_id"], task["objective"]) == (join.task_id, "演示数据：上门走访")
    assert standing(city)["state"] == "open"
    assert "consultation_send_again" not in ways(county)


def test_a_decision_on_no_item_is_done_by_whom_it_names(
    city: City, sent: list[DeskEntry]
) -> None:
    at = NOW - 8 * HOUR
    city.enter(called("plain", at), at)
    at = NOW - 3 * HOUR
    city.enter(minuted("plain-m", at, "plain"), at)
    assert "consultation_done_1" not in ways(
        opened("leader", CITY_CENTER, consultation="plain")
    )
    page = opened("staff", COUNTY, consultation="plain")
    page.button("consultation_done_1").click().run()
    field(page, "done").input("演示数据：已走访")
    submit(page, "consultation_done")
    (one,) = sent
    assert isinstance(one, DecisionDone)
    assert (one.number, one.acting_center) == (1, COUNTY)
    assert ways(page) == {"consultation_call", "consultation_make"}


@pytest.mark.parametrize(
    ("role", "query"),
    [("auditor", {}), ("leader", {"for": "outside"}), ("administrator", {})],
)
def test_others_send_nothing(
    sent: list[DeskEntry], role: str, query: dict[str, str]
) -> None:
    page = opened(role, CITY_CENTER, consultation="past", **query)
    assert not page.exception
    assert ways(page) <= {"consultation_make"}
    assert sent == []
