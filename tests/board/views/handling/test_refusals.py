"""Every refusal that a walk at random meets is told in words, in both languages."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from board.look.texts import LANGUAGES, texts
from board.picture.snapshot import Snapshot
from board.views.handling.refusals import Speaker, refusal_of
from streams.events import Move
from streams.handling.fold import apply
from streams.handling.refusal import Code, Refusal
from streams.handling.rules import Rules
from streams.handling.state import opening
from tests.support.ready import shipped_rules

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
LIKELY = ("accept", "handle", "join", "supervise", "close", "close")
CENTERS = ("421321101201", "421321101000", "421321000000", "421300000000")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return shipped_rules()


def met(rules: Rules, steps: int) -> list[Refusal]:
    """Refusals of moves made at random, one of each kind of details."""
    pick, found = random.Random(7), {}
    state = opening("dispute", "D1")
    for number in range(steps):
        name = pick.choice([*rules.moves, *LIKELY])
        move = Move(
            move_id=f"m{number}",
            kind="dispute",
            case_id="D1",
            move=name,
            acting_center=pick.choice((*CENTERS[:1] * 6, *CENTERS)),
            role=pick.choice(("staff", "leader", "duty_officer")),
            actor=pick.choice("ab"),
            moved_at=NOW,
            after=pick.choice((None, None, None, "none")),
            note=pick.choice(("x", "x", None)),
            to_center=pick.choice(CENTERS),
            task_id=pick.choice(("T1", "T2")),
            outcome="mediated",
            satisfaction="satisfied",
            link_kind="dispute",
            link_id=pick.choice(("D1", "D2")),
            due_at=NOW + timedelta(hours=number + pick.choice((-9, 9, 9_999))),
            move_ref=f"m{number - 1}",
        )
        target = pick.choice((None, "merged"))
        state, verdict = apply(
            state, move, NOW + timedelta(hours=number), rules, target
        )
        refusal = refusal_of(verdict.refusal, verdict.refusal_details)
        if refusal:
            why = refusal.details.get("why", "")
            found[refusal.code, why, tuple(refusal.details)] = refusal
    return list(found.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_sentence(
    rules: Rules, snapshot: Snapshot, language: str
) -> None:
    words = texts(language)
    speaker = Speaker(words, snapshot.geography, NOW)
    refusals = met(rules, 6_000)
    assert {one.code for one in refusals} == set(get_args(Code))
    said = [speaker.refusal(one) for one in refusals]
    assert all(said)
    assert not any("{" in one or "refusal." in one for one in said)


def test_whoever_was_quicker_is_named(snapshot: Snapshot) -> None:
    details = {
        "move_id": "m1",
        "move": "close",
        "actor": "demo-staff",
        "center": 421300000000,
        "agency": "police",
    }
    speaker = Speaker(texts("zh"), snapshot.geography, NOW)
    said = speaker.refusal(Refusal("overtaken", details))
    assert "随州市" in said
    assert "公安" in said
    assert "demo-staff" in said
    assert "办结" in said


def test_an_accepted_move_has_no_refusal() -> None:
    assert refusal_of(None, None) is None
