"""What messages of a test say (演示数据): events, moves, desk entries, and how to spoil
them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from tests.journey import chaos_seats as seats
from tests.journey.model.moments import DAY, EPOCH, SECOND
from tests.journey.model.reference import lists, rows

HOUR = 3_600 * SECOND
PROGRESS = {
    "acknowledge": 9,
    "confirm": 9,
    "dismiss": 3,
    "accept": 9,
    "assign": 4,
    "sign": 12,
    "handle": 8,
    "join": 6,
    "task_done": 10,
    "feedback": 8,
    "close": 14,
    "visit": 8,
    "reopen": 5,
    "suspend": 3,
    "resume": 6,
    "extend": 2,
    "return": 8,
    "consult": 1,
    "escalate": 1,
    "reassign": 0.5,
    "shelve": 9,
    "supervise": 2,
    "unsupervise": 2,
    "reply": 2,
    "task_sign": 5,
    "task_return": 4,
    "task_feedback": 6,
    "task_accept": 6,
    "reject_feedback": 2,
    "ask_extension": 3,
    "grant_extension": 4,
    "undo": 2,
    "merge": 0.1,
    "redirect": 0.5,
    "put_on_ledger": 3,
    "ask_strike_off": 8,
    "strike_off_ledger": 8,
    "refuse_strike_off": 2,
}
"""How often a move is made that the process allows; others at 0.2."""
OUTCOMES = ("mediated", "reconciled", "mediation_failed", "on_site", "other")
SATISFACTION = ("satisfied", "mostly_satisfied", "dissatisfied", "no_answer")
SOURCES = ("hotline_12345", "petition", "grid", "police_110", "unheard_of")
LEVELS = ("01", "02", "03", *("04",) * 8)
FEW_PLACES = (421303001000, 421303001001, 421303002001)
Content = dict[str, Any]


def encoded(content: Content) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def text_of(at: int) -> str:
    """A moment (microseconds since 1970) as a message writes it."""
    return f"{EPOCH + timedelta(seconds=at // SECOND):%Y-%m-%dT%H:%M:%SZ}"


def event(random: Random, kind: str, item_id: str, *, version: int, at: int) -> Content:
    """An event of any content, now and then in an envelope."""
    moment = text_of(at - random.randrange(HOUR))
    message = {
        "id": item_id,
        "version": version,
        "division_code": _division(random),
        "occurred_at": moment,
        "reported_at": moment,
        "title": f"demo {random.randrange(10**6)}",
        "scale": random.choice(("01", "01", "02", "03")),
        "source": random.choice(SOURCES),
        "source_ref": f"R-{item_id}",
        "synthetic": True,
        **_own(random, kind),
    }
    if random.random() < 0.2:
        message["spread"] = [_division(random), _division(random)]
    return _enveloped(random, kind, message) if random.random() < 0.05 else message


def move(random: Random, item: Any, name: str, move_id: str) -> Content:
    """A move of an item with nothing in it that only this move needs."""
    content = {
        "move_id": move_id,
        "kind": item.kind,
        "case_id": item.item_id,
        "move": name,
        "actor": random.choice(("seat-1", "seat-2")),
        "moved_at": text_of(item.at - random.choice((0, 0, 0, 20 * 60 * SECOND))),
        "synthetic": True,
        **seats.seat(random, item.history.now, name),
        **seats.seen(random, item.history.now, name),
    }
    if name in ("sign", "supervise") and random.random() < 0.6:
        content |= {"outcome": "yellow_card", "grade": "red_card", "number": "DB-1"}
    if name == "join" and (returned := seats.returned(item.history.now)):
        content["link_id"] = random.choice([*returned, "T-none"])
    if name in ("suspend", "claim", "assign", "join") and random.random() < 0.5:
        content["due_at"] = text_of(item.at + random.randrange(DAY // 2))
    return content


def needed(random: Random, item: Any, content: Content, name: str) -> Any:
    """What a move may need: a value for the field of this name."""
    acting, now = int(content["acting_center"].ljust(12, "0")), item.history.now
    makers: dict[str, Callable[[], Any]] = {
        "to_center": lambda: str(seats.receiver(random, acting, content["move"])),
        "to_agency": lambda: random.choice(("police", "justice")),
        "to_site": lambda: "P01",
        "task_id": lambda: content.get("task_id") or f"T-{random.randrange(10**9)}",
        "due_at": lambda: text_of(item.at + random.randrange(9 * DAY)),
        "outcome": lambda: random.choice(OUTCOMES),
        "satisfaction": lambda: random.choice(SATISFACTION),
        "link_kind": lambda: "incident",
        "link_id": lambda: "incident-1",
        "move_ref": lambda: (now["last_binding"] or {}).get("move_id", "M-none"),
        "note": lambda: "demo",
    }
    return makers[name]()


def desk_entry(entry_id: str, topic: str, at: int) -> Content:
    """A wish to send again what is not there: answered, and nothing comes of it."""
    return {
        "entry_id": entry_id,
        "entry": "resend",
        "actor": "seat-1",
        "acting_center": "421300000000",
        "entered_at": text_of(at),
        "topic": topic,
        "partition": 99,
        "offset": 0,
        "synthetic": True,
    }


def spoilt(random: Random, good: bytes) -> bytes:
    """The same message with something in it that is refused."""
    content = json.loads(good)
    changed = random.choice(SPOIL)(content.get("data", content))
    return changed if isinstance(changed, bytes) else encoded(changed)


SPOIL: tuple[Callable[[Content], Content | bytes], ...] = (
    lambda _: b"not json",
    lambda _: b"",
    lambda _: b'{"id": "\xff\xfe"}',
    lambda _: b"[1, 2]",
    lambda content: content | {"synthetic": False},
    lambda content: content | {"more": {"faceId": "x"}},
    lambda content: content | {"division_code": "990000000000", "acting_center": "99"},
    lambda content: content | {"occurred_at": "1999-01-01T00:00:00Z", "moved_at": "x"},
    lambda content: {k: v for k, v in content.items() if k not in ("version", "move")},
)


def _own(random: Random, kind: str) -> Content:
    level = random.choice(LEVELS)
    categories = _categories(kind)[: None if random.random() < 0.1 else 1]
    makers: dict[str, Callable[[], Content]] = {
        "incident": lambda: {"level": level, "category": random.choice(categories)},
        "dispute": lambda: {"level": level, "category": random.choice(categories)},
        "camera_alert": lambda: {
            "camera_id": "42130300001320000001",
            "alarm_method": random.choice((2, 5, 5, 5, 6, 7)),
            "alarm_type": random.choice((1, 2, 6, 88)),
            "priority": int(level),
        },
        "risk_lead": lambda: {
            "score": random.randint(0, 100),
            "category": random.choice(categories),
        },
    }
    return makers[kind]()


def _enveloped(random: Random, kind: str, message: Content) -> Content:
    return {
        "specversion": "1.0",
        "type": f"cn.cgc.{kind}.v1",
        "source": "demo",
        "id": str(random.randrange(10**9)),
        "data": message,
    }


def _division(random: Random) -> str:
    """Mostly one of few, so that items meet in a cell, else any; some are cut short."""
    everywhere = _divisions()
    code = str(random.choice(everywhere if random.random() < 0.1 else FEW_PLACES))
    length = len(code.rstrip("0"))
    if length > 9 or random.random() < 0.7:
        return code
    return code[: 9 if length > 6 else 6]


@cache
def _divisions() -> list[int]:
    return sorted(lists().tiers)


@cache
def _categories(kind: str) -> list[str]:
    return [row["category"] for row in rows("categories") if row["kind"] == kind]
