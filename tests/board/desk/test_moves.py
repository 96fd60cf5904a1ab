"""Moves that the board sends, and asking what became of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from board.desk import waiting
from board.desk.entries import DeskError
from board.desk.moves import Moves, SentMove
from board.reads.reads import Reads
from board.reads.rows import Batch
from streams.broker.outbox import OutboxError
from streams.clock import now
from streams.events import HANDLING_TOPIC, Move
from tests.support.doors import Shut
from tests.support.intake import Intake


class Wire:
    """An outbox whose messages the hub folds at once, or none of which arrives."""

    def __init__(self, intake: Intake, refusal: str = "") -> None:
        self._intake, self._refusal = intake, refusal

    def send(self, topic: str, _key: bytes, value: bytes) -> Wire:
        assert topic == HANDLING_TOPIC
        if not self._refusal:
            self._intake.take((topic, msgspec.json.decode(value), now()))
        return self

    def wait(self) -> None:
        if self._refusal:
            raise OutboxError(self._refusal)


@pytest.fixture
def intake() -> Intake:
    return Intake()


@pytest.fixture
def moves(intake: Intake) -> Moves:
    return Moves(Wire(intake), Reads(intake.store))  # type: ignore[arg-type] # a fake


def move(name: str = "accept", move_id: str = "m1", **fields: Any) -> Move:
    return Move(
        **{
            "move_id": move_id,
            "kind": "dispute",
            "case_id": "dispute-1",
            "move": name,
            "acting_center": "421321101201",
            "role": "staff",
            "actor": "a",
            "moved_at": now(),
            "synthetic": True,
        }
        | fields
    )


def test_an_accepted_move_is_told(moves: Moves) -> None:
    sent = moves.send(move(), None)
    verdict = moves.verdict_soon(sent)
    assert verdict
    assert verdict.is_accepted
    assert verdict.status_after == "accepted"


def test_a_refused_move_is_told_with_who_was_quicker(moves: Moves) -> None:
    moves.send(move(after="none"), None)
    late = moves.send(move("accept", "m2", after="none", actor="b"), Batch(0, now()))
    verdict = moves.verdict_soon(late)
    assert verdict
    assert verdict.refusal == "overtaken"
    assert '"actor":"a"' in (verdict.refusal_details or "")


def test_a_move_that_came_twice_has_its_first_verdict(moves: Moves) -> None:
    first = moves.send(move(), None)
    moves.send(move(), None)
    assert moves.verdicts([first])["m1"].verdict == "accepted"


def test_only_batches_after_what_was_known_are_asked(moves: Moves) -> None:
    sent = moves.send(move(), None)
    assert moves.verdicts([SentMove(sent.move, 1)])
    assert not moves.verdicts([SentMove(sent.move, 2)])


def test_people_are_masked_before_a_move_leaves(intake: Intake, moves: Moves) -> None:
    sent = moves.send(move("note", note="联系张三 13812345678"), None)
    assert "13812345678" not in (sent.move.note or "")
    (row,) = intake.store.query(
        "item_moves", kind="dispute", id="dispute-1"
    ).to_pylist()
    assert row["note"] == sent.move.note


def test_what_does_not_reach_the_broker_is_told(intake: Intake) -> None:
    cut = Moves(Wire(intake, "no way"), Reads(intake.store))  # type: ignore[arg-type] # a fake
    with pytest.raises(DeskError, match="no way"):
        cut.send(move(), None)


def test_without_a_hub_a_move_waits(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "ASK_UP_TO_S", 0.1)
    gone = Shut(intake.store)
    gone.is_shut = True
    alone = Moves(Wire(intake), Reads(gone))  # type: ignore[arg-type] # a fake
    sent = alone.send(move(moved_at=datetime(2026, 11, 1, tzinfo=UTC)), None)
    assert alone.verdict_soon(sent) is None
    assert alone.verdicts([]) == {}


def test_several_moves_are_told_one_by_one(moves: Moves) -> None:
    wanted = [move(move_id="m1"), move("assess", "m2")]
    sent = moves.send_all(wanted, None)
    arrived = [one for one in sent if isinstance(one, SentMove)]
    assert [one.move.move_id for one in arrived] == ["m1", "m2"]
    found = moves.verdicts_soon(arrived)
    assert {key: one.is_accepted for key, one in found.items()} == {
        "m1": True,
        "m2": True,
    }


def test_a_broker_that_is_away_is_tried_once_for_several(intake: Intake) -> None:
    tried = []

    class Away:
        def send(self, *_: object) -> None:
            tried.append(1)
            raise OutboxError("no way")

    cut = Moves(Away(), Reads(intake.store))  # type: ignore[arg-type] # a fake
    sent = cut.send_all([move(), move("assess", "m2")], None)
    assert [str(one) for one in sent] == ["no way", "no way"]
    assert tried == [1]
