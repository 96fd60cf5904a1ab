"""One whole story on the board, every step clicked, each person at a browser of his
own: a village's dispute up to the town, jointly to its end; an alert to a closed case.

Every step leaves a picture in the test's own folder (`--basetemp` keeps it).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from sql.flight import FlightStore
from streams.clock import SHANGHAI, now
from streams.events import STREAMS
from tests.journey.test_moves import SOON_MS, TOWN, VILLAGE, Desk
from tests.support.messages import encoded, event
from tests.support.stack import Stack, producing
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

COUNTY = "421321000000"
ALERT = next(one for one in STREAMS if one.kind == "camera_alert")
DIGITS = "%Y%m%d%H%M"


@pytest.fixture
def store(stack: Stack) -> Iterator[FlightStore]:
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    yield store
    store.close()


@pytest.fixture
def sit(
    stack: Stack, browser: Browser, tmp_path: Path
) -> Iterator[Callable[..., Desk]]:
    """Somebody of a seat before an item; one browser for each."""
    contexts: dict[str, Any] = {}
    pictures = tmp_path / "pictures"
    pictures.mkdir()

    def desk(item: str, center: str, role: str = "staff", agency: str = "") -> Desk:
        seat = f"role={role}&seat={center}&agency={agency}"
        if seat not in contexts:
            size = {"width": 1920, "height": 1400}
            contexts[seat] = browser.new_context(viewport=size).new_page()
        page = contexts[seat]
        return Pictured(page, stack.address(f"/item?{seat}&{item}"), pictures)

    yield desk
    for page in contexts.values():
        page.context.close()


class Pictured(Desk):
    """A desk of which a picture is kept after every step."""

    def __init__(self, page: Any, address: str, pictures: Path) -> None:
        self._pictures = pictures
        super().__init__(page, address)

    def hears(self, text: str) -> None:
        """What was said instead is on the picture too."""
        try:
            super().hears(text)
        finally:
            self.pictured(text)

    def pictured(self, text: str) -> None:
        number = len(list(self._pictures.iterdir())) + 1
        self.page.screenshot(path=self._pictures / f"{number:02d} {text}.png")


def row(store: FlightStore, kind: str, item_id: str) -> dict[str, Any]:
    (found,) = store.query("item", kind=kind, id=item_id).to_pylist()
    return dict(found)


def soon() -> str:
    """The next whole minute but one, as its digits are typed."""
    return f"{now().astimezone(SHANGHAI) + timedelta(minutes=2):{DIGITS}}"


def registered(stack: Stack, browser: Browser, store: FlightStore) -> str:
    """A village registers a dispute at its form; its id."""
    context = browser.new_context(viewport={"width": 1920, "height": 1400})
    page = context.new_page()
    seat = f"role=staff&seat={VILLAGE}"
    page.goto(stack.address(f"/register?{seat}&kind=dispute"))

    def field(name: str) -> Any:
        return page.locator(f"[class*='_{name}'] :is(input, textarea)").first

    field("title").wait_for(timeout=SOON_MS)
    for name, said in (("category", "邻里"), ("division_code", "厉山神农")):
        field(name).fill(said)
        page.keyboard.press("Enter")
    field("title").fill("两户邻居因排水沟走向争吵（演示数据）")
    page.get_by_role("button", name="登记并发送").click()
    page.locator(".cgc-receipt").wait_for(timeout=SOON_MS)
    context.close()
    everything = {"low": 0, "high": 10**12, "row_limit": 9}
    (item,) = store.query("item_list", **everything).to_pylist()
    return str(item["item_id"])


@dataclass
class Dispute:
    """The dispute that a village registered, and who sits before it."""

    item_id: str
    store: FlightStore
    sit: Callable[..., Desk]

    def at(self, center: str, role: str = "staff", agency: str = "") -> Desk:
        return self.sit(f"kind=dispute&id={self.item_id}", center, role, agency)

    def task_of(self, agency: str) -> str:
        """A notice of the same words may be that of the task before."""
        wait_for(lambda: agency in self._tasks(), f"the task of {agency}", 30)
        return self._tasks()[agency]

    def _tasks(self) -> dict[str, str]:
        tasks = row(self.store, "dispute", self.item_id)["tasks"]
        return {str(one["agency"]): str(one["task_id"]) for one in tasks}

    def feeds_back(self, agency: str, told: str) -> None:
        """An agency signs for its task and feeds back; its lead accepts."""
        helper = self.at(TOWN, agency=agency)
        helper.press("task_sign", self.task_of(agency))
        helper.hears("协办签收：已生效")
        helper.fill("task_feedback", note=told)
        helper.hears("协办反馈：已生效")
        lead = self.at(TOWN)
        lead.press("task_accept", self.task_of(agency))
        lead.hears("确认协办反馈：已生效")


def test_a_dispute_from_the_village_to_the_archive(
    stack: Stack, browser: Browser, store: FlightStore, sit: Callable[..., Desk]
) -> None:
    dispute = Dispute(registered(stack, browser, store), store, sit)
    _goes_up_unmediated(dispute)
    late_at = _is_handled_jointly(dispute)
    _is_returned_and_replaced(dispute)
    for agency in ("police", "civil_affairs"):
        dispute.feeds_back(agency, "已到场核查并说明（演示数据）")
    wait_for(lambda: now() > late_at, "one agency to be late", 150)
    _is_late_alone(dispute)
    _is_supervised_and_replied(dispute)
    _is_closed_visited_and_archived(dispute)
    found = row(store, "dispute", dispute.item_id)
    assert found["status"] == "archived"
    assert (found["outcome"], found["satisfaction"]) == ("mediated", "satisfied")
    assert found["resolved_tier"] == "town"
    moves = store.query("item_moves", kind="dispute", id=dispute.item_id).to_pylist()
    assert {one["verdict"] for one in moves} == {"accepted"}


def _goes_up_unmediated(dispute: Dispute) -> None:
    village = dispute.at(VILLAGE)
    village.press("accept")
    village.hears("受理：已生效")
    village.press("handle")
    village.hears("办理：已生效")
    village.fill("note", note="调解不成，双方各执一词（演示数据）")
    village.hears("备注：已生效")
    village.fill("escalate", to_center="厉山镇综治中心", note="村级调解不成")
    village.hears("提级：已生效")


def _is_handled_jointly(dispute: Dispute) -> datetime:
    """Three agencies, of which one has hardly any time; when it ends."""
    town = dispute.at(TOWN)
    town.press("sign")
    town.hears("签收：已生效")
    late_at = soon()
    for agency, due in (("公安", ""), ("司法局", ""), ("住建", late_at)):
        dated = {"due_at": due} if due else {}
        town.fill("join", to_agency=agency, objective=f"{agency}到场核查", **dated)
        town.hears("联动处置：已生效")
    return datetime.strptime(late_at, DIGITS).replace(tzinfo=SHANGHAI)


def _is_returned_and_replaced(dispute: Dispute) -> None:
    justice = dispute.at(TOWN, agency="justice")
    justice.press("task_sign", dispute.task_of("justice"))
    justice.hears("协办签收：已生效")
    justice.fill("task_return", outcome="不属本部门职责", note="属村务，应由民政办理")
    justice.hears("协办退单：已生效")
    town = dispute.at(TOWN)
    town.fill("join", to_agency="民政", objective="核查村务", replaces="司法局")
    town.hears("联动处置：已生效")


def _is_late_alone(dispute: Dispute) -> None:
    agencies = dispute.store.query("joint_agencies", **seen_by(TOWN)).to_pylist()
    assert [(one["agency"], one["late"]) for one in agencies] == [("housing", 1)]
    town = dispute.at(TOWN)
    town.reads_why_not("办结：还有 1 项协办任务未完成：厉山镇综治中心 · 住建")
    town.pictured("不能办结")


def _is_supervised_and_replied(dispute: Dispute) -> None:
    county = dispute.at(COUNTY, role="leader")
    county.fill("supervise", grade="黄牌督办", number="督〔2026〕1号", note="超期")
    county.hears("督办：已生效")
    dispute.feeds_back("housing", "排水沟已改道（演示数据）")
    town = dispute.at(TOWN)
    town.fill("reply", note="住建已反馈，今日办结")
    town.hears("督办回复：已生效")
    county = dispute.at(COUNTY, role="leader")
    county.fill("unsupervise", note="已回复并整改")
    county.hears("解除督办：已生效")


def _is_closed_visited_and_archived(dispute: Dispute) -> None:
    town = dispute.at(TOWN)
    town.fill("close", outcome="调解成功", note="双方签订协议（演示数据）")
    town.hears("办结：已生效")
    town.fill("visit", satisfaction="满意")
    town.hears("回访：已生效")
    town.press("archive")
    town.hears("归档：已生效")


def seen_by(center: str) -> dict[str, Any]:
    code = int(center)
    return {
        "center_code": code,
        "agency_code": "",
        "low": code,
        "high": code + 1_000,
        "with_beyond": 1,
        "now_at": now(),
    }


def test_an_alert_becomes_a_case_and_is_closed(
    stack: Stack, store: FlightStore, sit: Callable[..., Desk]
) -> None:
    with producing(stack) as outbox:
        outbox.queue(ALERT.topic, b"k", encoded(event("camera_alert", 1)))
        outbox.flush()
    asked = {"kind": "camera_alert", "id": "camera_alert-1"}
    wait_for(lambda: store.query("item", **asked).num_rows == 1, "the alert")
    item = "kind=camera_alert&id=camera_alert-1"
    officer = sit(item, TOWN, role="duty_officer")
    officer.press("acknowledge")
    officer.hears("接警确认：已生效")
    officer.fill("confirm", note="现场有烟火（演示数据）")
    officer.hears("确认转事项：已生效")
    officer.fill("dispatch", to_site="街面警务站")
    officer.hears("派往阵地：已生效")
    staff = sit(item, TOWN)
    for move, told in (("accept", "受理"), ("handle", "办理")):
        staff.press(move)
        staff.hears(f"{told}：已生效")
    staff.fill("close", outcome="现场处置", note="明火已扑灭（演示数据）")
    staff.hears("办结：已生效")
    assert row(store, "camera_alert", "camera_alert-1")["status"] == "closed"
