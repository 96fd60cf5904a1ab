"""A report is drafted from its case, sent upwards, sent back, supplemented, signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from board.web import server
from streams.entries.letters import ReportAnswered, Reported
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.ready import ready_store
from tests.support.reported import CITY_CENTER, COUNTY, reported

if TYPE_CHECKING:
    from streams.entries.entry import DeskEntry

SHELL = Path(server.__file__).parents[1] / "shell.py"
HOSTILE = "=1+1 <b>急</b> 13812345678"
MASKED = "=1+1 <b>急</b> 138****5678"


@pytest.fixture(scope="module")
def city() -> City:
    """`grave-3` waits for its first report, `grave-1` was sent back, `grave-2` waits to
    be signed for.
    """
    found = City(ready_store())
    found.fill(NOW, per_day=10, days=2)
    reported(found, NOW)
    return found


def opened(role: str, item: str, center: str, **query: str) -> AppTest:
    test = AppTest.from_file(str(SHELL), default_timeout=60)
    given = {"role": role, "seat": center, "scope": center, "kind": "incident"}
    for name, value in {**given, "id": item, **query}.items():
        test.query_params[name] = value
    test.run()
    return test.switch_page("pages/reports.py").run()


def submit(page: AppTest, form: str) -> AppTest:
    (button,) = [one for one in page.button if one.proto.form_id == form]
    return button.click().run()


def key(page: AppTest, name: str) -> str:
    every = (*page.text_area, *page.text_input, *page.number_input)
    (found,) = [one.key for one in every if f"report_{name}_" in str(one.key)]
    return str(found)


def buttons(page: AppTest) -> set[str]:
    return {str(one.key) for one in page.button} & {
        *("report_write", "report_signed", "report_sent_back")
    }


def test_it_is_drafted_from_its_case_and_goes_to_the_center_above(
    sent: list[DeskEntry],
) -> None:
    page = opened("duty_officer", "grave-3", COUNTY)
    assert buttons(page) == {"report_write"}
    page.button("report_write").click().run()
    assert not page.exception
    assert "演示数据" in str(page.text_area(key(page, "what")).value)
    submit(page, "report")
    assert [one.value for one in page.error] == ["请填姓名"]
    page.text_input(key(page, "person")).input("演示甲")
    page.text_area(key(page, "what")).input(HOSTILE)
    page.number_input(key(page, "injured")).set_value(2)
    submit(page, "report")
    assert not page.exception
    (first,) = sent
    assert isinstance(first, Reported)
    assert (first.to_center, first.item_id) == (CITY_CENTER, "grave-3")
    assert (first.what, first.injured, first.final) == (MASKED, 2, False)
    assert (first.supplements, first.reason) == (None, None)
    assert page.query_params["report"] == first.entry_id


def test_what_was_sent_back_is_supplemented_and_what_came_is_answered(
    sent: list[DeskEntry],
) -> None:
    page = opened("leader", "grave-1", COUNTY)
    page.button("report_write").click().run()
    page.text_input(key(page, "person")).input("演示甲")
    submit(page, "report")
    assert not page.exception
    (again,) = sent
    assert isinstance(again, Reported)
    assert again.supplements == "report-2"
    asked = opened("staff", "grave-2", CITY_CENTER)
    assert buttons(asked) == {"report_signed", "report_sent_back"}
    asked.button("report_sent_back").click().run()
    asked.text_input(key(asked, "person")).input("演示乙")
    submit(asked, "report_answer")
    assert [one.value for one in asked.error] == ["请写明缺什么"]
    asked.text_area(key(asked, "missing")).input("伤情")
    submit(asked, "report_answer")
    assert not asked.exception
    answered = sent[1]
    assert isinstance(answered, ReportAnswered)
    assert (answered.report, answered.to_center) == ("report-3", COUNTY)
    assert (answered.answer, answered.text) == ("sent_back", "伤情")


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize(
    ("role", "query"),
    [
        ("auditor", {}),
        ("staff", {"agency": "police"}),
        ("leader", {"for": "outside"}),
        ("leader", {"seat": "421303000000"}),
    ],
)
def test_others_send_nothing(role: str, query: dict[str, str]) -> None:
    page = opened(role, "grave-3", COUNTY, **query)
    assert not page.exception
    assert buttons(page) == set()
