"""People move several items of a list at once, and learn what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from sql.flight import FlightStore
from streams.events import HANDLING_TOPIC, STREAMS
from tests.support.messages import encoded, event, move
from tests.support.stack import Stack, producing
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOON_MS = 60_000
VILLAGE, TOWN = "421321101201", "421321101000"
SIGNAL = next(one for one in STREAMS if one.opens_as == "signal")
IDS = tuple(f"{SIGNAL.kind}-{number}" for number in range(1, 5))
WHO = "demo-duty_officer 先行接警确认"
BOX = f"tr[data-kind={SIGNAL.kind}] input[type=checkbox]"
CASES = ("dispute-1", "dispute-2")


@pytest.fixture
def store(stack: Stack) -> Iterator[FlightStore]:
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    with producing(stack) as outbox:
        for number in range(1, len(IDS) + 1):
            outbox.queue(SIGNAL.topic, b"k", encoded(event(SIGNAL.kind, number)))
        outbox.flush()
    wait_for(lambda: all(status(store, one) == "raised" for one in IDS), "the signals")
    yield store
    store.close()


def status(store: FlightStore, item_id: str) -> str:
    rows = store.query("item", kind=SIGNAL.kind, id=item_id).to_pylist()
    return str(rows[0]["status"]) if rows else ""


def moves(store: FlightStore) -> list[str]:
    """What was tried on all of them, one after the other."""
    found = [
        store.query("item_moves", kind=SIGNAL.kind, id=one).to_pylist() for one in IDS
    ]
    return [one["move"] for rows in found for one in rows]


@pytest.fixture
def joint(stack: Stack) -> Iterator[FlightStore]:
    """Two disputes of a village, in each of which the police of its town is asked."""
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    asked = {"to_center": TOWN, "to_agency": "police", "objective": "演示数据"}
    topic = next(one.topic for one in STREAMS if one.kind == "dispute")
    with producing(stack) as outbox:
        for number in (1, 2):
            outbox.queue(topic, b"k", encoded(event("dispute", number)))
            join = asked | {"task_id": f"police-{number}"}
            for name, fields in (("accept", {}), ("handle", {}), ("join", join)):
                made = move("dispute", name, number, **fields)
                outbox.queue(HANDLING_TOPIC, b"k", encoded(made))
        outbox.flush()
    wait_for(lambda: [task(store, one) for one in CASES] == ["sent"] * 2, "the tasks")
    yield store
    store.close()


def task(store: FlightStore, item_id: str) -> str:
    """How far the one joint task of a dispute is."""
    rows = store.query("item", kind="dispute", id=item_id).to_pylist()
    tasks = rows[0]["tasks"] if rows else []
    return str(tasks[0]["state"]) if tasks else ""


def move_all(page: Page, name: str, said: str = "") -> None:
    """All that is on the list, at once."""
    bar = page.locator(".cgc-selecting")
    bar.wait_for()
    expect(bar.get_by_role("checkbox")).not_to_be_checked()
    bar.get_by_role("checkbox").check()
    bar.get_by_role("button", name="批量办理").click()
    dialog = page.get_by_test_id("stDialog")
    dialog.get_by_text(f"{name}（2/2）").click()
    note = dialog.locator("[class*=_note] textarea")
    note.fill(said)
    if name == "并案":
        dialog.get_by_role("combobox").click()
        page.get_by_role("option").first.click()
    dialog.get_by_role("button", name="提交").click()


def hears(page: Page, text: str) -> None:
    page.get_by_test_id("stToast").filter(has_text=text).first.wait_for()


def acknowledged_elsewhere(opened: Callable[..., Page], item_id: str) -> None:
    other = opened(f"item?kind={SIGNAL.kind}&id={item_id}", "duty_officer")
    other.locator(".st-key-move_acknowledge_ button").click()
    toast = other.get_by_test_id("stToast").filter(has_text="已生效")
    toast.first.wait_for()


def test_of_several_signals_at_once_each_is_told(
    store: FlightStore, opened: Callable[..., Page]
) -> None:
    page = opened("items?")
    page.locator(BOX).first.wait_for()
    expect(page.locator(BOX)).to_have_count(len(IDS))
    page.locator(BOX).first.focus()
    page.keyboard.press("Space")
    bar = page.locator(".cgc-selecting")
    expect(bar).to_contain_text("已选 1 项")
    acknowledged_elsewhere(opened, IDS[0])
    bar.get_by_role("checkbox").check()
    expect(bar).to_contain_text("已选 4 项")
    bar.get_by_role("button", name="批量办理").click()
    dialog = page.get_by_test_id("stDialog")
    dialog.get_by_text("判为误报（3/4）").click()
    expect(dialog.get_by_text("1 项：已由")).to_contain_text(WHO)
    acknowledged_elsewhere(opened, IDS[1])
    dialog.locator(".st-key-field_dismiss_note textarea").fill("演示数据")
    send = dialog.get_by_role("button", name="提交")
    send.click()
    expect(dialog.get_by_text("再次提交则只办其余 2 项")).to_be_visible()
    send.dblclick()
    told = page.locator(".cgc-several")
    expect(told).to_contain_text("2 项已生效")
    expect(told).to_contain_text("2 项未提交")
    late = told.locator("tr.is-refused")
    expect(late).to_have_count(2)
    expect(late.first).to_contain_text(WHO)
    expect(page.locator(BOX)).to_have_count(2)
    expect(bar).to_contain_text("已选 0 项")
    assert [status(store, one) for one in IDS[2:]] == ["false_alarm", "false_alarm"]
    assert sorted(moves(store)) == ["acknowledge"] * 2 + ["dismiss"] * 2
    page.get_by_role("button", name="知道了").click()
    expect(told).to_have_count(0)
    move_all(page, "并案", "同一告警，演示数据")
    hears(page, "并案：1 项已生效、1 项保留为主项")
    ended = sorted(status(store, one) for one in IDS[:2])
    assert ended == ["acknowledged", "merged"]


def test_an_agency_moves_its_tasks_and_their_lead_accepts_them_at_once(
    joint: FlightStore, opened: Callable[..., Page]
) -> None:
    agency = opened("joint?agency=police", center=TOWN)
    move_all(agency, "协办签收")
    hears(agency, "协办签收：2 项已生效")
    assert [task(joint, one) for one in CASES] == ["signed", "signed"]
    move_all(agency, "协办反馈", "已到场，演示数据")
    hears(agency, "协办反馈：2 项已生效")
    expect(agency.locator(".cgc-several")).to_have_count(0)
    lead = opened("joint?")
    move_all(lead, "确认协办反馈")
    hears(lead, "确认协办反馈：2 项已生效")
    assert [task(joint, one) for one in CASES] == ["accepted", "accepted"]
