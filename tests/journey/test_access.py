"""Who opened an item and its source stands in the audit, and the chain proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from sql.flight import FlightStore
from streams.events import STREAMS
from tests.support.messages import encoded, event
from tests.support.stack import Stack, producing
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SOURCE = "http://source.invalid"
DISPUTE = next(one for one in STREAMS if one.kind == "dispute")
ITEM = f"item?kind={DISPUTE.kind}&id={DISPUTE.kind}-1"
CITY = "421300000000"
SOON_MS = 60_000
expect.set_options(timeout=SOON_MS)


@pytest.fixture(autouse=True)
def _source_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CGC_SOURCE_LINK", f"{SOURCE}/case?no={{source_ref}}")


def test_an_item_and_its_source_are_opened_and_an_auditor_reads_of_it(
    stack: Stack, opened: Callable[..., Page]
) -> None:
    store = FlightStore(f"127.0.0.1:{stack.flight_port}")
    with producing(stack) as outbox:
        outbox.queue(DISPUTE.topic, b"k", encoded(event(DISPUTE.kind)))
        outbox.flush()
    asked = {"kind": DISPUTE.kind, "id": f"{DISPUTE.kind}-1"}
    wait_for(lambda: store.query("item", **asked).num_rows == 1, "the item")

    page = opened(ITEM)
    page.context.route(f"{SOURCE}/**", lambda route: route.fulfill(body="源系统"))
    page.locator(".cgc-ways input[name=reason]").fill("核对 13912345678")
    with page.expect_popup() as popup:
        page.get_by_role("button", name="打开来源系统").click()
    popup.value.wait_for_url(f"{SOURCE}/case?no=R1")
    expect(page.get_by_text("本次查阅未登记")).to_have_count(0)
    page.reload()
    page.locator(".cgc-ways").wait_for()

    audit = opened("audit?", "auditor", CITY)
    rows = audit.locator(".cgc-audit_list tbody tr")
    rows.filter(has_text="打开来源系统").filter(has_text="核对 139****5678").wait_for()
    expect(rows.filter(has_text="打开事项").first).to_contain_text("工作人员")
    (head,) = store.query("desk_head").to_pylist()
    expect(audit.locator(".cgc-audit_chain")).to_contain_text(head["link"])
    looks = store.query("item_looks", **asked, row_limit=9).to_pylist()
    assert {one["what"] for one in looks} == {"opened_item", "opened_source"}
    assert len(looks) <= 3
    store.close()
