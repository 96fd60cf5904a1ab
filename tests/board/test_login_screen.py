"""Logging in as a person sees it: the form, own seats, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.served import served
from tests.support.users import CITY, COUNTY, PASSWORD, SOME, line, users_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from tests.support.served import Board

pytestmark = pytest.mark.program


@pytest.fixture
def shut_board(tmp_path: Path) -> Iterator[Board]:
    path = users_file(tmp_path, *(line(*one) for one in SOME))
    with served(tmp_path, users=path) as board:
        yield board


def test_a_person_logs_in_takes_its_seats_and_leaves(
    shut_board: Board, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"{shut_board.address}/district?role=auditor&seat={CITY}")
    expect(page.locator("h2")).to_have_text("登录")
    page.get_by_label("登录名").fill("k0231")
    page.get_by_label("密码").fill("not the password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("登录名或密码不对")
    page.get_by_label("登录名").fill("k0231")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()

    # The auditor's seat of the address is another's.
    seat = page.locator(".st-key-seat")
    expect(seat).to_contain_text("工作人员")
    page.wait_for_url(f"**role=staff**seat={COUNTY}**")
    seat.get_by_role("button").click()
    page.get_by_role("combobox", name="本人席位").click()
    expect(page.get_by_role("option")).to_have_count(2)
    page.get_by_role("option", name="领导").click()
    page.wait_for_url(f"**role=leader**seat={CITY}**")

    # Another window leaves, and this one has nothing more to show.
    other = context.new_page()
    other.goto(f"{shut_board.address}/district")
    other.locator(".st-key-seat").get_by_role("button").click()
    other.get_by_role("button", name="退出登录").click()
    expect(other.get_by_role("alert")).to_have_text("已退出")
    page.wait_for_url("**/login?**")
    log = (shut_board.folder / "log").read_text(encoding="utf-8")
    for done in ("login_refused", "logged_in"):
        assert f"the audit lacks {done} of k0231" in log
