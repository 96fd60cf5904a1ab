"""Logging in as a person sees it: the form, own seats, the way out."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.provider import In, providing
from tests.support.served import served
from tests.support.users import CITY, COUNTY, PASSWORD, SOME, line, users_file
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page, Route

    from tests.support.served import Board

pytestmark = pytest.mark.program
HOUR_S = 3600
SHUT = re.compile("/api/session$")
"""A page that was cut asks so whether it needs a login."""


@pytest.fixture
def shut_board(tmp_path: Path) -> Iterator[Board]:
    short = line("k0232", f"leader@{CITY}", hours="1")
    path = users_file(tmp_path, *(line(*one) for one in SOME), short)
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


def _reload_while_renewed_elsewhere(page: Page) -> None:
    """The page asks with a token that has just been replaced, and then with the new
    one: it is not loaded anew for that.
    """
    met: list[Route] = []

    def meet(route: Route) -> None:
        met.append(route)
        if len(met) == 1:
            route.fulfill(status=HTTPStatus.UNAUTHORIZED)
        else:
            route.continue_()

    page.route(SHUT, meet)
    with page.expect_response(lambda one: bool(SHUT.search(one.url)) and one.ok):
        page.reload()
        page.evaluate("window.isSame = true")
    assert page.evaluate("window.isSame")


def test_a_form_half_written_outlives_the_renewal_of_its_login(
    shut_board: Board, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"{shut_board.address}/duty")
    page.get_by_label("登录名").fill("k0232")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("button", name="签到")).to_be_visible(timeout=30_000)
    shut_board.say(quiet=True, ahead_s=HOUR_S - 500)
    asked = "async () => (await (await fetch('api/session')).json()).left_s"
    wait_for(lambda: page.evaluate(asked) < 600, "the end to come near")
    _reload_while_renewed_elsewhere(page)
    bar = page.locator(".cgc-ending")
    expect(bar).to_contain_text("分钟到期", timeout=30_000)
    page.get_by_role("button", name="签到").click()
    form = page.get_by_role("dialog")
    name = form.get_by_role("combobox").first
    expect(name).to_have_value("k0232")
    name.fill("演示丙")
    name.press("Enter")

    bar.get_by_role("button", name="继续使用").click()
    for typed, said in (("not the password", "密码不对"), (PASSWORD, "已续期")):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(bar).to_contain_text(said)
    expect(bar).to_have_count(0, timeout=10_000)

    # Past the end of the login with which the page was opened its script still runs.
    shut_board.say(quiet=True, ahead_s=HOUR_S + 100)
    expect(page.locator(".cgc-ending")).to_have_count(0)
    expect(name).to_have_value("演示丙")
    form.get_by_role("button", name="提交").click()
    expect(form.get_by_role("alert")).to_contain_text("未送达", timeout=30_000)
    shut_board.say(quiet=True, ahead_s=2 * HOUR_S)
    page.wait_for_url("**/login?**", timeout=60_000)


def test_a_person_comes_by_the_identity_provider_goes_on_and_leaves(
    tmp_path: Path, context: BrowserContext
) -> None:
    alone = line("k0300", f"leader@{CITY}", password="sso", hours="1")  # noqa: S106
    path = users_file(tmp_path, alone)
    with (
        providing("localhost") as idp,
        served(tmp_path, users=path, provider=idp) as board,
    ):
        page, idp.asks, idp.person = context.new_page(), True, "k0999"
        page.goto(f"{board.address}/duty")
        expect(page.get_by_label("密码")).to_have_count(0)
        button = page.get_by_role("link", name="统一身份认证登录")
        button.click()
        page.get_by_role("link", name="进入").click()
        expect(page.get_by_role("alert")).to_contain_text("确认了k0999，但")
        idp.person = "k0300"
        button.click()
        # A click at another host leads back, and nobody has to log in once more.
        page.get_by_role("link", name="进入").click()
        seat = page.locator(".st-key-seat")
        expect(seat).to_contain_text("领导", timeout=30_000)
        assert page.url.startswith(f"{board.address}/duty")

        board.say(quiet=True, ahead_s=HOUR_S - 500)
        idp.claims = {"iat": In(HOUR_S - 500), "exp": In(HOUR_S)}
        asked = "async () => (await (await fetch('api/session')).json()).left_s"
        wait_for(lambda: page.evaluate(asked) < 600, "the end to come near")
        page.reload()
        bar = page.locator(".cgc-ending")
        expect(bar).to_contain_text("分钟到期", timeout=30_000)
        with context.expect_page() as opened:
            bar.get_by_role("button", name="继续使用").click()
        expect(opened.value.locator("h1")).to_contain_text("登录已续期")
        opened.value.close()
        expect(bar).to_have_count(0, timeout=30_000)

        seat.get_by_role("button").click(timeout=30_000)
        page.get_by_role("button", name="退出登录").click(timeout=30_000)
        expect(page.get_by_role("alert")).to_have_text("已退出", timeout=30_000)
        page.get_by_role("link", name="同时退出统一身份认证").click()
        page.wait_for_url(f"{board.address}/login")
        assert [one["client_id"] for one in idp.ended] == ["cgc-board"]
