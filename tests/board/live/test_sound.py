"""A page that sounds, in a real browser: what it plays is asked of its oscillators."""

from __future__ import annotations

from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.board.live.test_tabs import CHANGED, SEEN, pushes_to
from tests.support.browser import chromium, fresh
from tests.support.served import Board

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Playwright

READY = ".cgc-sound[data-state={}]"
SPY = """
window.notes = [];
const begin = OscillatorNode.prototype.start;
const end = OscillatorNode.prototype.stop;
OscillatorNode.prototype.start = function (at) {
  const { type, frequency } = this;
  window.notes.push({ type, pitch: frequency.value, at, until: null });
  this.note = window.notes.at(-1);
  begin.call(this, at);
};
OscillatorNode.prototype.stop = function (at) {
  this.note.until = at;
  end.call(this, at);
};
"""
STRICT = """
const { prototype } = BaseAudioContext;
const { get } = Object.getOwnPropertyDescriptor(prototype, "state");
const isClicked = new Promise((done) => {
  window.addEventListener("pointerdown", () => done((window.clicked = true)), true);
});
Object.defineProperty(prototype, "state", {
  get() { return window.clicked ? get.call(this) : "suspended"; },
});
const resume = AudioContext.prototype.resume;
AudioContext.prototype.resume = async function () {
  await isClicked;
  await resume.call(this);
  this.onstatechange?.();
};
"""
"""A browser lets no page sound before it was clicked; what asks for a state here counts
as a click, so that this has to be played.
"""
WAVES = {"grave": "square", "serious": "triangle", "line": "sine", "still": "sawtooth"}
PLAYED = "wave => window.notes.some(({ type }) => type === wave)"
RULES = """async (pushes) => {
  const rules = await import(new URL("assets/sounding.js", document.baseURI))
  const all = { isKnown: true, isWhole: true, isJudged: true }
  const made = { ...all, newest: [], standstill: [] }
  let known = rules.unheard()
  const heard = []
  for (const { acknowledges, ...push } of pushes) {
    if (acknowledges) known = rules.acknowledge(known)
    const { sounds, after } = rules.sounding(known, { ...made, ...push })
    known = after
    heard.push(sounds.map(({ reason, counts, names }) => [reason, counts ?? names]))
  }
  return heard
}"""
SECOND = 1000
MINUTE = 60 * SECOND
HUB = {"key": "hub", "name": "hub"}
FEED = {"key": "feed incident ", "name": "feed"}


@pytest.fixture(scope="module")
def rules(browser: Browser, served_board: Board) -> Iterator[Page]:
    """One page that is only asked for its rules."""
    with fresh(browser) as context:
        page = context.new_page()
        page.goto(served_board.address)
        yield page


@pytest.fixture(scope="module")
def sounding(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright, sounds=True) as browser:
        yield browser


@pytest.fixture
def page(sounding: Browser, served_board: Board) -> Iterator[Page]:
    """A wall with its sound on, which a test may turn off."""
    with fresh(sounding) as context:
        page = context.new_page()
        page.add_init_script(SPY)
        served_board.say(quiet=True)
        page.goto(served_board.address)
        page.locator(READY.format("off")).wait_for()
        page.locator(".cgc-tile").first.wait_for()
        page.get_by_role("button", name="开启声音").click()
        page.locator(READY.format("on")).wait_for()
        yield page


def grave(number: int, severity: str = "01", at: int = 0) -> dict[str, Any]:
    return {"key": f"incident {number}", "severity": severity, "at": at}


def heard(page: Page, *pushes: dict[str, Any]) -> list[list[Any]]:
    found: list[list[Any]] = page.evaluate(RULES, list(pushes))
    return found


def wait_played(page: Page, reason: str) -> None:
    page.wait_for_function(PLAYED, arg=WAVES[reason])


def test_what_stood_there_at_first_is_silent_and_each_later_one_sounds_once(
    rules: Page,
) -> None:
    old, new = grave(1), grave(2, "02")
    found = heard(
        rules,
        {"newest": [old], "now": 0},
        {"newest": [new, old], "now": SECOND},
        {"newest": [new, old], "now": MINUTE},
        {"newest": [grave(2), old], "now": 2 * MINUTE},
    )
    assert found == [[], [["serious", {"serious": 1}]], [], [["grave", {"grave": 1}]]]


def test_a_picture_that_lacks_what_came_before_is_none_to_begin_with(
    rules: Page,
) -> None:
    loaded = [grave(number) for number in range(30)]
    found = heard(
        rules,
        {"isKnown": False, "now": 0},
        {"isKnown": False, "newest": loaded[:20], "now": MINUTE},
        {"newest": loaded, "now": 2 * MINUTE},
        {"isKnown": False, "newest": [*loaded, grave(50)], "now": 3 * MINUTE},
    )
    assert found == [[], [], [], [["grave", {"grave": 1}]]]


def test_all_that_came_in_an_outage_sounds_once_by_the_gravest(rules: Page) -> None:
    came = [grave(number, "02") for number in range(2, 40)] + [grave(50)]
    found = heard(
        rules,
        {"newest": [grave(1)], "now": 0},
        {"newest": [grave(1), *came], "now": 5 * MINUTE},
        {"newest": [grave(1), *came], "now": 5 * MINUTE + SECOND},
    )
    assert found == [[], [["grave", {"grave": 1, "serious": 38}]], []]


def test_what_comes_too_soon_waits_and_is_counted(rules: Page) -> None:
    pushes = [
        {
            "newest": [grave(number, "04") for number in range(count)],
            "now": count * SECOND,
        }
        for count in range(13)
    ]
    found = [one for one in heard(rules, *pushes) if one]
    assert found == [[["line", {"line": 1}]], [["line", {"line": 10}]]]


def test_what_takes_the_place_of_another_in_a_full_list_is_old(rules: Page) -> None:
    full = {"isWhole": False}
    found = heard(
        rules,
        {"newest": [grave(1, at=50), grave(2, at=40)], "now": 0, **full},
        {"newest": [grave(1, at=50), grave(3, at=30)], "now": SECOND, **full},
        {"newest": [grave(4, at=60), grave(1, at=50)], "now": MINUTE, **full},
    )
    assert found == [[], [], [["grave", {"grave": 1}]]]


def test_what_stands_still_sounds_every_minute_until_it_is_acknowledged(
    rules: Page,
) -> None:
    gone = {"standstill": [HUB]}
    told = [["still", ["hub"]]]
    found = heard(
        rules,
        {**gone, "now": 0},
        {**gone, "now": 59 * SECOND},
        {**gone, "now": MINUTE},
        {**gone, "now": 2 * MINUTE, "acknowledges": True},
        {**gone, "now": 9 * MINUTE},
        {"now": 10 * MINUTE, "isJudged": False},
        {**gone, "now": 11 * MINUTE},
    )
    assert found == [told, [], told, [], [], [], told]


def test_another_standstill_sounds_beside_one_that_is_acknowledged(rules: Page) -> None:
    behind = {"standstill": [HUB], "isJudged": False}
    found = heard(
        rules,
        {"standstill": [FEED], "now": 0},
        {**behind, "now": MINUTE, "acknowledges": True},
        {"standstill": [FEED], "now": 2 * MINUTE},
        {"standstill": [FEED], "now": 3 * MINUTE},
    )
    assert found == [[["still", ["feed"]]], [["still", ["hub"]]], [], []]


def test_a_grave_item_is_heard_read_and_kept_in_a_list(
    served_board: Board, page: Page
) -> None:
    event = {"item_id": "sound-1", "kind": "incident", "severity": "01"}
    served_board.say(quiet=True, event=event)
    wait_played(page, "grave")
    page.locator(".cgc-sound-last", has_text="特别重大 1 件").wait_for()
    status = page.locator(".cgc-sound [role=status]")
    assert status.get_attribute("aria-live") == "assertive"
    assert "特别重大 1 件" in status.inner_text()
    page.get_by_role("button", name="声音记录与音量").click()
    page.locator(".cgc-sound-list li", has_text="特别重大 1 件").wait_for()


def test_a_hub_that_is_gone_is_heard_until_somebody_says_that_he_knows(
    served_board: Board, page: Page
) -> None:
    know = page.get_by_role("button", name="知道了")
    served_board.say(quiet=True, gone=True)
    page.locator(".cgc-sound-last", has_text="与数据中枢失去联系").wait_for()
    wait_played(page, "still")
    know.click()
    know.wait_for(state="hidden")
    served_board.say(quiet=True)
    page.locator(".cgc-fresh[data-state=live]").wait_for()


def test_a_test_plays_every_tone_one_after_the_other_and_asks(page: Page) -> None:
    page.get_by_role("button", name="声音记录与音量").click()
    page.get_by_role("button", name="试音").click()
    page.get_by_text("听到了吗").wait_for()
    notes = page.evaluate("window.notes")
    assert {note["type"] for note in notes} == set(WAVES.values())
    pairs = pairwise(notes)
    assert all(before["until"] <= after["at"] for before, after in pairs)
    page.get_by_role("button", name="没听到").click()
    page.get_by_text("未送达").wait_for()


def test_a_page_that_is_heard_keeps_its_connection_when_nobody_sees_it(
    served_board: Board, page: Page
) -> None:
    page.evaluate(SEEN % "true" + CHANGED)
    event = {"item_id": "sound-2", "kind": "dispute", "severity": "02"}
    served_board.say(quiet=True, event=event)
    wait_played(page, "serious")


def test_a_page_that_was_never_clicked_says_that_it_waits_for_that(
    served_board: Board, page: Page
) -> None:
    with closing(page.context.new_page()) as other:
        other.add_init_script(SPY + STRICT)
        sockets = pushes_to(other)
        other.goto(f"{served_board.address}/alerts")
        other.locator(READY.format("waiting"), has_text="点一下以恢复声音").wait_for()
        other.locator(".cgc-fresh[data-state=live]").wait_for()
        alert = {"kind": "camera_alert", "severity": "04", "category": "drowning"}
        served_board.say(quiet=True, event=alert | {"item_id": "sound-3"})
        other.locator(".cgc-sound-last", has_text="未出声").wait_for()
        assert other.evaluate("window.notes") == []
        other.locator(".cgc-time").click()
        other.locator(READY.format("on")).wait_for()
        served_board.say(quiet=True, event=alert | {"item_id": "sound-4"})
        wait_played(other, "line")
        other.get_by_role("button", name="静音").click()
        other.locator(READY.format("off")).wait_for()
        other.evaluate(SEEN % "true" + CHANGED)
        if not sockets[0].is_closed():
            sockets[0].wait_for_event("close")
