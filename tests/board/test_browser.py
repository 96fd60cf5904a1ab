"""Whole journeys in a real browser against the board on a synthetic city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.served import Board

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

OURS = ("http://127.0.0.1", "ws://127.0.0.1", "blob:", "data:")
WALL_READY = ".cgc-wall .cgc-row"


def test_the_wall_asks_nobody_outside_and_says_no_error(
    board: Board, map_page: Page
) -> None:
    page = map_page
    asked: list[str] = []
    errors = errors_of(page)
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/district", "/pipeline"):
        answer = page.goto(board.address + path)
        assert answer is not None
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        page.wait_for_selector(".cgc-time:not(:empty)")
    page.goto(board.address)
    page.wait_for_selector(WALL_READY)
    page.wait_for_selector(".st-key-wall_map canvas")
    page.wait_for_selector(".cgc-hours .main-svg")
    assert [url for url in asked if not url.startswith(OURS)] == []
    assert errors == []


def errors_of(page: Page) -> list[str]:
    """What goes wrong on it from now on."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if said.type == "error" else None,
    )
    return errors


def test_a_browser_that_draws_no_map_says_so_and_shows_all_else(
    board: Board, page: Page
) -> None:
    errors = errors_of(page)
    page.goto(board.address)
    page.locator(".cgc-map", has_text="没有 WebGL").wait_for()
    page.wait_for_selector(WALL_READY)
    page.wait_for_selector(".cgc-hours .main-svg")
    assert errors == []


def test_a_script_that_did_not_come_is_asked_for_again(
    board: Board, page: Page
) -> None:
    asked: list[Route] = []

    def lose_the_first(route: Route) -> None:
        asked.append(route)
        if len(asked) == 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/assets/counts.js", lose_the_first)
    page.goto(f"{board.address}/items")
    page.wait_for_selector(".cgc-counts [data-figure=total]")
    assert len(asked) > 1


def test_an_event_is_on_the_wall_within_moments(board: Board, page: Page) -> None:
    page.goto(board.address)
    page.wait_for_selector(WALL_READY)
    event = {
        "item_id": "browser-1",
        "kind": "incident",
        "category": "0301",
        "severity": "01",
        "division_code": 421321101201,
        "title": "<img src=x onerror=alert(1)> 王某某",
    }
    board.say(quiet=True, event=event)
    row = page.wait_for_selector('[data-id="browser-1"]')
    assert row is not None
    assert row.get_attribute("data-kind") == "incident"
    assert row.get_attribute("data-division") == "421321101201"
    text = row.inner_text()
    assert all(word in text for word in ("特别重大", "◆", "建筑火灾", "随县 · 厉山镇"))
    assert "王某某" not in page.content()


def test_the_wall_keeps_its_picture_and_says_how_old_it_is(
    board: Board, page: Page
) -> None:
    page.goto(board.address)
    page.wait_for_selector(WALL_READY)
    page.evaluate("document.querySelector('.cgc-tile').dataset.mark = 'same'")
    before = page.locator(".cgc-tile .cgc-number").first.inner_text()
    board.say(gone=True)
    banner = page.locator(".cgc-banner[data-level=bad]")
    banner.wait_for()
    assert "与数据中枢失去联系" in banner.inner_text()
    assert page.locator(".cgc-tile .cgc-number").first.inner_text() == before
    board.say(quiet=True)
    banner.wait_for(state="hidden")
    assert page.locator(".cgc-tile[data-mark=same]").count() == 1


def test_a_page_that_was_opened_without_a_hub_comes_by_itself(
    board: Board, page: Page
) -> None:
    board.say(gone=True)
    page.goto(f"{board.address}/indicators?period=days7&scope=421381000000")
    page.get_by_text("数据中枢暂不可达").wait_for()
    board.say(quiet=True)
    page.locator("[data-table=counts] tbody tr").first.wait_for()


def test_a_click_goes_down_and_the_browser_goes_back(board: Board, page: Page) -> None:
    page.goto(f"{board.address}/district")
    page.locator('.cgc-counties [data-division="421321000000"] button').click()
    page.wait_for_url("**scope=421321000000**")
    page.locator(".cgc-center", has_text="随县综治中心").wait_for()
    page.locator('.cgc-league [data-division="421321101000"] button').click()
    page.locator(".cgc-center", has_text="厉山镇综治中心").wait_for()
    page.go_back()
    page.locator(".cgc-center", has_text="随县综治中心").wait_for()
    page.locator('.cgc-path [data-division="421300000000"] button').click()
    page.locator(".cgc-center", has_text="随州市综治中心").wait_for()


def test_titles_of_staff_pages_are_text_and_never_markup(
    board: Board, page: Page
) -> None:
    title = "<img src=x onerror=alert(2)>"
    board.say(
        quiet=True,
        event={
            "item_id": "browser-2",
            "kind": "dispute",
            "category": "16",
            "division_code": 421321101201,
            "title": title,
        },
    )
    page.goto(f"{board.address}/district?scope=421321101000")
    page.wait_for_selector('[data-id="browser-2"]')
    page.locator('[data-id="browser-2"]', has_text=title).wait_for()
    assert page.locator(".cgc-row img").count() == 0


def test_refused_messages_show_their_reason_and_identity_has_no_button(
    board: Board, page: Page
) -> None:
    page.goto(f"{board.address}/pipeline")
    rows = page.locator(".cgc-rejects tbody tr")
    rows.first.wait_for()
    identity = rows.filter(has_text="含身份信息").first
    assert identity.locator("button").count() == 0
    assert "不可重放" in identity.inner_text()
    rows.filter(has_text="字段不合规").first.locator("button").click()
    page.get_by_text("当前岗位不能重发").wait_for()


def test_a_resend_that_reaches_no_broker_says_so(board: Board, page: Page) -> None:
    page.goto(f"{board.address}/pipeline?role=staff")
    rows = page.locator(".cgc-rejects tbody tr")
    rows.filter(has_text="字段不合规").first.locator("button").click()
    page.get_by_text("重发未送达消息中枢").wait_for()


def test_the_wall_speaks_english_in_light_colours_when_asked(
    board: Board, page: Page
) -> None:
    page.goto(f"{board.address}/?lang=en&theme=light&embed=true")
    page.wait_for_selector(WALL_READY)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert "situation wall" in page.locator(".cgc-title").inner_text()
    assert page.locator("[data-testid=stHeader]:visible").count() == 0
