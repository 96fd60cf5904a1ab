"""The form of messages: per field, what fits."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.journey.model.moments import parsed


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200


def _number(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and low <= value <= high


def _division(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"\d{6}|\d{9}|\d{12}", value))


def _moment(value: Any) -> bool:
    try:
        parsed(value)
    except (TypeError, ValueError):
        return False
    return True


EVENT_FIELDS: dict[str, Callable[[Any], bool]] = {
    "id": _text,
    "version": _number(0, 2**62),
    "division_code": _division,
    "occurred_at": _moment,
    "reported_at": _moment,
    "title": _text,
    "source": _text,
    "source_ref": lambda value: isinstance(value, str),
}
OWN_FIELDS: dict[str, dict[str, Callable[[Any], bool]]] = {
    "incident": {"category": _text, "level": re.compile("^0[1-4]$").match},
    "dispute": {"category": _text, "level": re.compile("^0[1-4]$").match},
    "camera_alert": {
        "camera_id": re.compile(r"^\d{20}$").match,
        "alarm_method": _number(1, 7),
        "priority": _number(1, 4),
    },
    "risk_lead": {"category": _text, "score": _number(0, 100)},
}
MOVE_FIELDS: dict[str, Callable[[Any], bool]] = {
    "move_id": _text,
    "kind": _text,
    "case_id": _text,
    "move": _text,
    "acting_center": _division,
    "role": _text,
    "actor": _text,
    "moved_at": _moment,
}
DESK_FIELDS: dict[str, Callable[[Any], bool]] = {
    "entry_id": _text,
    "actor": _text,
    "acting_center": _division,
    "entered_at": _moment,
    "topic": _text,
    "partition": _number(0, 2**31 - 1),
    "offset": _number(0, 2**63 - 1),
}
