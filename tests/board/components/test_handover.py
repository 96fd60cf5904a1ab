"""A shift is handed over and signed for on the page, by two people."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from board.web import server
from streams.entries.duty import HandedOver, TakenOver
from tests.board.conftest import NOW
from tests.support.city import filled_city

if TYPE_CHECKING:
    from streams.entries.entry import DeskEntry
    from tests.support.city import City

SHELL = Path(server.__file__).parents[1] / "shell.py"
HOSTILE = "=1+1 <b>急</b> 13812345678"
MASKED = "=1+1 <b>急</b> 138****5678"


@pytest.fixture(scope="module")
def city() -> City:
    found = filled_city(NOW, per_day=10, days=1)
    found.run_topics(NOW)
    for number in range(3):
        at = NOW - timedelta(hours=number + 1)
        event = found.event(at, kind="dispute", severity="01", title=HOSTILE)
        found.write(event, at=at)
    return found


def opened(role: str) -> AppTest:
    test = AppTest.from_file(str(SHELL), default_timeout=60)
    test.query_params["role"] = role
    test.run()
    return test.switch_page("pages/handover.py").run()


def submit(page: AppTest, form: str) -> AppTest:
    (button,) = [one for one in page.button if one.proto.form_id == form]
    return button.click().run()


def field(page: AppTest, beginning: str) -> str:
    (key,) = [one.key for one in page.text_input if one.key.startswith(beginning)]
    return str(key)


def fill(page: AppTest, person: str, remark: str = "") -> None:
    page.text_input(field(page, "person_")).input(person)
    page.text_input(field(page, "remark_")).input(remark)


def test_it_is_drawn_up_and_signed_by_another(sent: list[DeskEntry]) -> None:
    page = opened("duty_officer")
    page.button("handover_draw").click().run()
    proposed = len([one for one in page.checkbox if one.key.startswith("hand_")])
    assert proposed > 1
    submit(page, "handover")
    assert len(page.error) == 1
    assert sent == []
    fill(page, "张三", HOSTILE)
    page.text_input("note_1").input(HOSTILE)
    page.checkbox("hand_2").uncheck()
    submit(page, "handover")
    assert not page.exception
    (drawn,) = sent
    assert isinstance(drawn, HandedOver)
    assert (drawn.person, drawn.note) == ("张三", MASKED)
    assert len(drawn.items) == proposed - 1
    assert drawn.items[0].note == MASKED
    assert drawn.vector
    assert drawn.from_at < NOW < drawn.as_of < NOW + timedelta(minutes=1)
    assert page.query_params["sheet"] == drawn.entry_id
    page.button("handover_sign").click().run()
    fill(page, "张　三")
    submit(page, "takeover")
    assert len(page.error) == 1
    fill(page, "李四", "已核对")
    submit(page, "takeover")
    assert not page.exception
    taken = sent[1]
    assert isinstance(taken, TakenOver)
    assert (taken.person, taken.hand_over) == ("李四", drawn.entry_id)
    page.run()
    assert "handover_sign" not in [one.key for one in page.button]


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize("role", ["staff", "auditor"])
def test_others_read_only(role: str) -> None:
    page = opened(role)
    assert not page.exception
    assert "handover_draw" not in [one.key for one in page.button]
