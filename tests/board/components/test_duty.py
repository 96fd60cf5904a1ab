"""The forms of the duty page: what is filled in reaches the hub, or is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from board import service
from board.components import duty
from board.desk.duty import Span
from board.desk.duty import roster as planned
from board.desk.entries import Desk
from board.look import clock
from board.look.clock import DAY, day_of, day_start
from board.pages.list import PAGES
from board.reads.reads import Reads
from board.reads.rounds import rows_of
from board.reads.rows_duty import DutyLimits, OnDuty
from board.service import Service
from board.settings import settings_from
from board.viewer.scope import View
from board.viewer.seat import Seat
from board.views.duty.asking import people_of
from streams.entries.duty import Shift
from tests.board.desk.test_entries import Sent
from tests.support.desk import Books

if TYPE_CHECKING:
    from pathlib import Path

CENTER = 421300000000
LIMITS = DutyLimits(1440, 15, 31)
VIEW = View(CENTER, "zh", "dark", Seat("leader", CENTER))


@pytest.fixture
def books(tmp_path: Path) -> Books:
    books = Books()
    settings = settings_from({"CGC_HOME": str(tmp_path)})
    running = service.install(Service(settings, books.store, PAGES))
    running.desk = Desk(Sent(books), Reads(books.store))  # type: ignore[arg-type]
    return books


def people(books: Books) -> list[OnDuty]:
    question = people_of(CENTER, clock.now())
    found = books.store.query(question.name, **question.parameters)
    return list(rows_of(found, OnDuty))


def sign_on() -> None:
    duty.sign_on_form(LIMITS, VIEW)


def sign_off(here: tuple[OnDuty, ...]) -> None:
    duty.sign_off_form(here, VIEW)


def roster() -> None:
    duty.roster_form(LIMITS, VIEW)


def opened(form: object, *given: object) -> AppTest:
    """The form by itself: over a page it is one of Streamlit's own dialogs."""
    test = AppTest.from_function(_placed, args=(form, *given), default_timeout=30)
    return test.run()


def _placed(form, *given):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN002, ANN202
    form(*given)


def sent(test: AppTest) -> AppTest:
    return test.button[0].click().run()


def plan_today(person: str) -> None:
    start = day_start(clock.now())
    shift = Shift(person=person, function="leader", from_at=start, until=start + DAY)
    span = Span(start, start + DAY)
    seat = VIEW.seat
    service.current().desk.send(planned(seat, span, [shift], is_synthetic=True))


def test_who_signs_on_is_on_duty_and_signs_off_again(books: Books) -> None:
    plan_today("演示甲")
    test = opened(sign_on)
    assert [one.value for one in sent(test).error] == ["请填姓名"]
    assert test.selectbox(key="duty_name").options == ["演示甲"]
    test.selectbox(key="duty_name").set_value("演示甲")
    assert not sent(test).error
    assert test.session_state["moves_said"].text == "已记录"
    here = tuple(people(books))
    assert [(one.person, one.function) for one in here] == [("演示甲", "leader")]
    assert opened(sign_on).selectbox(key="duty_name").options == []
    off = sent(opened(sign_off, here))
    assert not off.exception
    assert people(books) == []


@pytest.mark.usefixtures("books")
def test_a_roster_names_the_line_that_is_none_and_sends_nothing() -> None:
    test = opened(roster)
    tomorrow = day_of(clock.now()) + DAY
    test.date_input(key="duty_day").set_value(tomorrow).run()
    assert not test.exception
    (lines,) = test.text_area
    lines.input("演示甲, 带班领导, 20:00-08:00\n**丁**, 局长, 20:00-08:00")
    told = [one.value for one in sent(test).error]
    assert told == ["第 2 行：职务应为：带班领导、值班员"]
    test.text_area[0].input("演示甲, 带班领导, 20:00-08:00")
    assert not sent(test).error
    assert test.session_state["moves_said"].text == "已记录"
    assert test.run().text_area[0].value == "演示甲, 带班领导, 20:00-08:00"
    assert test.caption[0].value.startswith("这一天尚未开始的 1 个班次")


@pytest.mark.usefixtures("books")
def test_whoever_is_logged_in_is_meant_at_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan_today("演示甲")
    monkeypatch.setattr(duty, "shown_name", lambda: "工号0231")
    name = opened(sign_on).selectbox(key="duty_name")
    assert (name.value, name.options) == ("工号0231", ["演示甲", "工号0231"])
