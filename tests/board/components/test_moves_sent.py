"""A verdict that comes late is said, and leaves the page to whoever works on it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from board import service
from board.components import moves_sent
from board.components.said import SAID
from board.pages.list import PAGES
from board.reads.verdicts import Verdict
from board.service import Service
from board.settings import settings_from
from board.viewer.scope import View
from board.viewer.seat import Seat
from tests.board.conftest import NOW
from tests.support.desk import Books

if TYPE_CHECKING:
    from pathlib import Path

CENTER = 421300000000
VIEW = View(CENTER, "zh", "dark", Seat("staff", CENTER))
SENT = SimpleNamespace(move=SimpleNamespace(move="note", move_id="m-1"))


@pytest.fixture
def verdicts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Verdict]:
    """What the hub has said so far of the moves that wait."""
    settings = settings_from({"CGC_HOME": str(tmp_path)})
    running = service.install(Service(settings, Books().store, PAGES))
    found: dict[str, Verdict] = {}
    monkeypatch.setattr(running.moves, "verdicts", lambda _: dict(found))
    return found


def verdict(refusal: str | None = None) -> Verdict:
    said = "refused" if refusal else "accepted"
    details = '{"needs": ["owner"]}'
    return Verdict("m-1", "dispute", "d-1", "note", said, refusal, details, "", NOW)


def page(view: View) -> None:
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    moves_sent.tell_waiting(view)


def _placed(form, view):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    form(view)


@pytest.fixture
def opened(verdicts: dict[str, Verdict]) -> AppTest:
    test = AppTest.from_function(_placed, args=(page, VIEW), default_timeout=30)
    test.session_state[moves_sent.WAITING] = {"m-1": SENT}
    test.run()
    assert not verdicts
    assert test.caption[0].value == "备注：已发送，待裁定"
    return test


@pytest.mark.parametrize("refusal", [None, "not_yours"])
def test_a_late_verdict_is_said_and_the_page_not_asked_for_anew(
    opened: AppTest, verdicts: dict[str, Verdict], refusal: str | None
) -> None:
    """A run of the whole page closes the form that somebody fills in."""
    verdicts["m-1"] = verdict(refusal)
    opened.run()
    assert opened.session_state["runs"] == 2
    (told,) = opened.toast
    assert told.value.startswith("备注未生效" if refusal else "备注：已生效")
    said = opened.session_state[SAID]
    assert (said.text, said.until is None) == (told.value, bool(refusal))
    assert not opened.session_state[moves_sent.WAITING]
