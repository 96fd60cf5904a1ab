"""A line of the duty log is written on the page, corrected by who wrote it alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from board.web import server
from streams.entries.duty import LogWritten, SignedOn
from tests.board.conftest import NOW
from tests.support.city import CITY_CENTER, City
from tests.support.logged import line
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from streams.entries.entry import DeskEntry

SHELL = Path(server.__file__).parents[1] / "shell.py"
HOSTILE = "=1+1 <b>急</b> 13812345678"
MASKED = "=1+1 <b>急</b> 138****5678"
TOWN = "421321101000"


@pytest.fixture(scope="module")
def city() -> City:
    found = City(ready_store())
    found.fill(NOW, per_day=10, days=2)
    ago = NOW - timedelta(minutes=10)
    found.enter(line("mine", ago, person="演示乙"), ago)
    found.enter(line("his", ago, actor="demo-leader", role="leader"), ago)
    for center in (CITY_CENTER, TOWN):
        came = SignedOn(
            entry_id=f"on-{center}",
            actor="demo-leader",
            role="leader",
            acting_center=center,
            entered_at=ago,
            person="演示乙",
            function="officer",
            until=NOW + timedelta(hours=4),
        )
        found.enter(came, ago)
    return found


def opened(role: str, **query: str) -> AppTest:
    test = AppTest.from_file(str(SHELL), default_timeout=60)
    for name, value in {"role": role, **query}.items():
        test.query_params[name] = value
    test.run()
    return test.switch_page("pages/duty.py").run()


def submit(page: AppTest) -> AppTest:
    (button,) = [one for one in page.button if one.proto.form_id == "log_line"]
    return button.click().run()


def field(fields: object, name: str) -> str:
    (key,) = [one.key for one in fields if f"log_{name}_" in str(one.key)]  # type: ignore[attr-defined]
    return str(key)


def buttons(page: AppTest) -> set[str]:
    return {str(one.key) for one in page.button}


def number_of(city: City, division: str) -> tuple[str, str]:
    """Case number and id of an item that begins with a division."""
    for one in city.store.query("item_list", low=0, high=10**12, row_limit=500)[
        "item_id"
    ].to_pylist():
        for kind in ("incident", "dispute", "risk_lead", "camera_alert"):
            for row in city.store.query("item", kind=kind, id=one).to_pylist():
                if str(row["division_code"]).startswith(division):
                    return row["case_number"], one
    raise AssertionError(division)


def test_a_line_is_masked_names_an_item_and_is_corrected_by_its_writer(
    city: City, sent: list[DeskEntry]
) -> None:
    page = opened("duty_officer", line="mine")
    assert {"log_write", "log_correct"} <= buttons(page)
    page.button("log_write").click().run()
    page.text_area(field(page.text_area, "text")).input(" ")
    submit(page)
    assert (len(page.error), sent) == (1, [])
    number, item = number_of(city, "4213")
    page.text_area(field(page.text_area, "text")).input(HOSTILE)
    page.text_input(field(page.text_input, "item")).input("0000-0000-0000")
    submit(page)
    assert (len(page.error), sent) == (1, [])
    page.text_input(field(page.text_input, "item")).input(number.lower())
    submit(page)
    assert not page.exception
    (written,) = sent
    assert isinstance(written, LogWritten)
    assert (written.text, written.person) == (MASKED, "演示乙")
    assert (written.item_id, written.corrects) == (item, None)
    page.button("log_correct").click().run()
    page.text_area(field(page.text_area, "text")).input("改正")
    submit(page)
    assert not page.exception
    corrected = sent[1]
    assert isinstance(corrected, LogWritten)
    assert (corrected.corrects, corrected.text) == ("mine", "改正")


@pytest.mark.usefixtures("sent")
def test_of_another_one_and_of_what_is_not_ones_own_nothing_is_written(
    city: City,
) -> None:
    assert "log_correct" not in buttons(opened("duty_officer", line="his"))
    assert "log_write" not in buttons(opened("auditor"))
    assert "log_write" not in buttons(opened("leader", agency="police"))
    page = opened("staff", seat=TOWN, scope=TOWN)
    page.button("log_write").click().run()
    page.text_area(field(page.text_area, "text")).input("来电")
    far, _ = number_of(city, "421303")
    page.text_input(field(page.text_input, "item")).input(far)
    submit(page)
    assert len(page.error) == 1
