"""An area that is drawn on the map by mouse, and the list of what is counted in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.support.browser import AT_REST
from tests.support.twice import AGAIN, FIRST, HERE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.served import Board

GIVEN = f"circle:{HERE[0]:.5f},{HERE[1]:.5f},2000"
ACROSS_PX = 60
NEAR = 0.001
TOTAL = ".cgc-counts [data-figure=total] dd"


def area_of(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["area"][0]


def draw(page: Page) -> str:
    """Drag from the middle of the map, where the given circle has its own; what the
    address says then.
    """
    page.locator("[data-tool=circle]").click()
    box = page.locator(".cgc-drawn").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + ACROSS_PX / 2, y)
    page.mouse.move(x + ACROSS_PX, y)
    page.mouse.up()
    page.wait_for_function(
        "given => new URLSearchParams(location.search).get('area') !== given", arg=GIVEN
    )
    return area_of(page)


def open_items(page: Page, opens_as: str) -> int:
    figure = page.locator(f".cgc-area [data-key={opens_as}_open_items] dd b")
    return int(figure.inner_text().replace(",", ""))


def test_a_circle_is_drawn_counted_and_listed_and_not_told_outside(
    board: Board, map_page: Page
) -> None:
    page = map_page
    board.say(quiet=True)
    page.goto(f"{board.address}/district?role=staff&layers=sites&area={GIVEN}")
    page.wait_for_selector(f"{AT_REST} .cgc-area dd")
    # Before the map is there, what is in the address is not drawn, and nothing else is.
    page.wait_for_selector(".cgc-drawn polygon[points*=',']", state="attached")
    area = draw(page)
    longitude, latitude, metres = map(float, area.removeprefix("circle:").split(","))
    assert abs(longitude - HERE[0]) < NEAR
    assert abs(latitude - HERE[1]) < NEAR
    assert 500 < metres < 2_000
    page.wait_for_selector(f".cgc-area :text('{metres:.0f} 米内')")
    counted = open_items(page, "case") + open_items(page, "signal")
    assert counted >= len((FIRST, AGAIN))
    listed = page.get_by_role("link", name="列出在办事项").get_attribute("href")
    page.goto(f"{board.address}/{str(listed).removeprefix('/')}")
    page.wait_for_selector(f"{AT_REST} {TOTAL}")
    assert area_of(page) == area
    assert int(page.locator(TOTAL).inner_text().replace(",", "")) == counted
    page.goto(f"{board.address}/area?role=staff&for=outside&area={area}")
    page.get_by_text("对外不提供圈选").wait_for()
    page.wait_for_selector(AT_REST)
    assert page.locator(".cgc-area").count() == 0
