"""Lines of duty logs (演示数据), as a board sends them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from streams.entries.duty import LogWritten
from tests.support.city import CITY_CENTER

if TYPE_CHECKING:
    from datetime import datetime

    from tests.support.city import City

COUNTY = "421321000000"
TOLD = (
    (690, "call", "群众来电反映汉东路口信号灯不亮，已转交警值班室处置", "110接警台"),
    (560, "patrol", "视频巡查火车站广场、白云湖沿岸，秩序正常", None),
    (410, "fault", "城南片区三路视频中断，已报运维，预计一小时内恢复", "视频平台"),
    (300, "notice", "上级通知：夜间有强降雨，值班力量加强到明早八时", "省综治值班室"),
    (45, "instruction", "带班领导批示：重点盯住督办事项，整点报告一次", "带班领导"),
    (20, "call", "来电询问低保办理，已告知办事窗口", "12345"),
)


def line(entry_id: str, at: datetime, **fields: Any) -> LogWritten:
    """A line that came at a moment and tells of that."""
    usual = {
        "actor": "demo-duty_officer",
        "role": "duty_officer",
        "acting_center": CITY_CENTER,
        "person": "演示乙",
        "happened_at": at,
        "sort": "call",
        "text": "演示数据：来电一件",
        "synthetic": True,
    }
    return LogWritten(entry_id=entry_id, entered_at=at, **(usual | fields))


def logged(city: City, now: datetime) -> None:
    """The city's last twelve hours, one of them about an item, one corrected, and two
    lines of a county.
    """
    found = city.store.query("handover_proposed", **_asked(now)).to_pylist()
    about = {"kind": found[0]["kind"], "item_id": found[0]["item_id"]} if found else {}
    for number, (minutes, sort, text, told_by) in enumerate(TOLD):
        at = now - timedelta(minutes=minutes)
        said = {"sort": sort, "text": f"演示数据：{text}", "told_by": told_by}
        more = about if number == 0 else {}
        city.enter(line(f"log-{number}", at, **said, **more), at)
    at = now - timedelta(minutes=5)
    wrong = {"sort": "fault", "corrects": "log-2"}
    text = "演示数据：中断的是两路，不是三路，均已恢复"
    then = now - timedelta(minutes=410)
    city.enter(line("log-right", at, text=text, happened_at=then, **wrong), at)
    for number in (1, 2):
        at = now - timedelta(hours=number)
        own = {"acting_center": COUNTY, "person": "演示甲", "sort": "patrol"}
        said = {"text": f"演示数据：县中心第 {number} 次巡查，正常"}
        city.enter(line(f"log-county-{number}", at, **own, **said), at)


def _asked(now: datetime) -> dict[str, Any]:
    return {
        "center_code": int(CITY_CENTER),
        "hand_over": "",
        "by_handover": 0,
        "shift_at": now - timedelta(hours=12),
        "now_at": now,
        "row_limit": 1,
    }
