"""Items in every state that the indicators tell apart, drawn from a seed (演示数据)."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import asdict

from streams.handling.state import Handover, Pause, Round, Task
from tests.sql.state import item

START = datetime(2026, 1, 20, 16, tzinfo=UTC)
NOW = datetime(2026, 3, 10, 4, 30, tzinfo=UTC)
DAYS = (NOW - START).days
TIERS = ("village", "town", "county", "city")
TOWNS = (421303001000, 421303002000, 421321100000, 421381001000)
COUNTY = 421303000000
ZONE = 421390000000
"""A functional zone: its center has no division of its own."""
CENTERS = (
    *(421303001001, 421303001002, 421303002001, 421381001001),
    *(421303001000, 421303002000, 421381001000, COUNTY, 421300000000, ZONE),
)
CATEGORIES = ("01", "02", "17")
SETTLED = ("mediated", "mediated_confirmed", "reconciled")
OUTCOMES = (*SETTLED, "mediation_failed", "to_litigation", None)
ANSWERS = ("satisfied", "mostly_satisfied", "dissatisfied", "no_answer", None, None)
ENDED = ("closed", "closed", "closed", "redirected", "merged")
UNHANDLED = ("registered", "accepted", "assessed", "assigned", "returned")
CASE_STATUSES = (*UNHANDLED, "signed", "handling", "joint")
ENDINGS = ("signed", "signed", "returned", "replaced")
APART = (timedelta(days=3), timedelta(days=90), timedelta(days=91))
Item = dict[str, Any]


def random_items(seed: int, size: int) -> list[Item]:
    """So many items; the same for the same seed."""
    dice = random.Random(seed)
    return [_random_item(dice) for _ in range(size)]


def _random_item(dice: random.Random) -> Item:
    kind = dice.choice(("incident", "dispute", "camera_alert", "risk_lead"))
    is_signal = kind in {"camera_alert", "risk_lead"}
    received_at = START + timedelta(seconds=dice.random() * DAYS * 86_400)
    confirmed_at = _later(dice, received_at, 12, 0.4) if is_signal else None
    is_case = not is_signal or confirmed_at is not None
    started_at = confirmed_at or received_at
    return item(
        kind=kind,
        **_facts(dice, received_at),
        confirmed_at=confirmed_at,
        is_confirmed=confirmed_at is not None,
        is_case=is_case,
        is_device_health=not is_case and dice.random() < 0.2,
        first_response_at=_later(dice, received_at, 1, 0.7),
        acknowledged_at=_later(dice, received_at, 1, 0.5) if is_signal else None,
        **(_case(dice, started_at) if is_case else _signal(dice, received_at)),
    )


TAGS = (["enterprise"], ["school", "enterprise", "enterprise"], ["school"], [], None)


def _facts(dice: random.Random, received_at: datetime) -> Item:
    town = dice.choice((*TOWNS, 0))
    return {
        "town_code": town,
        "division_code": town + dice.randrange(3) if town else COUNTY,
        "category": dice.choice(CATEGORIES),
        "severity": f"0{dice.randint(1, 4)}",
        "received_at": received_at,
        "version": dice.choice((1, 2, 3, 3, None)),
        "expected_tier": dice.choice((*TIERS, None)),
        "tags": TAGS[int(received_at.timestamp()) % len(TAGS)],
    }


def _later(
    dice: random.Random, moment: datetime, days: float, share: float
) -> datetime | None:
    return _after(dice, moment, days) if dice.random() < share else None


def _after(dice: random.Random, moment: datetime, days: float) -> datetime:
    return moment + timedelta(seconds=round(dice.expovariate(1) * days * 43_200))


def _case(dice: random.Random, received_at: datetime) -> Item:
    rounds, started_at = _rounds(dice, received_at)
    closed_at = _later(dice, started_at, 10, 0.6)
    status = dice.choice(ENDED if closed_at else CASE_STATUSES)
    return {
        "status": status,
        "closed_at": closed_at,
        **rounds,
        **_clocks(dice, started_at, closed_at),
        **_handovers(dice, started_at, is_open=closed_at is None),
        **_tasks(dice, started_at),
        **_rest(dice, started_at, status),
        **_results(dice, closed_at),
        "signed_at": _later(dice, received_at, 2, 0.6),
        "fed_back_at": _later(dice, received_at, 2, 0.5),
        "returned_count": dice.choice((0, 0, 1, 2)),
        "reopened_count": len(rounds["rounds"]),
        "has_recurred": dice.random() < 0.2,
        "supervision": dice.choice((None, None, "yellow_card")),
        "resolved_tier": dice.choice((*TIERS, None)),
    }


def _rounds(dice: random.Random, begun_at: datetime) -> tuple[Item, datetime]:
    """Earlier rounds with their due dates, and when the current one started."""
    rounds: list[Item] = []
    dues: list[datetime | None] = []
    started_at: datetime | None = dice.choice((None, begun_at))
    for _ in range(dice.choice((0, 0, 0, 1, 2))):
        closed_at = _after(dice, begun_at, 6)
        rounds.append(_round(dice, started_at, closed_at))
        dues.append(_due(dice, begun_at, closed_at))
        started_at = begun_at = closed_at + dice.choice(APART)
    found = {"rounds": rounds, "round_dues": dues, "round_started_at": started_at}
    return found, begun_at


def _round(
    dice: random.Random, started_at: datetime | None, closed_at: datetime
) -> Item:
    return asdict(
        Round(
            started_at=started_at,
            closed_at=closed_at,
            status=dice.choice(("closed", "visited", "redirected")),
            outcome=dice.choice(OUTCOMES),
            extended_to=None,
            paused_s=0,
        )
    )


def _due(
    dice: random.Random, started_at: datetime, ended_at: datetime | None
) -> datetime | None:
    """Mostly some days on; now and then the very moment of the end, or none."""
    due_at = started_at + timedelta(days=dice.choice((1, 7, 7, 30)))
    return dice.choice((due_at, due_at, due_at, ended_at))


def _clocks(
    dice: random.Random, started_at: datetime, closed_at: datetime | None
) -> Item:
    due_at = _due(dice, started_at, closed_at)
    assigned_at = _later(dice, started_at, 0.2, 0.6)
    assign_due_at = started_at + timedelta(hours=2)
    return {
        "close_due_at": due_at,
        "close_limit_s": (due_at - started_at).total_seconds() if due_at else None,
        "assigned_at": assigned_at,
        "assign_due_at": dice.choice((assign_due_at, assign_due_at, assigned_at)),
    }


def _handovers(dice: random.Random, started_at: datetime, *, is_open: bool) -> Item:
    """Hand-overs one after the other, of which only the last may wait to be signed."""
    handovers: list[Item] = []
    dues: list[datetime | None] = []
    for left in reversed(range(dice.choice((0, 1, 1, 3)))):
        is_pending = is_open and left == 0 and dice.random() < 0.6
        handed_at = _after(dice, started_at, 1)
        ended_at = None if is_pending else _after(dice, handed_at, 1)
        handovers.append(_handover(dice, handed_at, ended_at))
        due_at = handed_at + timedelta(hours=12)
        dues.append(dice.choice((due_at, due_at, ended_at)))
        started_at = ended_at or handed_at
    newest = dues[-1] if dues else None
    return {"handovers": handovers, "handover_dues": dues, "sign_due_at": newest}


def _handover(
    dice: random.Random, handed_at: datetime, ended_at: datetime | None
) -> Item:
    return asdict(
        Handover(
            move_id="demo",
            from_center=COUNTY,
            to_center=dice.choice(CENTERS),
            to_agency=None,
            handed_at=handed_at,
            due_at=None,
            ended_at=ended_at,
            ending=dice.choice(ENDINGS) if ended_at else None,
        )
    )


def _tasks(dice: random.Random, sent_at: datetime) -> Item:
    tasks = [
        _task(f"t{number}", sent_at) for number in range(dice.choice((0, 0, 1, 2)))
    ]
    return {"tasks": tasks, "task_dues": [sent_at + timedelta(days=2) for _ in tasks]}


def _task(task_id: str, sent_at: datetime) -> Item:
    return asdict(
        Task(
            task_id=task_id,
            center=COUNTY,
            agency="police",
            objective=None,
            state="sent",
            sent_at=sent_at,
            due_at=None,
            last_move_id="demo",
        )
    )


def _rest(dice: random.Random, from_at: datetime, status: str) -> Item:
    """Pauses of what is handled: some run now, some are over."""
    if status not in {"handling", "joint"} or dice.random() < 0.6:
        return {"pauses": []}
    until_at = dice.choice((NOW, NOW + timedelta(days=1), from_at))
    return {"pauses": [asdict(Pause(from_at=from_at, until_at=until_at))]}


def _results(dice: random.Random, closed_at: datetime | None) -> Item:
    if closed_at is None:
        return {}
    return {
        "outcome": dice.choice(OUTCOMES),
        "satisfaction": dice.choice(ANSWERS),
    }


def _signal(dice: random.Random, received_at: datetime) -> Item:
    ended = dice.choice(("false_alarm", "false_alarm", "merged", None, None))
    shelved_until = None if ended else dice.choice((None, None, NOW, NOW + APART[0]))
    return {
        "status": ended or dice.choice(("raised", "acknowledged")),
        "closed_at": _after(dice, received_at, 1) if ended else None,
        "shelved_until": shelved_until,
        "acknowledge_due_at": (shelved_until or received_at) + timedelta(minutes=30),
        **(_handovers(dice, received_at, is_open=False) if ended else {}),
    }
