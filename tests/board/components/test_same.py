"""疑似同一事项 on the page of an item: what its buttons send, and what stands there."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from board import service
from board.components import same
from board.components.same_marks import same_marks
from board.components.working import ask, seen_by
from board.look import clock
from board.pages.list import PAGES
from board.service import Service
from board.settings import settings_from
from board.viewer.scope import View
from board.viewer.seat import Seat
from board.views.items.same import candidates
from board.views.items.timeline import timeline
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.ready import ready_store
from tests.support.twice import AGAIN, FIRST, told_twice

if TYPE_CHECKING:
    from pathlib import Path

    from board.reads.rounds import Answers
    from board.viewer.answers import Kept
    from sql.questions import Question
    from streams.entries.entry import DeskEntry

CENTER, ELSEWHERE = 421300000000, 421321000000
STAFF = View(CENTER, "zh", "dark", Seat("staff", CENTER))


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> City:
    """One matter that was told twice; what the board sends, its hub has at once."""
    made = City(ready_store())
    told_twice(made, NOW)
    ticks = count(1)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(milliseconds=next(ticks)))
    settings = settings_from({"CGC_HOME": str(tmp_path)})
    running = service.install(Service(settings, made.store, PAGES))
    running.maker.tick(NOW)

    def send(entry: DeskEntry) -> None:
        made.enter(entry, NOW)

    monkeypatch.setattr(running.desk, "send", send)
    return made


def kept_of(view: View) -> Kept:
    return ask(service.current().pages["item"], view)


def page(view: View) -> None:
    kept = kept_of(view)
    same.place_same(kept, view)
    st.session_state["lines"] = [
        one["what"] for one in timeline(seen_by(view, kept.picture)).tables[0].records()
    ]
    st.session_state["candidates"] = len(candidates(seen_by(view, kept.picture)))


def _placed(form, view):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    form(view)


def opened(item_id: str, view: View = STAFF) -> AppTest:
    test = AppTest.from_function(_placed, args=(page, view), default_timeout=30)
    test.query_params["kind"] = "incident"
    test.query_params["id"] = item_id
    return test.run()


def test_that_both_are_not_the_same_is_kept_and_stands_with_both(city: City) -> None:
    test = opened(FIRST)
    assert test.session_state["candidates"] == 1
    apart = test.button(key=f"apart_{AGAIN}")
    assert apart.label == "不是同一事项"
    apart.click().run()
    assert test.session_state["candidates"] == 0
    assert not test.button
    numbers = {}
    for one in (FIRST, AGAIN):
        shown = opened(one)
        assert shown.session_state["candidates"] == 0
        newest = shown.session_state["lines"][0]
        numbers[one] = newest
        assert newest.startswith("认定与 ")
        assert newest.endswith(" 不是同一事项")
    assert len(set(numbers.values())) == 2
    [entry] = city.store.query("item_apart", kind="incident", id=AGAIN).to_pylist()
    assert entry["other_id"] == FIRST


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_may_not_merge_sees_the_pair_and_no_buttons(role: str) -> None:
    test = opened(FIRST, View(CENTER, "zh", "dark", Seat(role, CENTER)))
    assert test.session_state["candidates"] == 1
    assert not test.button


@pytest.mark.usefixtures("city")
def test_outside_nothing_is_said_of_it() -> None:
    test = opened(FIRST, View(CENTER, "zh", "dark", Seat(), outside=True))
    assert not test.button
    assert not test.subheader


def _marked(view: View) -> None:
    kept = ask(service.current().pages["items"], view)
    st.session_state["marks"] = same_marks("items", kept, view)


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    ("view", "wanted"),
    [
        (STAFF, {f"incident {FIRST}": 1, f"incident {AGAIN}": 1}),
        # An agency that has no part in either, and another one's center.
        (View(CENTER, "zh", "dark", Seat("staff", CENTER, "fire")), {}),
        (View(CENTER, "zh", "dark", Seat("staff", ELSEWHERE)), {}),
        (View(CENTER, "zh", "dark", Seat(), outside=True), {}),
    ],
)
def test_a_list_marks_what_may_be_told_of_twice_by_one_question(
    view: View,
    wanted: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reads, questions = service.current().reads, []
    one_round = reads.round

    def counted(asked: dict[str, Question], *given: Any) -> Answers:
        questions.extend(one for one in asked.values() if one.name == "listed_same")
        return one_round(asked, *given)

    monkeypatch.setattr(reads, "round", counted)
    test = AppTest.from_function(_placed, args=(_marked, view), default_timeout=30)
    test.query_params["state"] = "open"
    test.run()
    assert not test.exception
    assert test.session_state["marks"].get("same", {}) == wanted
    assert len(questions) <= 1
    assert bool(questions) or not wanted
