"""The message contract: what may stand on the topics.

The structs are the one source; JSON Schema and the AsyncAPI document are generated
from them. Unknown fields are allowed and kept (see `intake.decode`); a new major
version is a new type.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

# `$` alone also matches before a last line break: `(?!\n)` shuts that door.
Identifier = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=64,
        pattern=r"^[^\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f"
        r"\ufeff]+$(?!\n)",
    ),
]
Code = Annotated[str, Meta(min_length=1, max_length=64)]
DivisionCode = Annotated[str, Meta(pattern=r"^([0-9]{6}|[0-9]{9}|[0-9]{12})$(?!\n)")]
CameraId = Annotated[str, Meta(pattern=r"^[0-9]{20}$(?!\n)")]
Reference = Annotated[str, Meta(max_length=128)]
Moment = Annotated[datetime, Meta(tz=True)]
Title = Annotated[str, Meta(min_length=1, max_length=200)]
Text = Annotated[str, Meta(max_length=4000)]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{32,128}$(?!\n)")]

Level = Literal["01", "02", "03", "04"]
Scale = Literal["01", "02", "03"]
Datum = Literal["wgs84", "gcj02", "bd09"]
Kind = Annotated[str, Meta(min_length=1, max_length=32)]


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What every event says. One item (事项) is one (kind, id); the highest version
    counts. Times are RFC 3339 with offset; longitude and latitude are degrees in
    `datum` and are stored as WGS-84.
    """

    id: Identifier
    version: Annotated[int, Meta(ge=0, le=2**62)]
    division_code: DivisionCode
    occurred_at: Moment
    reported_at: Moment
    category: Code
    scale: Scale = "01"
    spread: Annotated[tuple[DivisionCode, ...], Meta(max_length=64)] = ()
    title: Title
    description: Text | None = None
    longitude: Annotated[float, Meta(ge=-180, le=180)] | None = None
    latitude: Annotated[float, Meta(ge=-90, le=90)] | None = None
    datum: Datum = "wgs84"
    source: Code
    source_ref: Reference
    tags: Annotated[tuple[Code, ...], Meta(max_length=32)] = ()
    campaign: Code | None = None
    party_hash: Hash | None = None
    synthetic: bool | None = None


class Incident(Event, frozen=True, kw_only=True, omit_defaults=True):
    """事件/警情: something happened."""

    level: Level
    nature: Literal["01", "02", "03", "04", "99"] | None = None
    people_count: Count | None = None
    injured_count: Count | None = None
    received_through: Code | None = None


class Dispute(Event, frozen=True, kw_only=True, omit_defaults=True):
    """矛盾纠纷: people disagree and ask for mediation; `category` is the type."""

    level: Level
    parties_count: Count | None = None
    amount_yuan: Annotated[float, Meta(ge=0, le=1e12)] | None = None
    mediation_organisation: Code | None = None
    channel: Code | None = None


class CameraAlert(Event, frozen=True, kw_only=True, omit_defaults=True):
    """视频告警: a camera or its algorithm raised an alarm (GB/T 28181).

    `category` may be left out: it follows from (method, type) or the algorithm.
    """

    category: Annotated[str, Meta(max_length=64)] = ""
    camera_id: CameraId
    alarm_method: Annotated[int, Meta(ge=1, le=7)]
    alarm_type: Annotated[int, Meta(ge=0, le=99)] | None = None
    priority: Annotated[int, Meta(ge=1, le=4)]
    algorithm: Code | None = None
    confidence: Annotated[float, Meta(ge=0, le=1)] | None = None


class RiskLead(Event, frozen=True, kw_only=True, omit_defaults=True):
    """风险线索: a place or matter that may turn into an incident; `category` is the
    mechanism (八大机制).
    """

    score: Annotated[int, Meta(ge=0, le=100)]
    hazard: Code | None = None
    rectify_by: date | None = None


class Move(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One step in the handling of an item, by a center or an agency.

    `division_code` is the item's as the actor saw it. `after` is the last accepted
    binding move that the actor saw, `none` if there was none; without it nothing is
    compared. `move_ref` is the move that is undone or answered.
    """

    move_id: Identifier
    kind: Kind
    case_id: Identifier
    move: Code
    division_code: DivisionCode | None = None
    acting_center: DivisionCode
    acting_agency: Code | None = None
    role: Code
    actor: Code
    moved_at: Moment
    after: Identifier | None = None
    note: Text | None = None
    to_center: DivisionCode | None = None
    to_agency: Code | None = None
    to_site: Code | None = None
    task_id: Identifier | None = None
    objective: Text | None = None
    link_kind: Code | None = None
    link_id: Identifier | None = None
    due_at: Moment | None = None
    outcome: Code | None = None
    satisfaction: Code | None = None
    grade: Code | None = None
    number: Code | None = None
    move_ref: Identifier | None = None
    synthetic: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Stream:
    """One line per stream: all that the rest of the house needs to know of it.

    `own_scale` names the field that the severity map reads. What came of no case is
    kept for `kept_days`, if anything ends them.
    """

    kind: str
    topic: str
    struct: type[Event]
    opens_as: Literal["case", "signal"]
    own_scale: str
    name_zh: str
    name_en: str
    kept_days: int | None = None


STREAMS = (
    Stream(
        kind="incident",
        topic="cgc.incidents",
        struct=Incident,
        opens_as="case",
        own_scale="level",
        name_zh="事件警情",
        name_en="Incidents",
    ),
    Stream(
        kind="dispute",
        topic="cgc.disputes",
        struct=Dispute,
        opens_as="case",
        own_scale="level",
        name_zh="矛盾纠纷",
        name_en="Disputes",
    ),
    Stream(
        kind="camera_alert",
        topic="cgc.camera-alerts",
        struct=CameraAlert,
        opens_as="signal",
        own_scale="priority",
        name_zh="视频告警",
        name_en="Camera alerts",
        kept_days=30,
    ),
    Stream(
        kind="risk_lead",
        topic="cgc.risk-leads",
        struct=RiskLead,
        opens_as="signal",
        own_scale="score",
        name_zh="风险线索",
        name_en="Risk leads",
    ),
)
HANDLING_TOPIC = "cgc.handling"
DESK_TOPIC = "cgc.desk"
TOPICS = (*(stream.topic for stream in STREAMS), HANDLING_TOPIC, DESK_TOPIC)
ORDERED_TOPICS = frozenset({HANDLING_TOPIC, DESK_TOPIC})
"""Topics of one partition each: their order is the order."""
