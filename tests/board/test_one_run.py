"""Streamlit as this house has set it: of one session one run is at work at a time."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from tests.support.ports import free_port
from tests.support.processes import ROOT, Process, python
from tests.support.programs import asked
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

SCRIPT = '''
"""Counts how many calls of one session are at work at once."""

import time
from pathlib import Path

import streamlit as st

GO_ON = Path(__file__).with_name("go_on")
told = st.session_state.setdefault("told", {"inside": 0, "most": 0, "calls": 0})


def press():
    told["inside"] += 1
    told["calls"] += 1
    told["most"] = max(told["most"], told["inside"])
    while told["most"] == 1 and not GO_ON.exists():
        time.sleep(0.02)
    told["inside"] -= 1


st.button("press", on_click=press)
st.text(f"{told['calls']} calls, {told['most']} at once")
'''
COUNTED = """
window.sent = 0;
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (told) { sent += 1; return send.call(this, told); };
"""
RUNS = "[data-test-script-state=running]"


@pytest.fixture
def program(tmp_path: Path) -> Iterator[str]:
    """The address of the script, served under the settings of the house."""
    script, port = tmp_path / "script.py", str(free_port())
    script.write_text(SCRIPT, encoding="utf-8")
    command = python("-m", "streamlit", "run", str(script), "--server.port", port)
    process = Process(command, tmp_path / "log", {"PYTHONPATH": str(ROOT)})
    process.start()

    def is_up() -> bool:
        return asked(int(port), "/_stcore/health")[0] == HTTPStatus.OK

    wait_for(is_up, "the script")
    yield f"http://127.0.0.1:{port}"
    process.stop()


def test_a_second_click_waits_for_what_the_first_one_called(
    program: str, page: Page, tmp_path: Path
) -> None:
    page.add_init_script(COUNTED)
    page.goto(program)
    button = page.get_by_role("button", name="press")
    button.wait_for()
    before = page.evaluate("sent")
    button.click()
    page.wait_for_selector(RUNS)
    button.click()
    page.wait_for_function("before => sent >= before + 2", arg=before)
    (tmp_path / "go_on").touch()
    page.get_by_text("2 calls, 1 at once").wait_for()
