"""Synthetic messages for tests: one valid event of every stream, and moves."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from streams.clock import now
from streams.events import STREAMS, Event

VILLAGE, CENTER = "421321101201", "421300000000"
AT = "2026-11-01T08:00:00+08:00"
SAMPLES = Path(__file__).parents[1] / "samples"
COMMON = frozenset(Event.__struct_fields__) - {"category"}
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
        **own_fields(kind),
        **fields,
    }


@cache
def own_fields(kind: str) -> dict[str, Any]:
    """What only this stream says, as its first sample says it."""
    with (SAMPLES / f"{kind}.jsonl").open(encoding="utf-8") as file:
        sample = json.loads(file.readline())
    return {name: value for name, value in sample.items() if name not in COMMON}


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


def resend(entry_id: str = "E1", **fields: Any) -> dict[str, Any]:
    """One wish to send a message again, made now."""
    return {
        "entry_id": entry_id,
        "entry": "resend",
        "actor": "seat-1",
        "role": "staff",
        "acting_center": CENTER,
        "entered_at": now().isoformat(),
        "topic": TOPICS["incident"],
        "partition": 0,
        "offset": 0,
        "synthetic": True,
        **fields,
    }


def encoded(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()
