"""A brief is made final on the page, and says so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from board.components import brief
from board.web import server
from streams.entries.letters import Briefed
from tests.board.conftest import NOW
from tests.support.city import filled_city

if TYPE_CHECKING:
    from streams.entries.entry import DeskEntry
    from tests.support.city import City

SHELL = Path(server.__file__).parents[1] / "shell.py"
COUNTY = "421321000000"


@pytest.fixture(scope="module")
def city() -> City:
    found = filled_city(NOW, per_day=10, days=3)
    found.run_topics(NOW)
    return found


def opened(role: str, **more: str) -> AppTest:
    test = AppTest.from_file(str(SHELL), default_timeout=60)
    for name, said in {"role": role, **more}.items():
        test.query_params[name] = said
    test.run()
    return test.switch_page("pages/brief.py").run()


def keys(page: AppTest) -> set[str]:
    return {one.key for one in page.button}


def test_a_leader_makes_it_final_for_the_division_on_the_screen(
    sent: list[DeskEntry],
) -> None:
    page = opened("leader", scope=COUNTY, brief="day")
    page.session_state["brief_finalize"] = True
    page.button("brief_sure").click().run()
    assert not page.exception
    # What was answered is not asked any more.
    assert page.session_state["brief_finalize"] is False
    (entry,) = sent
    assert isinstance(entry, Briefed)
    day = (NOW - timedelta(days=1)).date()
    assert (entry.period, entry.first_day) == ("day", day)
    assert entry.division_code == COUNTY
    figures = {one.indicator: one for one in entry.figures}
    assert isinstance(figures["received"].value, int)
    assert entry.vector
    page.button("brief_previous").click().run()
    assert page.query_params["on"] == str(day - timedelta(days=1))
    # What is not over yet has no final brief.
    page.query_params["on"] = str(NOW.date())
    page.run()
    assert "brief_sure" not in keys(page)


@pytest.mark.usefixtures("sent")
def test_nothing_is_final_while_the_store_does_not_hold_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(brief, "holds_all", lambda *_: False)
    page = opened("leader", scope=COUNTY, brief="day")
    assert not page.exception
    assert "brief_sure" not in keys(page)
    assert "数据尚未载全，暂不能定稿" in {one.value for one in page.text}


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize(
    ("role", "more"),
    [
        ("duty_officer", {}),
        ("staff", {"agency": "police"}),
        ("leader", {"at": "2026-03-18T06:00"}),
    ],
    ids=["duty officer", "agency", "past"],
)
def test_others_read_only(role: str, more: dict[str, str]) -> None:
    page = opened(role, **more)
    assert not page.exception
    assert "brief_sure" not in keys(page)
