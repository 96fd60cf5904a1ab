"""The first message of an item, built stream by stream."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from streams.events import CameraAlert, Dispute, Incident, RiskLead
from streams.simulate.chance import pace
from streams.simulate.days import date_of
from streams.simulate.facts import (
    Fields,
    coded,
    common_fields,
    one_of,
    sourced,
    sources,
    village_position,
)
from streams.simulate.places import spot_at
from streams.simulate.tables import REFERENCE, choices, kind_profiles, mix, rows
from streams.simulate.wording import titles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from streams.events import Event
    from streams.simulate.places import Camera, Places, Spot
    from streams.simulate.planned import Draft
    from streams.simulate.wording import Title

NO_POSITION_SHARE = 0.1
"""Of the positioned camera alerts: 0,0, which means that there is none."""
OWED_SHARE = 0.6
LOWEST_SCORE = 20
"""A lead below that is not worth sending."""
TALK_DAYS = frozenset({4, 14, 24})
"""逢四说事: the days of the month on which disputes are talked over."""


class Alarm(Struct, frozen=True):
    """A category of camera alerts as GB/T 28181 codes it."""

    method: int
    type: int | None
    algorithm: str | None


def event_of(draft: Draft, places: Places, draw: Random) -> Event:
    """The event that opens the item of a draft."""
    title = one_of(titles()[draft.kind, draft.category], draw)
    common = common_fields(draft, title, places, draw)
    return BUILD[draft.kind](draft, title, common, draw)


def _levelled(draft: Draft) -> Fields:
    return {"level": draft.level}


@cache
def _injured_shares() -> Mapping[str, float]:
    return {row.category: row.injured_share for row in mix()["incident"]}


def _incident(draft: Draft, _title: Title, common: Fields, draw: Random) -> Event:
    source = choices()["source", "incident"].pick(draw)
    hurt = draw.random() < _injured_shares()[draft.category]
    return Incident(
        people_count=1 + int(draw.random() ** 3 * 5),
        injured_count=1 + int(draw.random() ** 4 * 3) if hurt else None,
        received_through=sources()[source]["received_through"],
        **common,
        **_levelled(draft),
        **coded(draft, ("scale", "nature"), draw),
        **sourced(draft, source),
        **village_position(draft, source, draw),
    )


def _dispute(draft: Draft, _title: Title, common: Fields, draw: Random) -> Event:
    source = choices()["source", "dispute"].pick(draw)
    is_talk_day = date_of(draft.day).day in TALK_DAYS
    channels = "talk_day_channel" if is_talk_day else "channel"
    channel = choices()[channels, "dispute"].pick(draw)
    amount = round(6_000 * pace().factor(draw) ** 2, -2)
    return Dispute(
        parties_count=2 + int(draw.random() ** 4 * 8),
        amount_yuan=amount if draw.random() < OWED_SHARE else None,
        channel=sources()[source]["channel"] or channel,
        **common,
        **_levelled(draft),
        **coded(draft, ("scale", "mediation_organisation"), draw),
        **sourced(draft, source),
        **village_position(draft, source, draw),
    )


def _camera_alert(draft: Draft, _title: Title, common: Fields, draw: Random) -> Event:
    alarm = alarms()[draft.category]
    source = "camera_algorithm" if alarm.algorithm else "camera_platform"
    # The category follows from method and type; leaving it out says so.
    return CameraAlert(
        camera_id=_camera(draft).camera_id,
        alarm_method=alarm.method,
        alarm_type=alarm.type,
        priority=int(draft.level),
        algorithm=alarm.algorithm,
        confidence=round(0.55 + draw.random() * 0.44, 2) if alarm.algorithm else None,
        **(common | {"category": ""}),
        **sourced(draft, source),
        **_camera_position(draft, draw),
    )


def _camera(draft: Draft) -> Camera:
    if draft.site.camera is None:
        raise ValueError(f"{draft.item_id}: an alert without a camera")
    return draft.site.camera


def _camera_position(draft: Draft, draw: Random) -> Fields:
    chance = draw.random() / kind_profiles()[draft.kind].position_share
    if chance >= 1:
        return {}
    if chance < NO_POSITION_SHARE:
        return {"longitude": 0.0, "latitude": 0.0}
    camera = _camera(draft)
    spot = _spot_of(camera)
    return {
        "longitude": spot.gcj02_longitude,
        "latitude": spot.gcj02_latitude,
        "datum": "gcj02",
    }


@lru_cache(maxsize=65_536)
def _spot_of(camera: Camera) -> Spot:
    return spot_at(camera.longitude, camera.latitude)


@cache
def alarms() -> Mapping[str, Alarm]:
    """The codes of each category of camera alerts."""
    return {
        row["category"]: Alarm(
            int(row["method"]),
            int(row["type"]) if row["type"] else None,
            row["algorithm"] or None,
        )
        for row in rows(REFERENCE / "camera_alarms.csv")
    }


def _risk_lead(draft: Draft, title: Title, common: Fields, draw: Random) -> Event:
    source = choices()["source", "risk_lead"].pick(draw)
    low, high = _scores()[draft.level]
    low = max(low, LOWEST_SCORE)
    days = 7 + int(draw.random() * 24)
    return RiskLead(
        score=low + int(draw.random() * (high - low + 1)),
        hazard=title.hazard or None,
        rectify_by=date_of(draft.day + days) if draw.random() < 0.7 else None,
        **common,
        **coded(draft, ("scale",), draw),
        **sourced(draft, source),
        **village_position(draft, source, draw),
    )


@cache
def _scores() -> Mapping[str, tuple[int, int]]:
    return {
        row["severity"]: (int(row["low"]), int(row["high"]))
        for row in rows(REFERENCE / "severity_map.csv")
        if row["kind"] == "risk_lead"
    }


BUILD: Mapping[str, Callable[[Draft, Title, Fields, Random], Event]] = {
    "incident": _incident,
    "dispute": _dispute,
    "camera_alert": _camera_alert,
    "risk_lead": _risk_lead,
}
"""What builds the message of each stream."""
