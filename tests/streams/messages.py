"""Synthetic messages for tests: one valid event of every stream, and moves."""

import json
from typing import Any

from streams.events import STREAMS

VILLAGE = "421321101201"
AT = "2026-11-01T08:00:00+08:00"
OWN: dict[str, dict[str, Any]] = {
    "incident": {"level": "04", "category": "0101"},
    "dispute": {"level": "03", "category": "10"},
    "camera_alert": {
        "camera_id": "42132100001320000001",
        "alarm_method": 5,
        "alarm_type": 6,
        "priority": 3,
    },
    "risk_lead": {"category": "08", "score": 40},
}
TOPICS = {stream.kind: stream.topic for stream in STREAMS}


def event(kind: str, number: int = 1, **fields: Any) -> dict[str, Any]:
    """One message of a stream, as a source would send it."""
    return {
        "id": f"{kind}-{number}",
        "version": 1,
        "division_code": VILLAGE,
        "occurred_at": AT,
        "reported_at": AT,
        "title": "演示数据",
        "source": "grid",
        "source_ref": f"R{number}",
        "synthetic": True,
        **OWN[kind],
        **fields,
    }


def move(kind: str, name: str, number: int = 1, **fields: Any) -> dict[str, Any]:
    """One move of an item."""
    return {
        "move_id": f"{kind}-{number}-{name}",
        "kind": kind,
        "case_id": f"{kind}-{number}",
        "move": name,
        "acting_center": VILLAGE,
        "role": "staff",
        "actor": "seat-1",
        "moved_at": AT,
        "synthetic": True,
        **fields,
    }


def encoded(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()
