"""A figure opens what it means, in a browser: by mouse and keyboard, over pushes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.look.definitions import definitions, meaning
from board.look.texts import texts
from tests.support.served import Board

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ZH = texts("zh")
TILE = ".cgc-tile[data-kind=dispute]"
RECEIVED = f"{TILE} [data-indicator=received].cgc-number"
RATE = ".cgc-indicators [data-indicator=close_rate]"
WIDTH = 390


def opened(page: Page) -> Locator:
    dialog = page.locator("dialog.cgc-meaning[open]")
    dialog.wait_for()
    return dialog


def closed(page: Page) -> None:
    page.wait_for_selector("dialog.cgc-meaning:not([open])", state="attached")


def is_focused(figure: Locator) -> bool:
    return bool(figure.evaluate("node => node === document.activeElement"))


def says(dialog: Locator, name: str) -> str:
    return dialog.locator(f"[data-says={name}]").inner_text()


def test_a_count_opens_on_a_click_and_a_push_leaves_it(
    board: Board, page: Page
) -> None:
    page.goto(f"{board.address}/?theme=light")
    figure = page.locator(RECEIVED)
    figure.wait_for()
    board.say(quiet=True)
    figure.click()
    dialog = opened(page)
    known = meaning(definitions()["received"], ZH)
    assert dialog.get_by_role("heading").inner_text() == known.name
    assert dialog.locator(".cgc-meaning-value b").inner_text().isdigit()
    assert known.formula in says(dialog, "formula")
    assert says(dialog, "clock") == known.clock
    assert says(dialog, "better") == known.better
    assert dialog.locator("dl > div").count() == 0
    assert dialog.evaluate("node => node.parentElement === document.body")
    link = dialog.get_by_role("link", name="指标页").get_attribute("href") or ""
    assert "/indicators?" in link
    assert {"theme=light", "indicator=received"} <= set(link.split("?")[1].split("&"))
    dialog.evaluate("node => { node.firstChild.dataset.mark = 'same' }")
    before = figure.inner_text()
    event = {"item_id": "meant-1", "kind": "dispute", "category": "16"}
    board.say(quiet=True, event=event | {"division_code": 421321101201})
    page.wait_for_function(
        "([at, was]) => document.querySelector(at).textContent !== was",
        arg=[RECEIVED, before],
    )
    assert dialog.locator("[data-mark=same]").is_visible()
    page.keyboard.press("Escape")
    closed(page)
    assert is_focused(figure)


@pytest.mark.parametrize(
    ("kind", "lists"), [("dispute", "received"), ("camera_alert", "signals_received")]
)
def test_a_change_lists_what_it_has_come_to(
    board: Board, page: Page, kind: str, lists: str
) -> None:
    page.goto(f"{board.address}/")
    tile = page.locator(f".cgc-tile[data-kind={kind}]")
    tile.locator("[data-indicator=period_on_period]").click()
    link = opened(page).get_by_role("link", name=ZH("definition.items"))
    said = (link.get_attribute("href") or "").split("?")[1].split("&")
    assert {f"kind={kind}", f"indicator={lists}", "period=today"} <= set(said)


def test_a_rate_opens_by_keyboard_with_its_counts(board: Board, page: Page) -> None:
    page.set_viewport_size({"width": WIDTH, "height": 800})
    page.goto(f"{board.address}/district")
    figure = page.locator(RATE)
    figure.wait_for()
    for key in ("Enter", "Space"):
        figure.focus()
        page.keyboard.press(key)
        dialog = opened(page)
        page.keyboard.press("Escape")
        closed(page)
        assert is_focused(figure)
    figure.press("Enter")
    known = meaning(definitions()["close_rate"], ZH)
    assert says(dialog, "guard") == known.guard
    lines = dialog.locator("dl > div")
    assert known.numerator in lines.first.inner_text()
    assert known.denominator in lines.last.inner_text()
    over, under = (
        int(dialog.locator(f"[data-count={name}]").inner_text().replace(",", ""))
        for name in ("numerator", "denominator")
    )
    shown = dialog.locator(".cgc-meaning-value b").inner_text()
    assert shown in {f"{100 * over / max(under, 1):.1f}%", f"{over}/{under}", "—"}
    box = dialog.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= WIDTH
    dialog.get_by_role("button", name="关闭").click()
    closed(page)


def test_a_click_outside_closes_and_a_row_of_a_league_still_leads_down(
    board: Board, page: Page
) -> None:
    page.goto(f"{board.address}/district")
    page.locator(".cgc-league .cgc-caption [data-indicator]").click()
    dialog = opened(page)
    assert not dialog.locator(".cgc-meaning-value").is_visible()
    page.mouse.click(3, 3)
    closed(page)
    page.locator('.cgc-counties [data-division="421321000000"] button').click()
    page.wait_for_url("**scope=421321000000**")
