"""A 预警函 is written on the page by a center above, and answered by who was asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from board.web import server
from streams.entries.letters import Warned, WarningAnswered
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.ready import ready_store
from tests.support.warned import TOWN, surge

if TYPE_CHECKING:
    from streams.entries.entry import DeskEntry

SHELL = Path(server.__file__).parents[1] / "shell.py"
HOSTILE = "=1+1 <b>急</b> 13812345678"
MASKED = "=1+1 <b>急</b> 138****5678"


@pytest.fixture(scope="module")
def city() -> City:
    found = City(ready_store())
    found.fill(NOW, per_day=10, days=36)
    surge(found, NOW, a_day=9)
    return found


def opened(role: str, **query: str) -> AppTest:
    test = AppTest.from_file(str(SHELL), default_timeout=60)
    for name, value in {"role": role, **query}.items():
        test.query_params[name] = value
    test.run()
    return test.switch_page("pages/warnings.py").run()


def submit(page: AppTest, form: str) -> AppTest:
    (button,) = [one for one in page.button if one.proto.form_id == form]
    return button.click().run()


def area(page: AppTest, name: str) -> str:
    (key,) = [one.key for one in page.text_area if f"_{name}_" in one.key]
    return str(key)


def buttons(page: AppTest) -> set[str]:
    return {str(one.key) for one in page.button}


def test_it_is_written_by_a_center_above_and_answered_once(
    sent: list[DeskEntry],
) -> None:
    page = opened("leader", hot=f"{TOWN}.dispute.17")
    page.button("warning_warn").click().run()
    page.text_area(area(page, "text")).input(" ")
    submit(page, "warning")
    assert len(page.error) == 1
    assert sent == []
    page.text_area(area(page, "text")).input(HOSTILE)
    submit(page, "warning")
    assert not page.exception
    (warned,) = sent
    assert isinstance(warned, Warned)
    assert (warned.to_center, warned.category, warned.level) == (TOWN, "17", "red")
    assert (warned.text, warned.value >= warned.red) == (MASKED, True)
    assert page.query_params["letter"] == warned.entry_id
    seat = {"seat": TOWN, "scope": TOWN, "letter": warned.entry_id}
    asked = opened("staff", **seat)
    assert "warning_warn" not in buttons(asked)
    asked.button("warning_answer").click().run()
    asked.text_area(area(asked, "reply_text")).input("已核查")
    submit(asked, "warning_reply")
    assert len(asked.error) == 1
    asked.text_area(area(asked, "measures")).input("已调解")
    submit(asked, "warning_reply")
    assert not asked.exception
    answered = sent[1]
    assert isinstance(answered, WarningAnswered)
    assert (answered.warning, answered.text) == (warned.entry_id, "已核查")
    assert "warning_answer" not in buttons(asked.run())


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize(
    ("role", "query"),
    [
        ("auditor", {}),
        ("duty_officer", {}),
        ("leader", {"seat": TOWN}),
        ("staff", {"agency": "police"}),
        ("leader", {"for": "outside"}),
    ],
)
def test_others_read_only(role: str, query: dict[str, str]) -> None:
    page = opened(role, **query)
    assert not page.exception
    assert "warning_warn" not in buttons(page)
