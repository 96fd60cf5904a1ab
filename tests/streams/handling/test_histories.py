"""Thousands of histories: the fold and a model that shares no code with it agree.

`CGC_HISTORIES` sets how many: 300 here, 10,000 for acceptance.
"""

from __future__ import annotations

import os
from datetime import datetime
from random import Random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.clock import SHANGHAI
from streams.events import Move
from streams.handling.fold import apply
from streams.handling.rules import Rules
from streams.handling.state import Handling, opening
from streams.intake.fields import fields_of
from streams.landing.folding import merged_into
from streams.landing.structs import columns_of
from tests.journey.chaos_message import Message
from tests.journey.chaos_traffic import Traffic
from tests.journey.model.deadlines import deadlines
from tests.journey.model.handling import History
from tests.journey.model.messages import said
from tests.journey.model.reference import lists
from tests.support.stored import plain_row

HISTORIES = int(os.environ.get("CGC_HISTORIES", "300"))
NOW_MS = 1_793_000_000_000
WEEKS_MS = (0, 28 * 86_400_000)
"""Before and after a rule of the lists that holds from a later day on."""
MOST_MOVES = 60
Key = tuple[str, str]
APART = frozenset({"kind", "item_id", "move_keys"})
"""Columns that the model says otherwise."""
PROFILE = "mixed"


class Folded:
    """What the fold made of some moves, one after the other."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self.states: dict[Key, Handling] = {}
        self.verdicts: list[str | None] = []

    def take(self, message: Message) -> Handling:
        move = msgspec.json.decode(message.value, type=Move)
        move = fields_of(Move).padded(move)
        key = (move.kind, move.case_id)
        target = self.states.get(merged_into(move) or ("", ""))
        at = datetime.fromtimestamp(message.at_ms / 1_000, SHANGHAI)
        self.states[key], verdict = apply(
            self.states.get(key) or opening(*key),
            move,
            at,
            self._rules,
            target.status if target else None,
        )
        self.verdicts.append(verdict.refusal or verdict.verdict)
        return self.states[key]


class Modelled:
    """What the model makes of them."""

    def __init__(self) -> None:
        self.histories: dict[Key, History] = {}
        self.verdicts: list[str | None] = []

    def take(self, message: Message) -> History:
        record = message.record()
        move = said(record)
        key = (move["kind"], move["case_id"])
        history = self.histories.setdefault(key, History(*key))
        verdict = history.take(move, record.at, self._status_of)
        self.verdicts.append(verdict.refusal or verdict.verdict)
        return history

    def _status_of(self, target: Key) -> str | None:
        found = self.histories.get(target)
        return found.status if found else None


def told(state: Handling) -> dict[str, Any]:
    row = plain_row(columns_of(state))
    return {name: value for name, value in row.items() if name not in APART}


@settings(max_examples=HISTORIES, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    length=st.integers(1, MOST_MOVES),
    later_ms=st.sampled_from(WEEKS_MS),
)
def test_the_fold_and_the_model_agree_on_every_move(
    rules: Rules, seed: int, length: int, later_ms: int
) -> None:
    folded, modelled = Folded(rules), Modelled()
    traffic = Traffic(seed, partitions=1, now_ms=NOW_MS + later_ms)
    for message in traffic.history(length):
        state, history = folded.take(message), modelled.take(message)
        assert folded.verdicts[-1] == modelled.verdicts[-1]
        assert told(state) == history.columns()
        check(state)


def check(state: Handling) -> None:
    """There is always one owner, and a clock until somebody ended it."""
    assert bool(state.owner_center) == (state.last_move_at is not None)
    waiting = [one for one in state.handovers if one.ended_at is None]
    assert waiting in ([], [state.pending])
    row = told(state) | FACTS | {"kind": state.kind}
    due = deadlines(row, PROFILE)
    is_open = state.status in lists().open_statuses
    if state.is_case and is_open:
        assert due["close_due_at"] is not None
        assert state.pending is None or due["sign_due_at"] is not None
    if state.status == "raised":
        assert due["acknowledge_due_at"] is not None


FACTS: dict[str, Any] = {
    "version": 1,
    "received_at": NOW_MS * 1_000,
    "severity": "04",
    "scale": "01",
    "source": "grid",
}


@settings(max_examples=HISTORIES, deadline=None)
@given(seed=st.integers(0, 2**32), length=st.integers(1, MOST_MOVES))
def test_repeats_change_nothing_wherever_they_come(
    rules: Rules, seed: int, length: int
) -> None:
    once, again, random = Folded(rules), Folded(rules), Random(seed)
    sent: list[Message] = []
    for message in Traffic(seed, partitions=1, now_ms=NOW_MS).history(length):
        once.take(message)
        again.take(message)
        sent.append(message)
        if random.random() < 0.3:
            again.take(random.choice(sent))
            assert again.verdicts[-1] == "repeated"
    assert once.states == again.states
