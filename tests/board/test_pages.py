"""Pages through Streamlit's own test harness: they open empty, full and stale."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from board import service
from board.desk.entries import Desk
from board.picture.snapshot import Snapshot
from board.reads.reads import Reads
from board.service import Service
from board.settings import settings_from
from board.web import server
from streams.broker.outbox import Outbox
from tests.support.desk import Books
from tests.support.messages import resend

if TYPE_CHECKING:
    from tests.support.city import City

PAGES = ("wall", "district", "pipeline")
BOARD = Path(server.__file__).parents[1]


@pytest.fixture(autouse=True)
def clean_caches() -> None:
    st.cache_data.clear()


@pytest.fixture
def running(city: City, tmp_path: Path) -> Service:
    """A service that was never started: its picture is what a test puts there."""
    settings = settings_from({"CGC_HOME": str(tmp_path)})
    return service.install(Service(settings, city.store, PAGES))


def opened(page: str, **parameters: str) -> AppTest:
    test = AppTest.from_file(str(BOARD / "shell.py"), default_timeout=30)
    for name, value in parameters.items():
        test.query_params[name] = value
    test.run()
    return test.switch_page(f"pages/{page}.py").run() if page != "wall" else test


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_before_the_first_picture(running: Service, page: str) -> None:
    assert running.snapshot == Snapshot()
    assert not opened(page).exception


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", ["full", "stale"])
def test_a_page_opens_full_and_stale(
    running: Service, snapshot: Snapshot, page: str, state: str
) -> None:
    failure = "no hub answers" if state == "stale" else ""
    running.producer.snapshot = msgspec.structs.replace(snapshot, failure=failure)
    assert not opened(page).exception


@pytest.mark.parametrize("scope", ["421321000000", "421321101000", "nonsense"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_district_page_opens_at_every_tier(
    running: Service, snapshot: Snapshot, scope: str, language: str
) -> None:
    running.producer.snapshot = snapshot
    test = opened("district", scope=scope, lang=language)
    assert not test.exception
    assert test.get("deck_gl_json_chart")


def test_the_map_asks_for_no_base_map(running: Service, snapshot: Snapshot) -> None:
    running.producer.snapshot = snapshot
    chart = opened("wall").get("deck_gl_json_chart")[0].proto
    specification = msgspec.json.decode(chart.json)
    assert specification["mapStyle"] == "__MAP_STYLE__"
    assert "http" not in chart.json


def test_a_seat_is_kept_to_its_own_range(running: Service, snapshot: Snapshot) -> None:
    running.producer.snapshot = snapshot
    test = opened("district", scope="421303000000", seat="421321000000")
    assert not test.exception
    assert test.query_params["scope"] == "421321000000"


def test_pages_are_short() -> None:
    for page in PAGES:
        lines = (BOARD / "pages" / f"{page}.py").read_text().splitlines()
        assert len(lines) <= 40, page


def test_a_seat_reads_what_came_of_its_requests_on_the_operations_page(
    running: Service, snapshot: Snapshot
) -> None:
    books = Books()
    running.desk = Desk(Outbox({}), Reads(books.store))
    books.enter(resend("E1", actor="demo-staff"), resend("E2", actor="demo-staff"))
    books.finish("E1", "failed", "no broker")
    running.producer.snapshot = snapshot
    test = opened("pipeline", role="staff")
    assert not test.exception
    texts = [one.value for one in test.text]
    assert texts[0].endswith("cgc.incidents[0]@0 · 已发送，待处理")
    assert texts[1].endswith("cgc.incidents[0]@0 · 重发失败 · no broker")
    books.finish("E2", "sent")
    test.run()
    assert test.text[0].value.endswith("· 已重发")
    assert test.toast[0].value == "已重发"
