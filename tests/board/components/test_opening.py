"""An opened item is written down once in some minutes, and opens in any case."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from board import service
from board.components import opening
from board.desk.entries import Desk
from board.look import clock
from board.pages.list import PAGES
from board.reads.reads import Reads
from board.service import Service
from board.settings import settings_from
from board.viewer.scope import View
from board.viewer.seat import Seat
from tests.board.desk.test_entries import Sent
from tests.support.desk import Books

if TYPE_CHECKING:
    from pathlib import Path

CENTER = 421300000000
VIEW = View(CENTER, "zh", "dark", Seat("staff", CENTER, "police"))
UNWRITTEN = "本次查阅未登记"


@pytest.fixture
def running(tmp_path: Path) -> Service:
    settings = settings_from({"CGC_HOME": str(tmp_path)})
    return service.install(Service(settings, Books().store, PAGES))


def answering(running: Service, books: Books, refusal: str = "") -> None:
    outbox: Any = Sent(books, refusal)
    running.desk = Desk(outbox, Reads(books.store))


def page(view: View) -> None:
    item = SimpleNamespace(kind="dispute", item_id="d-1")
    sheet: Any = SimpleNamespace(item=item, division=421321101201)
    opening.note_opening(sheet, view)()


def opened(view: View = VIEW) -> AppTest:
    return AppTest.from_function(_placed, args=(page, view), default_timeout=30).run()


def _placed(form, view):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    form(view)


def written(books: Books) -> list[dict[str, Any]]:
    asked = {"kind": "dispute", "id": "d-1", "row_limit": 9}
    return books.store.query("item_looks", **asked).to_pylist()


def test_a_session_counts_once_in_some_minutes_and_another_seat_for_itself(
    running: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = Books()
    answering(running, books)
    test = opened().run()
    assert not test.warning
    (row,) = written(books)
    assert (row["what"], row["acting_role"], row["agency"], row["reason"]) == (
        *("opened_item", "staff", "police", None),
    )
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    test.run()
    assert len(written(books)) == 2
    opened(View(CENTER, "zh", "dark", Seat("leader", CENTER)))
    assert {row["acting_role"] for row in written(books)} == {"staff", "leader"}


def test_one_that_is_not_written_down_says_so_and_is_tried_again(
    running: Service,
) -> None:
    books = Books()
    answering(running, books, "no broker")
    test = opened()
    assert [one.value.startswith(UNWRITTEN) for one in test.warning] == [True]
    assert written(books) == []
    answering(running, books)
    assert not test.run().warning
    assert len(written(books)) == 1
