"""Whether the tones of a page were heard is written down, by whom it may be."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st

from board import service
from board.components.sound import sounding
from board.desk.entries import Desk
from board.pages.list import PAGES
from board.reads.reads import Reads
from board.service import Service
from board.settings import settings_from
from board.viewer.scope import View
from board.viewer.seat import Seat
from tests.board.desk.test_entries import Sent
from tests.support.desk import Books

CENTER = 421300000000
KEY = "topbar"


def view_of(role: str) -> View:
    return View(CENTER, "zh", "dark", Seat(role, CENTER))


@pytest.fixture
def books(tmp_path: Path) -> Books:
    books = Books()
    settings = settings_from({"CGC_HOME": str(tmp_path)})
    running = service.install(Service(settings, books.store, PAGES))
    running.desk = Desk(Sent(books), Reads(books.store))  # type: ignore[arg-type]
    return books


def entries(books: Books) -> list[str]:
    found = books.store.query(
        "desk_entries_waiting", from_batch=0, entries="sound_test"
    )
    return [row["details"] for row in found.to_pylist()]


def say(monkeypatch: pytest.MonkeyPatch, role: str, said: str) -> None:
    state = {KEY: SimpleNamespace(tested=said)}
    monkeypatch.setattr(st, "session_state", state)
    monkeypatch.setattr(st, "toast", lambda *_, **__: None)
    sounding("wall", view_of(role), key=KEY)["on_tested"]()


@pytest.mark.parametrize(("said", "heard"), [("heard", "true"), ("unheard", "false")])
def test_what_was_heard_is_an_entry(
    books: Books, monkeypatch: pytest.MonkeyPatch, said: str, heard: str
) -> None:
    say(monkeypatch, "duty_officer", said)
    (details,) = entries(books)
    assert f'"heard":{heard}' in details.replace(" ", "")
    assert '"page":"wall"' in details.replace(" ", "")


@pytest.mark.parametrize(
    ("role", "said"),
    [("auditor", "heard"), ("duty_officer", "<b>"), ("visitor", "heard")],
)
def test_nothing_else_is(
    books: Books, monkeypatch: pytest.MonkeyPatch, role: str, said: str
) -> None:
    say(monkeypatch, role, said)
    assert entries(books) == []


@pytest.mark.usefixtures("books")
def test_a_page_of_which_nothing_is_heard_has_no_sound() -> None:
    assert sounding("items", view_of("leader"), key=KEY) == {}
    told = sounding("alerts", view_of("auditor"), key=KEY)["sound"]
    assert told == {"may_test": False}
