"""A notice is written, opened, signed for, answered, handed down and taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec import structs
from streamlit.testing.v1 import AppTest

from board import service
from board.components import notice_draft
from board.look.clock import SHANGHAI
from board.web import server
from streams.entries.notices import (
    NoticeAnswered,
    NoticeRead,
    NoticeReminded,
    NoticeSigned,
    NoticeWithdrawn,
    Notified,
)
from tests.board.conftest import NOW
from tests.support.city import City
from tests.support.notified import CITY_CENTER, COUNTY, OTHER, TOWN, notified, task
from tests.support.ready import ready_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1.element_tree import ButtonGroup

    from board.components.draft import Draft
    from board.viewer.scope import View
    from streams.entries.entry import DeskEntry

SHELL = Path(server.__file__).parents[1] / "shell.py"
HOSTILE = "=1+1 <b>急</b> 13812345678"
MASKED = "=1+1 <b>急</b> 138****5678"
DUE = (NOW + timedelta(days=5)).replace(tzinfo=None, microsecond=0, second=0)
WAYS = frozenset(
    f"notice_{one}"
    for one in ("write", "sign", "answer", "pass_on", "remind", "extend", "withdraw")
)


@pytest.fixture(scope="module")
def city() -> City:
    found = City(ready_store())
    found.fill(NOW, per_day=10, days=2)
    notified(found, NOW)
    at = NOW - timedelta(hours=2)
    found.enter(task("notice-back", at, due_at=NOW - timedelta(hours=1)), at)
    return found


@pytest.fixture
def read(sent: list[DeskEntry], monkeypatch: pytest.MonkeyPatch) -> list[DeskEntry]:
    """What is sent while nobody waits for it."""
    assert sent == []
    found: list[DeskEntry] = []
    monkeypatch.setattr(service.current().desk, "send_behind", found.append)
    return found


def opened(role: str, center: str, notice: str = "", **query: str) -> AppTest:
    test = AppTest.from_file(str(SHELL), default_timeout=60)
    given = {"role": role, "seat": center, "scope": center, "notice": notice}
    for name, value in {**given, **query}.items():
        test.query_params[name] = value
    test.run()
    return test.switch_page("pages/notices.py").run()


def submit(page: AppTest, form: str) -> AppTest:
    (button,) = [one for one in page.button if one.proto.form_id == form]
    return button.click().run()


def key(page: AppTest, name: str) -> str:
    every = (*page.text_area, *page.text_input, *page.number_input, *page.multiselect)
    (found,) = [one.key for one in every if f"notice_{name}_" in str(one.key)]
    return str(found)


def pills(page: AppTest, name: str) -> ButtonGroup[str]:
    (found,) = [one for one in page.button_group if f"notice_{name}_" in str(one.key)]
    return found


def browser(
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[list[tuple[Draft, set[str]]], list[Draft]]:
    """What a browser is given to keep, and what another session left in it, with which
    the person goes on at once.
    """
    kept: list[tuple[Draft, set[str]]] = []
    left: list[Draft] = []

    def keep(
        form: Draft, _: str, keys: dict[str, str], __: object, more: dict[str, str]
    ) -> None:
        kept.append((structs.replace(form, values=more), set(keys)))

    def listed(
        _: str, __: str, ___: str, on_found: Callable[[Draft], None], ____: View
    ) -> None:
        while left:
            on_found(left.pop())

    monkeypatch.setattr(notice_draft, "keep_draft", keep)
    monkeypatch.setattr(notice_draft, "list_drafts", listed)
    return kept, left


def ways(page: AppTest) -> set[str]:
    return {str(one.key) for one in page.button} & WAYS


def test_a_notice_is_written_masked_and_goes_to_whom_it_names(
    sent: list[DeskEntry],
) -> None:
    page = opened("leader", CITY_CENTER)
    assert ways(page) == {"notice_write"}
    page.button("notice_write").click().run()
    submit(page, "notice")
    assert [one.value for one in page.error] == ["请选择接收单位"]
    page.multiselect(key(page, "centers")).select(int(COUNTY))
    page.text_input(key(page, "title")).input("演示数据：值守")
    page.text_area(key(page, "text")).input(HOSTILE)
    page.text_input(key(page, "person")).input("演示甲")
    submit(page, "notice")
    assert not page.exception
    (one,) = sent
    assert isinstance(one, Notified)
    assert (one.text, one.to_centers, one.asks) == (MASKED, (COUNTY,), "sign")
    assert (one.sort, one.numbers, one.passes_on) == ("notice", (), None)
    assert page.query_params["notice"] == one.entry_id


def test_a_draft_goes_on_with_all_that_was_chosen_and_is_sent_once(
    sent: list[DeskEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, left = browser(monkeypatch)
    page = opened("leader", CITY_CENTER)
    page.button("notice_write").click().run()
    pills(page, "sort").set_value("task").run()
    pills(page, "tiers").set_value(["town"]).run()
    page.multiselect(key(page, "centers")).select(int(COUNTY)).run()
    page.multiselect(key(page, "agencies")).select("police").run()
    (due,) = [one for one in page.datetime_input if "notice_due_" in str(one.key)]
    due.set_value(DUE).run()
    draft, fields = kept[-1]
    assert fields == {"title", "text", "person", "numbers"}
    text = {"title": "演示数据：排查", "text": "请报", "person": "演示甲"}
    values = draft.values | text | {"numbers": "场所数 处"}
    hostile = values["chosen"].replace('"police"', '"police","nobody"')
    left.append(structs.replace(draft, values=values | {"chosen": hostile}))
    # Another session of the browser: what it is given back is all that there was.
    again = opened("leader", CITY_CENTER)
    assert again.multiselect(key(again, "centers")).value == [int(COUNTY)]
    submit(again, "notice")
    assert not again.exception
    (one,) = sent
    assert isinstance(one, Notified)
    assert one.entry_id == f"notice-{draft.token}"
    assert (one.sort, one.asks, one.to_tiers) == ("task", "answer", ("town",))
    assert (one.to_centers, one.to_agencies) == ((COUNTY,), ("police",))
    assert one.due_at == DUE.replace(tzinfo=SHANGHAI)
    assert [(each.name, each.unit) for each in one.numbers] == [("场所数", "处")]
    # The form that is still open elsewhere is the same notice.
    page.text_input(key(page, "title")).input("再发")
    submit(page, "notice")
    assert [each.value for each in page.error] == ["这份通知已经发出，不会再发一次。"]
    assert len(sent) == 1


def test_an_addressee_reads_signs_answers_with_numbers_and_hands_it_down(
    sent: list[DeskEntry], read: list[DeskEntry]
) -> None:
    town = opened("duty_officer", TOWN, "notice-0")
    assert ways(town) == {"notice_write", "notice_pass_on"}
    assert read == []
    page = opened("staff", OTHER, "notice-2")
    (first,) = read
    assert isinstance(first, NoticeRead)
    assert (first.notice, first.acting_center) == ("notice-2", OTHER)
    page.button("notice_sign").click().run()
    assert not page.exception
    (signed,) = sent
    assert isinstance(signed, NoticeSigned)
    police = opened("staff", CITY_CENTER, "notice-1", agency="police")
    assert ways(police) == {"notice_answer"}
    police.button("notice_answer").click().run()
    police.text_input(key(police, "person")).input("演示丙")
    police.text_area(key(police, "answer")).input("已查")
    police.number_input(key(police, "number_0")).set_value(7)
    submit(police, "notice_answer")
    assert [one.value for one in police.error] == ["请填写各项数字，没有的填 0"]
    police.number_input(key(police, "number_1")).set_value(0)
    submit(police, "notice_answer")
    answer = sent[1]
    assert isinstance(answer, NoticeAnswered)
    assert (answer.numbers, answer.agency, answer.text) == ((7, 0), "police", "已查")


def test_the_sender_reminds_and_takes_back_for_a_reason(
    sent: list[DeskEntry], read: list[DeskEntry]
) -> None:
    page = opened("leader", CITY_CENTER, "notice-back", box="sent")
    assert ways(page) >= {"notice_remind", "notice_extend", "notice_withdraw"}
    page.button("notice_remind").click().run()
    page.button("notice_withdraw").click().run()
    submit(page, "notice_withdraw")
    assert [one.value for one in page.error] == ["请写明撤回原因"]
    page.text_input(key(page, "reason")).input("演示数据：重复")
    submit(page, "notice_withdraw")
    assert not page.exception
    remind, withdraw = sent
    assert isinstance(remind, NoticeReminded)
    assert isinstance(withdraw, NoticeWithdrawn)
    assert (withdraw.notice, withdraw.reason) == ("notice-back", "演示数据：重复")
    assert read == []
    assert ways(page) == {"notice_write"}


@pytest.mark.parametrize(
    ("role", "query"),
    [("auditor", {}), ("leader", {"for": "outside"}), ("administrator", {})],
)
def test_others_send_nothing(
    read: list[DeskEntry], role: str, query: dict[str, str]
) -> None:
    page = opened(role, COUNTY, "notice-2", **query)
    assert not page.exception
    assert ways(page) == set()
    assert read == []
