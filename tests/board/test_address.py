"""The address rules every choice on every page, also after the browser went back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.browser import AT_REST, SOON_MS
from tests.support.served import Board

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ROLE, CENTER, AGENCY = 0, 1, 2
LAYER = "[data-testid=stButtonGroup] button"
NEXT_RUN = """() => ({ended: new Promise((done) => {
  const app = document.querySelector(".stApp")
  let hasBegun = false
  new MutationObserver((_, observer) => {
    const isRunning = app.dataset.testScriptState !== "notRunning"
    if (hasBegun && !isRunning) { observer.disconnect(); done() }
    hasBegun ||= isRunning
  }).observe(app, {attributes: true})
})})"""
"""The next run of the script has ended."""
expect.set_options(timeout=SOON_MS)


def seat(page: Page) -> Locator:
    return page.locator(".st-key-seat")


def open_seat(page: Page) -> None:
    seat(page).locator("button").click()
    box(page, AGENCY).wait_for()


def close_seat(page: Page) -> None:
    """What the script says of a layer that was closed closes one opened meanwhile."""
    page.locator(AT_REST).wait_for()
    run = page.evaluate_handle(NEXT_RUN)
    page.keyboard.press("Escape")
    box(page, ROLE).wait_for(state="hidden")
    page.evaluate("run => run.ended", run)


def box(page: Page, place: int) -> Locator:
    return page.locator("[data-testid=stPopoverBody] input").nth(place)


def choose(page: Page, place: int, text: str) -> None:
    box(page, place).fill(text)
    page.locator("[role=option]", has_text=text).first.wait_for()
    box(page, place).press("Enter")


@pytest.mark.parametrize("path", ["/district", "/pipeline"])
def test_role_center_and_agency_follow_the_browser_back(
    board: Board, page: Page, path: str
) -> None:
    page.goto(board.address + path)
    expect(seat(page)).to_contain_text("值班员 · 随州市综治中心")
    open_seat(page)
    choose(page, ROLE, "审计员")
    expect(seat(page)).to_contain_text("审计员 · 随州市综治中心")
    choose(page, CENTER, "曾都区综治中心")
    expect(seat(page)).to_contain_text("审计员 · 曾都区综治中心")
    choose(page, AGENCY, "公安")
    expect(seat(page)).to_contain_text("曾都区综治中心 · 公安")
    for said, role, center in (
        ("审计员 · 曾都区综治中心", "审计员", "曾都区综治中心"),
        ("审计员 · 随州市综治中心", "审计员", "随州市综治中心"),
        ("值班员 · 随州市综治中心", "值班员", "随州市综治中心"),
    ):
        page.go_back()
        expect(seat(page).locator("[data-testid=stText]")).to_have_text(said)
        close_seat(page)
        open_seat(page)
        expect(box(page, ROLE)).to_have_value(role)
        expect(box(page, CENTER)).to_have_value(center)
        expect(box(page, AGENCY)).to_have_value("中心本部")
    page.go_forward()
    expect(seat(page)).to_contain_text("审计员 · 随州市综治中心")


def test_a_village_is_found_by_its_name_and_the_page_goes_there(
    board: Board, page: Page
) -> None:
    page.goto(f"{board.address}/district?scope=421321000000")
    page.locator(".cgc-center", has_text="随县综治中心").wait_for()
    open_seat(page)
    choose(page, CENTER, "乌龙巷")
    page.locator(".cgc-center", has_text="乌龙巷").wait_for()
    assert "seat=421303001001" in page.url
    page.go_back()
    page.locator(".cgc-center", has_text="随县综治中心").wait_for()


def test_links_keep_every_choice(board: Board, page: Page) -> None:
    page.goto(f"{board.address}/district")
    open_seat(page)
    choose(page, ROLE, "工作人员")
    expect(seat(page)).to_contain_text("工作人员")
    close_seat(page)
    page.get_by_role("link", name="运行").click()
    page.wait_for_url("**/pipeline?role=staff")
    expect(seat(page)).to_contain_text("工作人员")
    page.go_back()
    page.wait_for_url("**/district?role=staff")
    expect(seat(page)).to_contain_text("工作人员")


@pytest.mark.parametrize("path", ["/", "/district"])
def test_layers_follow_the_browser_back(board: Board, page: Page, path: str) -> None:
    page.goto(board.address + path)
    first = page.locator(LAYER).first
    expect(first).to_have_attribute("aria-pressed", "true")
    first.click()
    page.wait_for_url("**layers=cameras**")
    expect(first).to_have_attribute("aria-pressed", "false")
    page.go_back()
    page.wait_for_url(board.address + path)
    expect(first).to_have_attribute("aria-pressed", "true")
    assert "layers" not in page.url


def test_what_a_seat_may_not_look_at_becomes_its_own_and_is_said(
    board: Board, page: Page
) -> None:
    asked = "seat=421321000000&scope=421303000000"
    for path in ("/", "/district", "/pipeline"):
        page.goto(f"{board.address}{path}?{asked}")
        page.get_by_text("该辖区不在本席位范围内").first.wait_for()
        page.wait_for_url("**scope=421321000000**")


def test_unknown_values_become_the_defaults(board: Board, page: Page) -> None:
    page.goto(f"{board.address}/district?role=root&seat=1&agency=<b>&layers=<i>")
    expect(seat(page).locator("[data-testid=stText]")).to_have_text(
        "值班员 · 随州市综治中心"
    )
    for layer in page.locator(LAYER).all():
        expect(layer).to_have_attribute("aria-pressed", "true")
