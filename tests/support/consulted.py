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
from tests.support.notified import COUNTY, OTHER

if TYPE_CHECKING:
    from datetime import datetime

    from streams.entries.entry import DeskEntry

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


def on(kind: str, item_id: str) -> OnAgenda:
    return OnAgenda(kind=kind, item_id=item_id)


def done(entry_id: str, at: datetime, of: str, **fields: Any) -> DeskEntry:
    usual = {"acting_center": COUNTY, "number": 1, "text": "演示数据：已走访"}
    return _step(DecisionDone, entry_id, at, of, **(usual | fields))
