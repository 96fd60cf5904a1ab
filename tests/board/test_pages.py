"""Pages through Streamlit's own test harness: they open empty, full and stale."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from board import service
from board.components.seat import center_name
from board.desk.entries import Desk
from board.look import clock
from board.look.clock import SHANGHAI
from board.look.texts import LANGUAGES, texts
from board.pages.list import PAGES
from board.picture.snapshot import Snapshot
from board.reads.reads import Reads
from board.service import Service
from board.settings import settings_from
from board.web import server
from streams.broker.outbox import Outbox
from tests.support.desk import Books
from tests.support.messages import resend

if TYPE_CHECKING:
    from board.viewer.page import Page
    from tests.support.city import City
from tests.support.doors import Shut

NAMES = tuple(page.name for page in PAGES)
ROLES = {page.name: page.roles for page in PAGES}
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
    return went_to(page, test) if page != "wall" else test


def went_to(page: str, test: AppTest) -> AppTest:
    return test.switch_page(f"pages/{page}.py").run()


def failing() -> dict[str, list[str]]:
    """What each page said that broke, one after the other opened in one window."""
    test = opened("wall")
    said = {
        page: [one.value for one in went_to(page, test).exception] for page in NAMES
    }
    return {page: errors for page, errors in said.items() if errors}


@pytest.mark.parametrize("page", NAMES)
def test_a_page_opens_before_the_first_picture(running: Service, page: str) -> None:
    assert running.snapshot == Snapshot()
    assert not opened(page, role=min(ROLES[page])).exception


@pytest.mark.parametrize("state", ["full", "stale"])
def test_pages_open_full_and_stale(
    running: Service, snapshot: Snapshot, state: str
) -> None:
    failure = "no hub answers" if state == "stale" else ""
    running.maker.snapshot = msgspec.structs.replace(snapshot, failure=failure)
    assert failing() == {}


@pytest.mark.parametrize("hour", [0, 7, 8, 23])
def test_pages_open_at_every_hour_of_the_city(
    running: Service, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, hour: int
) -> None:
    running.maker.snapshot = snapshot
    now = datetime(2026, 3, 18, hour, 0, 20, tzinfo=SHANGHAI).astimezone(UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert failing() == {}


@pytest.mark.parametrize("scope", ["421321000000", "421321101000", "nonsense"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_district_page_opens_at_every_tier(
    running: Service, snapshot: Snapshot, scope: str, language: str
) -> None:
    running.maker.snapshot = snapshot
    test = opened("district", scope=scope, lang=language)
    assert not test.exception


def as_of(test: AppTest) -> str:
    """The moment that the page says it is of."""
    return next(one.value for one in test.text if one.value.startswith("as of "))


def test_one_session_is_never_shown_what_is_older_than_what_it_saw(
    running: Service, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.maker.snapshot = snapshot
    hour = datetime(2026, 3, 18, 7, 30, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: hour.replace(second=2))
    opened("items", lang="en", kind="dispute")
    monkeypatch.setattr(clock, "now", lambda: hour.replace(second=9))
    shared = opened("items", lang="en", kind="dispute")
    assert as_of(shared).endswith(":02")
    test = opened("items", lang="en")
    assert as_of(test).endswith(":09")
    test.query_params["kind"] = "dispute"
    monkeypatch.setattr(clock, "now", lambda: hour.replace(second=11))
    assert as_of(test.run()).endswith(":11")
    monkeypatch.setattr(clock, "now", lambda: hour.replace(second=12))
    assert as_of(test.run()).endswith(":11")
    assert as_of(test.button("again").click().run()).endswith(":12")


def test_a_seat_is_kept_to_its_own_range(running: Service, snapshot: Snapshot) -> None:
    running.maker.snapshot = snapshot
    test = opened("district", scope="421303000000", seat="421321000000")
    assert not test.exception
    assert test.query_params["scope"] == "421321000000"


@pytest.mark.parametrize("page", [one.name for one in PAGES if not one.of_centers])
def test_a_page_shows_whose_seat_it_is(
    running: Service, snapshot: Snapshot, page: str
) -> None:
    running.maker.snapshot = snapshot
    # Who sits nearest to the figures, where he may open the page.
    role = "auditor" if "auditor" in ROLES[page] else "staff"
    seat = {"role": role, "seat": "421303001001", "agency": "police"}
    test = opened(page, **seat)
    assert not test.exception
    said = [one.value for one in test.text if " · 公安" in one.value]
    who = texts("zh")(f"role.{role}")
    named = f"{who} · 西城街道乌龙巷社区综治中心 · 公安"
    assert said == ([] if page == "wall" else [named])


def test_the_export_page_says_that_the_hub_does_not_answer(
    city: City, snapshot: Snapshot, tmp_path: Path
) -> None:
    door = Shut(city.store)
    door.is_shut = True
    settings = settings_from({"CGC_HOME": str(tmp_path)})
    running = service.install(Service(settings, door, PAGES))
    running.maker.snapshot = snapshot
    test = opened("export")
    assert not test.exception
    assert [one.value for one in test.error] == ["数据中枢未应答，请稍后再试"]


def test_a_center_without_a_division_opens_at_what_it_sees(
    running: Service, snapshot: Snapshot
) -> None:
    running.maker.snapshot = snapshot
    test = opened("district", seat="421390000000", scope="421303587000")
    assert not test.exception
    assert test.query_params["scope"] == "421303587000"


def test_the_seat_offers_every_center_by_a_name_of_its_own(
    running: Service, snapshot: Snapshot
) -> None:
    running.maker.snapshot = snapshot
    assert len(snapshot.geography.centers) == 1065
    names = {center_name(one) for one in snapshot.geography.centers}
    assert len(names) == 1065
    assert "西城街道乌龙巷社区综治中心（曾都区 · 西城街道）" in names
    assert {"随州市综治中心", "曾都区综治中心", "随州高新区综治中心"} <= names


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_page_of_the_list_has_its_script_and_its_words(page: Page) -> None:
    assert (BOARD / page.script).is_file()
    for language in LANGUAGES:
        for family in ("page", "nav", "title"):
            assert f"{family}.{page.name}" in texts(language).words


def test_the_list_knows_every_page_and_one_of_them_is_at_the_root() -> None:
    scripts = {path.stem for path in (BOARD / "pages").glob("*.py")}
    assert set(NAMES) == scripts - {"__init__", "list", "workings"}
    assert [page.address for page in PAGES].count("") == 1


def test_the_cases_of_containment_stand_on_a_page_of_their_own(
    running: Service, snapshot: Snapshot
) -> None:
    running.maker.snapshot = snapshot
    for indicator, leads in (("contained_town", True), ("close_rate", False)):
        test = opened("indicators", indicator=indicator, period="last_month")
        found = [one.proto.page for one in test.get("page_link")]
        assert ("containment" in found) == leads
        assert ("items" in [one.key for one in test.button]) != leads


def test_pages_are_short() -> None:
    for page in NAMES:
        lines = (BOARD / "pages" / f"{page}.py").read_text().splitlines()
        assert len(lines) <= 40, page


def requests(test: AppTest) -> list[str]:
    return [one.value for one in test.text if " · 重发 " in one.value]


def test_a_seat_reads_what_came_of_its_requests_on_the_operations_page(
    running: Service, snapshot: Snapshot
) -> None:
    books = Books()
    running.desk = Desk(Outbox({}), Reads(books.store))
    books.enter(resend("E1", actor="demo-staff"), resend("E2", actor="demo-staff"))
    books.finish("E1", "failed", "no broker")
    running.maker.snapshot = snapshot
    test = opened("pipeline", role="staff")
    assert not test.exception
    lines = requests(test)
    assert lines[0].endswith("cgc.incidents[0]@0 · 已发送，待处理")
    assert lines[1].endswith("cgc.incidents[0]@0 · 重发失败 · no broker")
    books.finish("E2", "sent")
    test.run()
    assert requests(test)[0].endswith("· 已重发")
    assert test.toast[0].value == "已重发"
