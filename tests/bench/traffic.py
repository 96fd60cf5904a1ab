"""Synthetic traffic (演示数据) that is cheap to make: 300-byte events, versions, moves.

An item is a name (`n17` is new, `f17` finished) whose number decides its kind.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sql.lists import reference_rows
from streams.events import HANDLING_TOPIC, STREAMS
from tests.support.messages import SAMPLES, encoded, event, move

KINDS = tuple(stream.kind for stream in STREAMS)
KIND_TOPICS = tuple(stream.topic for stream in STREAMS)
SHANGHAI = ZoneInfo("Asia/Shanghai")
HEAD = (
    '{"id":"%s","version":%d,"division_code":"%s","occurred_at":"%s","reported_at":"%s"'
)
PLACED = frozenset({"id", "version", "division_code", "occurred_at", "reported_at"})
VARIANTS = 64
SEVERITIES, SEVERITY_MIX = ("01", "02", "03", "04"), (1, 4, 18, 77)
SCORES = {"01": 95, "02": 80, "03": 65, "04": 30}


class Message(NamedTuple):
    """What is sent; `key` keeps an item in one partition."""

    topic: str
    key: bytes
    value: bytes


def kind_of(number: int) -> str:
    return KINDS[number % len(KINDS)]


def item_event(name: str, number: int, at: str, version: int = 1) -> Message:
    """A version of an item, reported at `at` (RFC 3339)."""
    place = number % len(KINDS)
    kind = KINDS[place]
    head = HEAD % (name, version, village_of(number).division_code, at, at)
    value = (head + variant_of(kind, number).tail).encode()
    return Message(KIND_TOPICS[place], name.encode(), value)


def item_move(name: str, number: int, step: str, at: str, turn: int = 0) -> Message:
    """A move of an item; the same step and turn are the same move, sent again."""
    value = move(
        kind_of(number),
        step,
        move_id=f"{name}-{step}-{turn}",
        case_id=name,
        acting_center=village_of(number).division_code,
        moved_at=at,
        **NEEDED.get(step, {}),
    )
    return Message(HANDLING_TOPIC, name.encode(), encoded(value))


def moment(at_s: float) -> str:
    """A moment as the contract writes it."""
    return datetime.fromtimestamp(at_s, SHANGHAI).isoformat(timespec="milliseconds")


class Village(NamedTuple):
    """Where an item is, with the town it belongs to."""

    division_code: str
    town_code: str


def village_of(number: int) -> Village:
    known = villages()
    return known[number * 7_919 % len(known)]


@cache
def villages() -> tuple[Village, ...]:
    rows = reference_rows("divisions").to_pylist()
    return tuple(
        Village(row["division_code"], row["parent_code"])
        for row in rows
        if row["tier"] == "village"
    )


class Variant(NamedTuple):
    """What an item is about: the end of its message, and what the store makes of it."""

    category: str
    severity: str
    title: str
    tail: str


def variant_of(kind: str, number: int) -> Variant:
    return variants(kind)[number // len(KINDS) % VARIANTS]


@cache
def variants(kind: str) -> tuple[Variant, ...]:
    """Items as different as in a city: categories evenly, severities as they come."""
    draw = random.Random(kind)
    samples = (SAMPLES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    titles = [json.loads(line)["title"] for line in samples]
    rows = reference_rows(CATEGORY_LIST.get(kind, "categories")).to_pylist()
    known = [
        row
        for row in rows
        if row.get("kind", kind) == kind and row.get("is_device_health") != "1"
    ]
    severities = draw.choices(SEVERITIES, SEVERITY_MIX, k=VARIANTS)
    return tuple(
        _variant(kind, draw.choice(known), severity, draw.choice(titles))
        for severity in severities
    )


def _variant(kind: str, row: dict[str, str], severity: str, title: str) -> Variant:
    own = {name: make(row, severity) for name, make in OWN[kind].items()}
    message = event(kind, title=title, **own)
    rest = {name: value for name, value in message.items() if name not in PLACED}
    text = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))
    return Variant(row["category"], severity, title, "," + text.removeprefix("{"))


CATEGORY_LIST = {"camera_alert": "camera_alarms"}
"""Kinds whose category follows from something else, and the list of that."""
OWN: dict[str, dict[str, Callable[[dict[str, str], str], Any]]] = {
    "incident": {
        "category": lambda row, _: row["category"],
        "level": lambda _, severity: severity,
    },
    "dispute": {
        "category": lambda row, _: row["category"],
        "level": lambda _, severity: severity,
    },
    "camera_alert": {
        "alarm_method": lambda row, _: int(row["method"]),
        "alarm_type": lambda row, _: int(row["type"] or 0) or None,
        "algorithm": lambda row, _: row["algorithm"] or None,
        "priority": lambda _, severity: int(severity),
    },
    "risk_lead": {
        "category": lambda row, _: row["category"],
        "score": lambda _, severity: SCORES[severity],
    },
}
"""What decides category and severity, by kind."""
NEEDED = {"visit": {"satisfaction": "satisfied"}, "note": {"note": "演示数据"}}
"""What a step must say."""
