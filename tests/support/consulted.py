"""会商 of centers and what is done of them (演示数据), as a board sends them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from streams.entries.consultations import (
    ConsultationAnswered,
    ConsultationCancelled,
    ConsultationChanged,
    ConsultationMinuted,
    Consulted,
    Decision,
    DecisionDone,
    OnAgenda,
    Unit,
)
from tests.support.city import CITY_CENTER
from tests.support.notified import COUNTY, OTHER, TOWN

if TYPE_CHECKING:
    from datetime import datetime

    from streams.entries.entry import DeskEntry
    from streams.events import Event
    from tests.support.city import City

HOUR = timedelta(hours=1)


def called(entry_id: str, at: datetime, **fields: Any) -> Consulted:
    """A consultation of the city's center with two counties and its police."""
    usual = {
        "actor": "demo-leader",
        "role": "leader",
        "acting_center": CITY_CENTER,
        "person": "演示甲",
        "sort": "consultation",
        "title": "演示数据：跨区矛盾纠纷会商",
        "place": "演示数据：市中心会商室",
        "starts_at": at + 4 * HOUR,
        "answer_by": at + 2 * HOUR,
        "chair": "市中心主任",
        "points": ("演示数据：明确牵头单位",),
        "to_centers": (COUNTY, OTHER),
        "to_agencies": ("police",),
        "synthetic": True,
    }
    return Consulted(entry_id=entry_id, entered_at=at, **(usual | fields))


def _step(
    struct: type[DeskEntry], entry_id: str, at: datetime, of: str, **fields: Any
) -> DeskEntry:
    usual = {
        "actor": "demo-leader",
        "role": "leader",
        "acting_center": CITY_CENTER,
        "consultation": of,
        "synthetic": True,
    }
    return struct(entry_id=entry_id, entered_at=at, **(usual | fields))


def moved(entry_id: str, at: datetime, of: str, **fields: Any) -> DeskEntry:
    usual = {"place": "演示数据：第二会议室", "reason": "演示数据：与防汛会冲突"}
    usual["starts_at"] = at + 5 * HOUR
    return _step(ConsultationChanged, entry_id, at, of, **(usual | fields))


def cancelled(entry_id: str, at: datetime, of: str, **fields: Any) -> DeskEntry:
    usual = {"reason": "演示数据：事项已办结"}
    return _step(ConsultationCancelled, entry_id, at, of, **(usual | fields))


def answered(entry_id: str, at: datetime, of: str, **fields: Any) -> DeskEntry:
    usual = {"acting_center": COUNTY, "attends": "yes", "post": "县中心副主任"}
    return _step(ConsultationAnswered, entry_id, at, of, **(usual | fields))


def minuted(entry_id: str, at: datetime, of: str, **fields: Any) -> DeskEntry:
    usual = {
        "person": "演示甲",
        "attended": (Unit(center=COUNTY), Unit(center=CITY_CENTER, agency="police")),
        "conclusions": ("演示数据：由属地牵头",),
        "decisions": (decision(at),),
    }
    return _step(ConsultationMinuted, entry_id, at, of, **(usual | fields))


def decision(at: datetime, center: str = COUNTY, **fields: Any) -> Decision:
    usual = {
        "unit": Unit(center=center, agency=fields.pop("agency", None)),
        "what": "演示数据：上门走访并反馈",
        "due_at": at + 24 * HOUR,
    }
    return Decision(**(usual | fields))


def on(kind: str, item_id: str) -> Event:
    return OnAgenda(kind=kind, item_id=item_id)


def done(entry_id: str, at: datetime, of: str, **fields: Any) -> DeskEntry:
    usual = {"acting_center": COUNTY, "number": 1, "text": "演示数据：已走访"}
    return _step(DecisionDone, entry_id, at, of, **(usual | fields))


def locked(city: City, now: datetime, item_id: str) -> OnAgenda:
    """A case of the county that its town sent back three times: 退回 is locked."""
    at = now - 60 * HOUR
    event = city.event(at, kind="incident", item_id=item_id, division_code=TOWN)
    city.write(event, at=at)
    county = {"acting_center": COUNTY, "role": "staff", "acting_agency": None}
    town = {"acting_center": TOWN, "role": "staff", "acting_agency": None}
    city.move(event, "accept", at=at + HOUR, **county)
    for turn in range(1, 4):
        handed = at + 3 * turn * HOUR
        more = {"to_center": TOWN, "to_agency": None, "move_id": f"{item_id}-a{turn}"}
        city.move(event, "assign", at=handed, **county | more)
        said = {"note": "演示数据：不属本镇职责", "move_id": f"{item_id}-r{turn}"}
        city.move(event, "return", at=handed + HOUR, **town | said)
    return event


def consulted(city: City, now: datetime) -> None:
    """One to come that some have answered late, one whose minutes are not written, one
    minuted with decisions of every state, one called off, one that counts for nobody.
    """
    item = on("incident", locked(city, now, "returned-case").id)
    locked(city, now, "returned-again")
    joint = on("dispute", "joint-case")
    police = {"acting_center": CITY_CENTER, "agency": "police"}
    gone = {"items": (joint,), "points": ("演示数据：信息怎样共享",)}
    entries = [
        called("meeting-1", now - 8 * HOUR, items=(item,), starts_at=now + 20 * HOUR),
        answered("meeting-1-a", now - 7 * HOUR, "meeting-1"),
        answered(
            "meeting-1-b",
            now - 7 * HOUR,
            "meeting-1",
            **police,
            attends="no",
            post=None,
            text="演示数据：同一时间参加防汛调度",
        ),
        called("meeting-2", now - 9 * HOUR, sort="joint", items=(item, joint)),
        answered("meeting-2-a", now - 8 * HOUR, "meeting-2", acting_center=OTHER),
        called("meeting-3", now - 50 * HOUR, sort="case", **gone),
        moved("meeting-3-a", now - 49 * HOUR, "meeting-3"),
        answered("meeting-3-b", now - 48 * HOUR, "meeting-3"),
        minuted(
            "meeting-3-c",
            now - 40 * HOUR,
            "meeting-3",
            conclusions=("演示数据：由属地牵头化解", "演示数据：每周通报一次"),
            decisions=(
                decision(now - 50 * HOUR),
                decision(now - 20 * HOUR, OTHER, what="演示数据：建立联络名单"),
                decision(now - 20 * HOUR, CITY_CENTER, agency="police", item=joint),
                decision(now, OTHER, what="演示数据：每周通报办理进度"),
            ),
        ),
        done(
            "meeting-3-d", now - 30 * HOUR, "meeting-3", acting_center=OTHER, number=2
        ),
        called("meeting-4", now - 30 * HOUR, title="演示数据：汛期风险联席会议"),
        cancelled("meeting-4-a", now - 29 * HOUR, "meeting-4"),
        called(
            "meeting-5", now - 5 * HOUR, acting_center=COUNTY, to_centers=(CITY_CENTER,)
        ),
    ]
    for one in sorted(entries, key=lambda entry: entry.entered_at):
        city.enter(one, one.entered_at)
