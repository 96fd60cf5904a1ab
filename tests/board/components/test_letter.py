"""The letter of a supervision is in the register before anybody gets it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from board import service
from board.look import clock
from board.pages.list import PAGES
from board.service import Service
from board.settings import settings_from
from board.web import server
from tests.board.conftest import NOW
from tests.support.city import CITY_CENTER, filled_city
from tests.support.supervised import SUPERVISED_CASE, supervised_cases
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from streams.entries.looking import Exported
    from tests.support.city import City

SHELL = Path(server.__file__).parents[1] / "shell.py"
MAKE = "letter_make"


@pytest.fixture(scope="module")
def city() -> City:
    found = filled_city(NOW, per_day=10, days=1)
    supervised_cases(found, NOW)
    return found


@pytest.fixture
def running(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings = settings_from({"CGC_HOME": str(tmp_path)})
    found = service.install(Service(settings, city.store, PAGES))
    found.maker.tick(NOW)
    return found


def opened(role: str, item_id: str) -> AppTest:
    test = AppTest.from_file(str(SHELL), default_timeout=30)
    given = {"role": role, "kind": "dispute", "id": item_id}
    for name, value in given.items():
        test.query_params[name] = value
    test.run()
    return test.switch_page("pages/letter.py").run()


def test_it_is_made_and_registered(
    running: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Exported] = []
    monkeypatch.setattr(running.desk, "send", sent.append)
    page = opened("leader", SUPERVISED_CASE)
    page.button(MAKE).click().run()
    assert not page.exception
    begun_by = f"{SUPERVISED_CASE}-supervise"
    kept = f"letter {begun_by} dispute {SUPERVISED_CASE} leader {CITY_CENTER}"
    number = page.session_state[kept]
    wait_for(lambda: running.orders.is_done(number), "the letter")
    assert running.orders.result(number).path.read_bytes().startswith(b"%PDF")
    (entry,) = sent
    assert (entry.page, entry.export_format) == ("letter", "pdf")
    assert "12号" in entry.reason
    page.run()
    assert not page.exception


def test_what_is_not_supervised_has_none_and_who_reads_no_titles_no_page(
    running: Service,
) -> None:
    page = opened("leader", "ledger-old")
    assert not page.exception
    assert MAKE not in [one.key for one in page.button]
    assert "auditor" not in running.pages["letter"].roles
