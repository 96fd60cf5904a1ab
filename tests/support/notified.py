"""通知 of centers and what is done of them (演示数据), as a board sends them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from streams.entries.notices import (
    NoticeAnswered,
    NoticeExtended,
    NoticeNumber,
    NoticeRead,
    NoticeReminded,
    NoticeSigned,
    NoticeWithdrawn,
    Notified,
)
from tests.support.city import CITY_CENTER

if TYPE_CHECKING:
    from datetime import datetime

    from streams.entries.entry import DeskEntry
    from tests.support.city import City

COUNTY, OTHER = "421321000000", "421303000000"
TOWN, NEXT_TOWN = "421321101000", "421321100000"
NUMBERS = (
    NoticeNumber(name="排查场所数", unit="处"),
    NoticeNumber(name="发现隐患数", unit="处"),
)


def notice(entry_id: str, at: datetime, **fields: Any) -> Notified:
    """A notice of the city's center to all counties that asks for a receipt."""
    usual = {
        "actor": "demo-leader",
        "role": "leader",
        "acting_center": CITY_CENTER,
        "person": "演示甲",
        "sort": "notice",
        "title": "演示数据：高温橙色预警期间加强值守",
        "text": "演示数据：今晚各级中心须有人在岗，\n有情况随时报告。",
        "to_tiers": ("county",),
        "asks": "sign",
        "due_at": at + timedelta(hours=6),
        "synthetic": True,
    }
    return Notified(entry_id=entry_id, entered_at=at, **(usual | fields))


def task(entry_id: str, at: datetime, **fields: Any) -> Notified:
    """A task that asks for two numbers."""
    more = {
        "sort": "task",
        "title": "演示数据：校园安全大排查",
        "text": "演示数据：请排查辖区学校周边，逐处登记隐患并督促整改，\n没有的填 0。",
        "asks": "answer",
        "numbers": NUMBERS,
    }
    return notice(entry_id, at, **(more | fields))


def _step(
    struct: type[DeskEntry], entry_id: str, at: datetime, notice_id: str, **fields: Any
) -> DeskEntry:
    usual = {
        "actor": "demo-staff",
        "role": "staff",
        "acting_center": COUNTY,
        "notice": notice_id,
        "synthetic": True,
    }
    return struct(entry_id=entry_id, entered_at=at, **(usual | fields))


def opened(entry_id: str, at: datetime, of: str, **fields: Any) -> DeskEntry:
    return _step(NoticeRead, entry_id, at, of, **fields)


def signed(entry_id: str, at: datetime, of: str, **fields: Any) -> DeskEntry:
    return _step(NoticeSigned, entry_id, at, of, **fields)


def answered(entry_id: str, at: datetime, of: str, **fields: Any) -> DeskEntry:
    usual = {"person": "演示乙", "text": "演示数据：已完成", "numbers": (3, 1)}
    return _step(NoticeAnswered, entry_id, at, of, **(usual | fields))


def _own(fields: dict[str, Any]) -> dict[str, Any]:
    return {"acting_center": CITY_CENTER, "role": "leader"} | fields


def reminded(entry_id: str, at: datetime, of: str, **fields: Any) -> DeskEntry:
    return _step(NoticeReminded, entry_id, at, of, **_own(fields))


def extended(
    entry_id: str, at: datetime, of: str, due_at: datetime, **fields: Any
) -> DeskEntry:
    more = _own(fields) | {"due_at": due_at}
    return _step(NoticeExtended, entry_id, at, of, **more)


def withdrawn(entry_id: str, at: datetime, of: str, **fields: Any) -> DeskEntry:
    more = {"reason": "演示数据：合并到另一通知"} | _own(fields)
    return _step(NoticeWithdrawn, entry_id, at, of, **more)


def notified(city: City, now: datetime) -> None:
    """An urgent notice that some signed for, a task that most answered and one county
    handed down, a notice that is only read, one that was taken back, one that counts
    for nobody.
    """
    hour = timedelta(hours=1)
    town = {"acting_center": TOWN, "role": "duty_officer"}
    police = {"acting_center": CITY_CENTER, "agency": "police"}
    entries = [
        notice(
            "notice-0", now - 30 * hour, to_tiers=("town",), asks="read", due_at=None
        ),
        opened("notice-0-read", now - 29 * hour, "notice-0", **town),
        task(
            "notice-1",
            now - 26 * hour,
            to_agencies=("police",),
            due_at=now - 2 * hour,
        ),
        signed("notice-1-a", now - 25 * hour, "notice-1"),
        answered("notice-1-b", now - 20 * hour, "notice-1", numbers=(30, 4)),
        answered(
            "notice-1-c",
            now - 19 * hour,
            "notice-1",
            numbers=(31, 5),
            text="演示数据：已复核，更正一处",
        ),
        answered("notice-1-d", now - hour, "notice-1", acting_center=OTHER),
        signed("notice-1-e", now - 9 * hour, "notice-1", **police),
        reminded("notice-1-f", now - hour, "notice-1"),
        task(
            "notice-1-down",
            now - 24 * hour,
            acting_center=COUNTY,
            to_tiers=("town",),
            passes_on="notice-1",
            due_at=now + 8 * hour,
        ),
        answered("notice-1-g", now - 20 * hour, "notice-1-down", **town),
        notice(
            "notice-2",
            now - 3 * hour,
            sort="urgent",
            to_tiers=("county", "town"),
            due_at=now + 3 * hour,
        ),
        signed("notice-2-a", now - 2 * hour, "notice-2"),
        opened("notice-2-b", now - 2 * hour, "notice-2", **town),
        notice("notice-3", now - 50 * hour, due_at=now + 9 * hour),
        withdrawn("notice-3-a", now - 40 * hour, "notice-3"),
        notice("notice-4", now - 5 * hour, acting_center=COUNTY, to_centers=(OTHER,)),
    ]
    for one in sorted(entries, key=lambda entry: entry.entered_at):
        city.enter(one, one.entered_at)
