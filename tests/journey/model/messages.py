"""What a record says, or why it is refused: the contract in plain Python.

Only the ways to be wrong that `chaos_traffic` knows are told apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.journey.model.moments import DAY, parsed
from tests.journey.model.reference import OPENS_AS, lists
from tests.journey.model.schema import (
    DESK_FIELDS,
    EVENT_FIELDS,
    MOVE_FIELDS,
    OWN_FIELDS,
)

HANDLING, DESK = "cgc.handling", "cgc.desk"
KINDS = {
    "cgc.incidents": "incident",
    "cgc.disputes": "dispute",
    "cgc.camera-alerts": "camera_alert",
    "cgc.risk-leads": "risk_lead",
}
EARLIEST = parsed("2000-01-01T00:00:00Z")
LATEST_DUE = parsed("2100-01-01T00:00:00Z")
OWN_SCALE = {
    "incident": "level",
    "dispute": "level",
    "camera_alert": "priority",
    "risk_lead": "score",
}
IDENTITY = re.compile(r"^(face|plate|personid|idnumber|idcard|featurevector)")


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record as it stands on a topic; `at` is its Kafka timestamp."""

    topic: str
    partition: int
    offset: int
    at: int
    value: bytes | None

    @property
    def place(self) -> tuple[str, int, int]:
        return self.topic, self.partition, self.offset


class RefusedError(Exception):
    """The record is no message; the text is the reason's code."""


def said(record: Record) -> dict[str, Any]:
    """The message of a record with its moments and codes as numbers, and for events
    what follows from the lists. RefusedError tells why there is none.
    """
    message = _content(record.value)
    if _holds_identity(message):
        raise RefusedError("identity_field")
    reader = {HANDLING: _move, DESK: _desk_entry}.get(record.topic, _event)
    read = reader(record, message)
    if message.get("synthetic") is False:
        raise RefusedError("mixed_with_synthetic")
    return read


def _content(value: bytes | None) -> dict[str, Any]:
    if not value:
        raise RefusedError("empty")
    try:
        document = json.loads(value.decode())
    except UnicodeDecodeError as error:
        raise RefusedError("not_utf8") from error
    except json.JSONDecodeError as error:
        raise RefusedError("not_json") from error
    if isinstance(document, dict) and document.keys() >= {"specversion", "data"}:
        document = document["data"]
    if not isinstance(document, dict):
        raise RefusedError("not_an_object")
    return document


def _holds_identity(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_holds_identity, value))
    if not isinstance(value, dict):
        return False
    return any(map(_is_identity, value)) or any(map(_holds_identity, value.values()))


@cache
def _is_identity(name: str) -> bool:
    return IDENTITY.match(re.sub("[_-]", "", name).lower()) is not None


def _check(message: dict[str, Any], fields: dict[str, Callable[[Any], Any]]) -> None:
    for name, fits in fields.items():
        try:
            is_right = name in message and fits(message[name])
        except TypeError:
            is_right = False
        if not is_right:
            raise RefusedError("invalid_field")


def _check_moment(at: int, latest: int) -> int:
    if not EARLIEST <= at <= latest:
        raise RefusedError("time_out_of_range")
    return at


def _code(text: str) -> int:
    return int(text.ljust(12, "0"))


def _event(record: Record, message: dict[str, Any]) -> dict[str, Any]:
    kind = KINDS[record.topic]
    _check(message, EVENT_FIELDS | OWN_FIELDS[kind])
    latest = record.at + DAY
    times = {
        name: _check_moment(parsed(message[name]), latest)
        for name in ("occurred_at", "reported_at")
    }
    division = _code(message["division_code"])
    if division not in lists().tiers:
        raise RefusedError("unknown_division")
    category = _category(kind, message)
    return {
        "kind": kind,
        "item_id": message["id"],
        "version": message["version"],
        "division_code": division,
        "town_code": _town(division),
        **times,
        "category": category,
        "severity": lists().severities[kind, int(message[OWN_SCALE[kind]])],
        "scale": message.get("scale", "01"),
        "spread": _spread(
            division, [_code(code) for code in message.get("spread", [])]
        ),
        "title": message["title"],
        "source": message["source"],
        "source_ref": message["source_ref"],
        "is_synthetic": message.get("synthetic"),
        "is_device_health": category in lists().device_categories,
    }


def _category(kind: str, message: dict[str, Any]) -> str:
    if kind == "camera_alert":
        method, alarm_type = message["alarm_method"], message.get("alarm_type")
        found = lists().alarms.get((method, str(alarm_type or "")))
        return found or lists().alarms[method, ""]
    if (kind, message["category"]) not in lists().categories:
        raise RefusedError("unknown_category")
    return str(message["category"])


def _town(division: int) -> int:
    """0 above towns; codes of villages begin with their town's nine digits."""
    is_below = lists().tiers[division] in ("town", "village")
    return division // 1_000 * 1_000 if is_below else 0


def _spread(division: int, others: list[int]) -> str:
    divisions = {division, *others}
    if len(divisions) == 1:
        return "none"
    if _town(division) and len({code // 1_000 for code in divisions}) == 1:
        return "within_town"
    is_in_county = lists().tiers[division] != "city"
    if is_in_county and len({code // 1_000_000 for code in divisions}) == 1:
        return "cross_town"
    return "cross_county"


def _move(record: Record, message: dict[str, Any]) -> dict[str, Any]:
    _check(message, MOVE_FIELDS)
    moved_at = _check_moment(parsed(message["moved_at"]), record.at + DAY)
    due_at = message.get("due_at")
    if due_at is not None:
        due_at = _check_moment(parsed(due_at), LATEST_DUE)
    if message["kind"] not in OPENS_AS:
        raise RefusedError("unknown_kind")
    if message["move"] not in lists().moves:
        raise RefusedError("unknown_move")
    named = message.get("division_code")
    if named is not None and _code(named) not in lists().tiers:
        raise RefusedError("unknown_division")
    return {
        **message,
        "division_code": None if named is None else _code(named),
        "acting_center": _center(message["acting_center"]),
        "to_center": _center(message.get("to_center")),
        "moved_at": moved_at,
        "due_at": due_at,
    }


def _center(text: str | None) -> int | None:
    if text is None:
        return None
    if _code(text) not in lists().centers:
        raise RefusedError("unknown_center")
    return _code(text)


def _desk_entry(record: Record, message: dict[str, Any]) -> dict[str, Any]:
    _check(message, DESK_FIELDS)
    _check_moment(parsed(message["entered_at"]), record.at + DAY)
    _center(message["acting_center"])
    return message
