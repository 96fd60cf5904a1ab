"""The list of items in a browser: filters stand in the address, counts filter, rows and
figures lead on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.support.browser import AT_REST
from tests.support.served import Board

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROWS = ".cgc-found tbody tr"
TOTAL = ".cgc-counts [data-figure=total] dd"
HOSTILE = """() => {
  const kept = JSON.parse(localStorage.getItem("cgc-filters"))
  const odd = { name: "odd", query: "kind=risk_lead&role=auditor&seat=7&no=9" }
  const broken = [7, null, { name: 1 }, { name: "", query: "" }]
  localStorage.setItem("cgc-filters", JSON.stringify([...kept, odd, ...broken]))
}"""
SEAT = "lang=en&role=leader"


def opened(page: Page, board: Board, query: str = "") -> None:
    page.goto(f"{board.address}/items?{query}")
    at_rest(page)


def at_rest(page: Page) -> None:
    """The list is there, and its script has run to its end."""
    page.wait_for_selector(TOTAL)
    page.wait_for_selector(AT_REST)


def total(page: Page) -> int:
    return int(page.locator(TOTAL).inner_text().replace(",", ""))


def settled(page: Page, count: int) -> None:
    page.wait_for_function(
        "([at, text]) => document.querySelector(at)?.textContent === text",
        arg=[TOTAL, f"{count:,}"],
    )


def said(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_count_filters_and_a_second_click_lifts_it(board: Board, page: Page) -> None:
    opened(page, board, SEAT)
    every = total(page)
    chip = page.locator(".cgc-chips[data-family=kind] [data-key=dispute]")
    count = int(chip.locator("b").inner_text())
    assert 0 < count < every
    chip.click()
    settled(page, count)
    at_rest(page)
    assert said(page)["kind"] == ["dispute"]
    assert said(page)["role"] == ["leader"]
    kinds = page.locator(ROWS).evaluate_all("all => all.map((one) => one.dataset.kind)")
    assert set(kinds) == {"dispute"}
    page.locator(".cgc-chip[aria-pressed=true]").click()
    settled(page, every)
    assert "kind" not in said(page)


def test_pages_turn_and_another_filter_begins_on_the_first(
    board: Board, page: Page
) -> None:
    opened(page, board, f"{SEAT}&state=all&period=any")
    first = page.locator(ROWS).first.get_attribute("data-id")
    page.get_by_role("button", name="Next").click()
    page.wait_for_function(
        "([at, id]) => document.querySelector(at).dataset.id !== id", arg=[ROWS, first]
    )
    at_rest(page)
    assert said(page)["no"] == ["2"]
    page.reload()
    at_rest(page)
    assert "page 2 of" in page.locator(".cgc-pager").inner_text()
    page.get_by_role("button", name="Overdue", exact=True).click()
    page.wait_for_url(lambda url: "marks=overdue" in url)
    at_rest(page)
    assert "no" not in said(page)
    rows, late = page.locator(ROWS), page.locator(f"{ROWS}[data-due=overdue]")
    assert rows.count() == late.count() > 0
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_url(lambda url: "marks" not in url)


def test_filters_are_found_again_by_a_name_and_given_on_by_a_link(
    board: Board, page: Page
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, board, f"{SEAT}&marks=overdue&scope=421321000000")
    count = total(page)
    page.get_by_role("button", name="Keep these filters").click()
    page.keyboard.type("<b>late")
    page.keyboard.press("Enter")
    mine = page.locator(".cgc-filter .cgc-chip")
    assert mine.all_inner_texts() == ["<b>late"]
    assert mine.first.get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert parse_qs(urlsplit(link).query) == {
        "marks": ["overdue"],
        "scope": ["421321000000"],
    }
    page.evaluate(HOSTILE)
    opened(page, board, f"{SEAT}&kind=dispute")
    assert mine.all_inner_texts() == ["<b>late", "odd"]
    mine.first.click()
    settled(page, count)
    assert said(page) == {"lang": ["en"], "role": ["leader"]} | parse_qs(
        urlsplit(link).query
    )
    mine.last.click()
    page.wait_for_url("**kind=risk_lead**")
    assert said(page)["role"] == ["leader"]
    at_rest(page)
    page.get_by_role("button", name="Delete odd").click()
    page.get_by_role("button", name="Rename <b>late").click()
    page.keyboard.type("late")
    page.keyboard.press("Enter")
    assert mine.all_inner_texts() == ["late"]


def test_a_title_is_hostile_text_and_a_search_is_no_pattern(
    board: Board, page: Page
) -> None:
    title = "<img src=x onerror=alert(1)> 100%_"
    event = {"item_id": "found-1", "kind": "dispute", "category": "17", "title": title}
    board.say(quiet=True, event=event | {"division_code": 421321101201})
    row = page.locator(f'{ROWS}[data-id="found-1"]')
    for _ in range(30):
        opened(page, board, f"{SEAT}&text=00%25_&scope=421321101000")
        if row.count():
            break
    assert title in row.locator("[data-column=title]").inner_text()
    assert row.locator("img").count() == 0
    opened(page, board, "lang=en&role=auditor&scope=421321101000")
    assert page.locator("[data-column=title]").count() == 0


def test_a_figure_of_the_wall_opens_the_items_it_counts(
    board: Board, page: Page
) -> None:
    board.say(quiet=True)
    page.goto(f"{board.address}/?lang=en")
    figure = page.locator(".cgc-tile[data-kind=dispute] [data-indicator=open]")
    figure.wait_for()
    counted = int("".join(filter(str.isdigit, figure.locator("b").inner_text())))
    figure.click()
    page.get_by_role("link", name="See the items").click()
    page.wait_for_selector(TOTAL)
    assert total(page) == counted
    assert said(page)["indicator"] == ["open"]
    assert said(page)["kind"] == ["dispute"]


def test_the_rates_of_a_district_are_of_its_last_days(board: Board, page: Page) -> None:
    page.goto(f"{board.address}/district?lang=en&scope=421321000000")
    page.locator(".cgc-indicators [data-indicator=close_rate]").click()
    dialog = page.locator("dialog.cgc-meaning[open]")
    base = int(dialog.locator("[data-count=denominator]").inner_text().replace(",", ""))
    dialog.get_by_role("link", name="See the items").click()
    page.wait_for_selector(TOTAL)
    assert total(page) == base
    assert said(page)["period"] == ["days30"]
    assert said(page)["scope"] == ["421321000000"]
