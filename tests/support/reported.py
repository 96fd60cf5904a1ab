"""要情 reports and answers to them (演示数据), as a board sends them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from streams.entries.letters import ReportAnswered, Reported
from tests.support.city import CITY_CENTER

if TYPE_CHECKING:
    from datetime import datetime

    from tests.support.city import City

COUNTY, TOWN = "421321000000", "421321101000"
VILLAGE = "421321101201"


def report(entry_id: str, at: datetime, **fields: Any) -> Reported:
    """A report of a county to the city's center."""
    usual = {
        "actor": "demo-duty_officer",
        "role": "duty_officer",
        "acting_center": COUNTY,
        "to_center": CITY_CENTER,
        "person": "演示甲",
        "kind": "incident",
        "item_id": "incident-1",
        "division_code": VILLAGE,
        "severity": "01",
        "category": "0301",
        "happened_at": at - timedelta(minutes=30),
        "place": "随县厉山镇",
        "what": "演示数据：仓库起火，明火已扑灭，正在清理现场",
        "involved": 6,
        "injured": 1,
        "dead": 0,
        "measures": "演示数据：消防、派出所、卫生院已到场，周边群众已疏散",
        "needed": "演示数据：请协调市级专家到场评估",
        "as_of": at,
        "synthetic": True,
    }
    return Reported(entry_id=entry_id, entered_at=at, **(usual | fields))


def report_answer(
    entry_id: str, at: datetime, report_id: str, **fields: Any
) -> ReportAnswered:
    """The city's center signs for one."""
    usual = {
        "actor": "demo-duty_officer",
        "role": "duty_officer",
        "acting_center": CITY_CENTER,
        "to_center": COUNTY,
        "person": "演示乙",
        "answer": "signed",
        "synthetic": True,
    }
    return ReportAnswered(
        entry_id=entry_id, entered_at=at, report=report_id, **(usual | fields)
    )


def reported(city: City, now: datetime) -> None:
    """Cases of the county that are grave: one reported in time and signed for, one sent
    back, one that waits to be signed for, one that nobody reported.
    """
    items = [_case(city, now, number) for number in range(4)]
    minutes = timedelta(minutes=1)
    first, second, third = (
        {"kind": "incident", "item_id": one, "severity": severity}
        for one, severity in zip(items[:3], ("01", "02", "01"), strict=True)
    )
    entries = [
        report("report-1", now - 280 * minutes, **first),
        report_answer("report-answer-1", now - 265 * minutes, "report-1"),
        report(
            "report-1b",
            now - 100 * minutes,
            **first,
            what="演示数据：现场清理完毕，起火原因初步认定为电气线路",
            needed=None,
        ),
        report_answer("report-answer-1b", now - 90 * minutes, "report-1b"),
        report("report-2", now - 150 * minutes, **second),
        report_answer(
            "report-answer-2",
            now - 130 * minutes,
            "report-2",
            answer="sent_back",
            text="演示数据：请补充伤者伤情和送医情况",
        ),
        report("report-3", now - 20 * minutes, **third),
    ]
    for one in sorted(entries, key=lambda entry: entry.entered_at):
        city.enter(one, one.entered_at)


def _case(city: City, now: datetime, number: int) -> str:
    """A grave incident of the county's village that its center accepted."""
    at = now - timedelta(minutes=(300, 290, 130, 95)[number])
    severity = ("01", "02", "01", "01")[number]
    given = {"kind": "incident", "category": "0301", "division_code": VILLAGE}
    event = city.event(at, severity=severity, item_id=f"grave-{number}", **given)
    city.send((event, at), written_at=at)
    soon = at + timedelta(minutes=2)
    own = {"acting_center": COUNTY, "division_code": COUNTY}
    city.move(event, "accept", at=soon, **own)
    return f"grave-{number}"
