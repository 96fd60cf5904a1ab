"""Items in every state that the indicators tell apart, from a seed (演示数据)."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.sql.state import item

START = datetime(2026, 1, 20, 16, tzinfo=UTC)
NOW = datetime(2026, 3, 10, 4, 30, tzinfo=UTC)
DAYS = (NOW - START).days
TIERS = ("village", "town", "county", "city")
TOWNS = (421303001000, 421303002000, 421321100000, 421381001000)
COUNTY = 421303000000
RECEIVERS = (421303001001, 421303001000, 421381001000, COUNTY)
CATEGORIES = ("01", "02", "17")
SETTLED = ("mediated", "mediated_confirmed", "reconciled")
OUTCOMES = (*SETTLED, "mediation_failed", "to_litigation", None)
ANSWERS = ("satisfied", "mostly_satisfied", "dissatisfied", "no_answer", None, None)
ENDED = ("closed", "closed", "closed", "redirected", "merged")
WAITING_TO_ASSIGN = ("registered", "accepted")
CASE_STATUSES = (*WAITING_TO_ASSIGN, "assigned", "returned", "signed", "handling")
SIGNAL_STATUSES = ("raised", "acknowledged")
Item = dict[str, Any]


def random_items(seed: int, size: int) -> list[Item]:
    """Items in every state that the indicators tell apart, from a seed."""
    dice = random.Random(seed)
    return [_random_item(dice) for _ in range(size)]


def _random_item(dice: random.Random) -> Item:
    kind = dice.choice(("incident", "dispute", "camera_alert", "risk_lead"))
    is_signal = kind in {"camera_alert", "risk_lead"}
    received_at = START + timedelta(seconds=dice.random() * DAYS * 86_400)
    confirmed_at = _later(dice, received_at, 12, 0.4) if is_signal else None
    is_case = not is_signal or confirmed_at is not None
    town = dice.choice((*TOWNS, 0))
    fields = {
        "kind": kind,
        "town_code": town,
        "division_code": town + dice.randrange(3) if town else COUNTY,
        "category": dice.choice(CATEGORIES),
        "severity": f"0{dice.randint(1, 4)}",
        "received_at": received_at,
        "confirmed_at": confirmed_at,
        "is_confirmed": confirmed_at is not None,
        "is_case": is_case,
        "is_device_health": not is_case and dice.random() < 0.2,
        "version": dice.choice((1, 2, 3, 3, None)),
        "first_response_at": _later(dice, received_at, 1, 0.7),
        "acknowledged_at": _later(dice, received_at, 1, 0.5) if is_signal else None,
        "expected_tier": dice.choice((*TIERS, None)),
        **(
            _case(dice, received_at, confirmed_at)
            if is_case
            else _signal(dice, received_at)
        ),
    }
    return item(**fields)


def _later(
    dice: random.Random, moment: datetime, days: float, share: float
) -> datetime | None:
    later = moment + timedelta(seconds=round(dice.expovariate(1) * days * 43_200))
    return later if dice.random() < share else None


def _case(
    dice: random.Random, received_at: datetime, confirmed_at: datetime | None
) -> Item:
    rounds, dues, started_at = _rounds(dice, received_at, confirmed_at)
    begun_at = started_at or received_at
    closed_at = _later(dice, begun_at, 10, 0.6)
    due_at = begun_at + timedelta(days=dice.choice((1, 7, 7, 30)))
    due_at = dice.choice((due_at, due_at, due_at, closed_at))
    return {
        "closed_at": closed_at,
        "status": dice.choice(ENDED if closed_at else CASE_STATUSES),
        "rounds": rounds,
        "round_dues": dues,
        "round_started_at": started_at,
        "close_due_at": due_at,
        "close_limit_s": (due_at - begun_at).total_seconds() if due_at else None,
        "assign_due_at": begun_at + timedelta(hours=24),
        "assigned_at": _later(dice, begun_at, 2, 0.7),
        "signed_at": _later(dice, received_at, 2, 0.6),
        "fed_back_at": _later(dice, received_at, 2, 0.5),
        "returned_count": dice.choice((0, 0, 1, 2)),
        "reopened_count": len(rounds),
        "has_recurred": bool(rounds) and dice.random() < 0.5,
        "tasks": dice.choice(([], [], [_task(begun_at)])),
        "outcome": dice.choice(OUTCOMES) if closed_at else None,
        "satisfaction": dice.choice(ANSWERS) if closed_at else None,
        "supervision": dice.choice((None, None, "yellow_card")),
        "resolved_tier": dice.choice((*TIERS, None)),
        **_handed(dice, received_at, is_open=closed_at is None),
    }


def _rounds(
    dice: random.Random, received_at: datetime, confirmed_at: datetime | None
) -> tuple[list[Item], list[datetime], datetime | None]:
    """Earlier rounds, when each was due, and when the one after them began."""
    rounds, dues, started_at = [], [], confirmed_at
    for _ in range(dice.choice((0, 0, 0, 0, 1, 2))):
        begun_at = started_at or received_at
        closed_at = begun_at + timedelta(seconds=dice.randrange(1_500_000))
        rounds.append(
            {
                "started_at": started_at,
                "closed_at": closed_at,
                "status": dice.choice(("closed", "closed", "redirected")),
                "outcome": dice.choice(OUTCOMES),
                "extended_to": None,
                "paused_s": 0.0,
            }
        )
        due_at = begun_at + timedelta(days=dice.choice((1, 7, 30)))
        dues.append(dice.choice((due_at, due_at, closed_at)))
        started_at = closed_at + timedelta(days=dice.choice((1, 5, 89, 91, 200)))
    return rounds, dues, started_at


def _handed(dice: random.Random, received_at: datetime, *, is_open: bool) -> Item:
    """Hand-overs one after the other, of which the last may wait."""
    handovers, dues, at = [], [], received_at
    for _ in range(dice.choice((0, 0, 1, 1, 2, 3))):
        at += timedelta(seconds=dice.randrange(400_000))
        ended_at = at + timedelta(seconds=dice.randrange(200_000))
        due_at = at + timedelta(hours=24)
        dues.append(dice.choice((due_at, due_at, ended_at)))
        handovers.append(_handover(dice, at, ended_at))
        at = ended_at
    if handovers and is_open and dice.random() < 0.5:
        handovers[-1] |= {"ended_at": None, "ending": None}
    return {
        "handovers": handovers,
        "handover_dues": dues,
        "sign_due_at": dues[-1] if dues else None,
    }


def _handover(dice: random.Random, at: datetime, ended_at: datetime) -> Item:
    return {
        "move_id": "m",
        "from_center": COUNTY,
        "to_center": dice.choice(RECEIVERS),
        "to_agency": None,
        "handed_at": at,
        "due_at": None,
        "ended_at": ended_at,
        "ending": dice.choice(("signed", "signed", "returned", "replaced")),
    }


def _task(at: datetime) -> Item:
    empty = dict.fromkeys(
        ("agency", "objective", "due_at", "signed_at", "fed_back_at", "ended_at")
    )
    return empty | {
        "task_id": "t",
        "center": COUNTY,
        "state": "sent",
        "sent_at": at,
        "rejected_count": 0,
        "last_move_id": "m",
    }


def _signal(dice: random.Random, received_at: datetime) -> Item:
    is_dismissed = dice.random() < 0.4
    return {
        "status": "false_alarm" if is_dismissed else dice.choice(SIGNAL_STATUSES),
        "closed_at": _later(dice, received_at, 1, 1.0) if is_dismissed else None,
        "acknowledge_due_at": received_at + timedelta(minutes=30),
    }
