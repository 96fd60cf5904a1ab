"""Items that somebody looks at: one question a batch for all of them."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from msgspec import structs

from board.picture.watched import AT_ONCE, LOOK_BACK, Watched, store_of
from board.reads.reads import HubGone, Reads
from board.reads.rows import Batch
from sql.flight import MAXIMUM_ROUND_BYTES
from tests.support.doors import Shut
from tests.support.intake import START, Intake

HOUR = timedelta(hours=1)
ONE, OTHER = ("dispute", "dispute-1"), ("incident", "incident-1")


class Counted(Shut):
    """A door that counts the rounds that it is asked."""

    def __init__(self, intake: Intake) -> None:
        super().__init__(intake.store)
        self.rounds = 0
        self.sizes: list[int] = []

    def round(self, *questions: Any) -> Any:
        self.rounds += 1
        self.sizes.append(len(msgspec.json.encode(questions)))
        return super().round(*questions)


@pytest.fixture
def intake() -> Intake:
    found = Intake()
    found.event("dispute")
    found.event("incident")
    return found


@pytest.fixture
def door(intake: Intake) -> Counted:
    return Counted(intake)


@pytest.fixture
def watched(door: Counted) -> Watched:
    return Watched(Reads(door))  # type: ignore[arg-type] # a fake


def batch(number: int) -> Batch:
    return Batch(number, START)


def test_nobody_looks_and_nothing_is_asked(watched: Watched, door: Counted) -> None:
    assert watched.news(batch(2), START) is None
    with watched.watching(ONE):
        pass
    assert watched.news(batch(2), START) is None
    assert door.rounds == 0


def test_one_question_a_batch_serves_everybody(
    watched: Watched, door: Counted, intake: Intake
) -> None:
    with watched.watching(ONE), watched.watching(OTHER), watched.watching(ONE):
        assert watched.news(batch(2), START) == {ONE: 1, OTHER: 2}
        assert watched.news(batch(2), START) is None
        intake.move("dispute", "note")
        assert watched.news(batch(3), START) == {ONE: 3, OTHER: 2}
        intake.event("incident", 2)
        assert watched.news(batch(4), START) is None
    assert door.rounds == 3


def test_more_than_one_question_holds_are_asked_for_in_several(
    watched: Watched, door: Counted, intake: Intake
) -> None:
    """Before, a hub refused the one question of all, and nobody heard anything."""
    others = [("dispute", f"{'纠' * 56}-{number:06}") for number in range(2 * AT_ONCE)]
    with ExitStack() as looking:
        for one in (*others[:AT_ONCE], ONE, *others[AT_ONCE:], OTHER):
            looking.enter_context(watched.watching(one))
        assert watched.news(batch(2), START) == {ONE: 1, OTHER: 2}
        assert door.rounds == 3
        assert max(door.sizes) < MAXIMUM_ROUND_BYTES
        intake.move("dispute", "note")
        assert watched.news(batch(3), START) == {ONE: 3, OTHER: 2}


def test_a_refused_move_is_news_as_well(watched: Watched, intake: Intake) -> None:
    with watched.watching(ONE):
        watched.news(batch(2), START)
        intake.move("dispute", "close")
        assert watched.news(batch(3), START) == {ONE: 3}


def test_a_store_that_was_built_anew_is_news_by_smaller_numbers(
    watched: Watched, door: Counted, intake: Intake
) -> None:
    begun = structs.replace(batch(2), began_at=START)
    with watched.watching(ONE):
        intake.move("dispute", "note")
        assert watched.news(structs.replace(begun, batch_no=3), START) == {ONE: 3}
        anew = Intake()
        door.store = anew.store
        later = structs.replace(begun, batch_no=1, began_at=START + HOUR)
        anew.event("incident")
        assert watched.news(later, START) == {}
        anew.event("dispute")
        assert watched.news(structs.replace(later, batch_no=2), START) == {ONE: 2}
        assert watched.news(structs.replace(later, batch_no=2), START) is None
    assert store_of(later) != store_of(begun)
    assert store_of(None) == ""


def test_the_newest_batch_says_when_its_store_began(intake: Intake) -> None:
    reads = Reads(intake.store)
    first = reads.last_batch()
    intake.move("dispute", "note")
    newest = reads.last_batch()
    assert first
    assert newest
    assert (newest.batch_no, newest.began_at) == (3, first.began_at)
    assert (
        newest.began_at
        == intake.store.query("last_batches", row_limit=9).to_pylist()[-1]["written_at"]
    )


def test_who_comes_late_is_told_of_what_came_a_little_before(
    watched: Watched, door: Counted, intake: Intake
) -> None:
    with watched.watching(OTHER):
        watched.news(batch(2), START)
        intake.move("dispute", "note")
        watched.news(batch(3), START)
        with watched.watching(ONE):
            assert watched.news(batch(3), START) == {ONE: 3, OTHER: 2}
    later = Watched(Reads(door))  # type: ignore[arg-type] # a fake
    with later.watching(ONE):
        assert later.news(batch(3 + LOOK_BACK), START) is None


def test_what_a_hub_that_was_away_had_not_told_is_told_later(
    watched: Watched, door: Counted
) -> None:
    with watched.watching(ONE):
        door.is_shut = True
        with pytest.raises(HubGone):
            watched.news(batch(2), START)
        door.is_shut = False
        assert watched.news(batch(2), START) == {ONE: 1}


def test_a_pass_is_for_one_item_of_one_run(watched: Watched, door: Counted) -> None:
    given = watched.pass_for(ONE)
    assert watched.lets(ONE, given)
    assert not watched.lets(OTHER, given)
    assert not watched.lets(ONE, "")
    assert not watched.lets(ONE, "密")
    assert not Watched(Reads(door)).lets(ONE, given)  # type: ignore[arg-type] # a fake
