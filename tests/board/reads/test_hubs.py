"""A board with two hubs goes on with the other, and no figure goes backwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pyarrow as pa
import pytest
from msgspec import convert

from board.desk.moves import Moves, SentMove
from board.picture.maker import PictureMaker
from board.picture.snapshot import Snapshot
from board.picture.watched import Watched, store_of
from board.reads.hubs import answered_by
from board.reads.reads import HubChanged, HubGone, Reads
from board.reads.rounds import asked
from board.reads.standing import HEALTHY_S, STILL_S, WAIT_S
from board.reads.verdicts import RULES
from streams.events import HANDLING_TOPIC, Move
from tests.board.conftest import NOW
from tests.support import messages
from tests.support.intake import START
from tests.support.pair import Pair, pair


@pytest.fixture
def hubs() -> Iterator[Pair]:
    with pair() as found:
        found.event(1)
        found.later()
        yield found


def items(reads: Reads) -> set[str]:
    return {one.item_id for one in reads.items(0, 10**12, 10)}


def test_the_other_hub_answers_at_once_where_it_has_read_as_far(hubs: Pair) -> None:
    reads = Reads(hubs.hubs)
    known = items(reads)
    hubs.first.shut()
    hubs.at += 1
    assert items(reads) == known == {"incident-1"}
    assert hubs.asked == "second"
    seen = hubs.hubs.seen()
    assert [one.why for one in seen.hubs] == ["gone", ""]
    assert (seen.is_behind, seen.hubs[1].lacks) == (False, 0)
    assert [one.code for one in seen.alarms] == ["hub_changed"]


def test_a_standby_that_is_behind_is_waited_for_and_then_told_of(hubs: Pair) -> None:
    reads = Reads(hubs.hubs)
    hubs.first.intake.event("incident", 2, at=START + timedelta(hours=1))
    shown = items(reads)
    hubs.first.shut()
    hubs.later()
    with pytest.raises(HubGone):
        items(reads)
    assert (hubs.asked, hubs.hubs.health()) == ("first", None)
    # It reads on: what was shown is there before anybody looks again.
    hubs.second.intake.event("incident", 2, at=START + timedelta(hours=1))
    hubs.later()
    assert hubs.asked == "second"
    assert items(reads) == shown


def test_the_only_one_left_is_asked_though_it_is_behind(hubs: Pair) -> None:
    reads = Reads(hubs.hubs)
    hubs.first.intake.event("incident", 2, at=START + timedelta(hours=1))
    whole = reads.round({}, NOW).moment
    hubs.first.shut()
    hubs.later()
    hubs.later(WAIT_S - 0.5)
    assert hubs.asked == "first"
    hubs.later(1)
    assert hubs.asked == "second"
    assert items(reads) == {"incident-1"}
    seen = hubs.hubs.seen()
    assert (seen.is_behind, seen.hubs[1].lacks) == (True, 1)
    # A past that it has not read yet is refused, never told by half.
    with pytest.raises(HubGone, match="not read as far"):
        reads.round(
            {"kinds": asked("item_list", low=0, high=1, row_limit=1)}, NOW, whole
        )
    hubs.second.intake.event("incident", 2)
    hubs.later()
    assert not hubs.hubs.seen().is_behind


def test_it_goes_back_to_the_preferred_one_after_a_minute_of_health(
    hubs: Pair,
) -> None:
    reads = Reads(hubs.hubs)
    hubs.first.shut()
    hubs.later()
    hubs.second.intake.event("incident", 2)
    assert items(reads) == {"incident-1", "incident-2"}
    hubs.first.open()
    hubs.later(2 * HEALTHY_S)
    hubs.later(2 * HEALTHY_S)
    # It is well, but has not read what was shown meanwhile.
    assert (hubs.asked, hubs.hubs.seen().hubs[0].lacks) == ("second", 1)
    hubs.first.intake.event("incident", 2)
    hubs.later()
    hubs.later(HEALTHY_S - 1)
    hubs.first.status = "store_failing"
    hubs.later()
    hubs.first.status = "ok"
    hubs.later()
    hubs.later(HEALTHY_S - 1)
    assert hubs.asked == "second"
    hubs.later(2)
    assert hubs.asked == "first"
    assert hubs.hubs.seen().alarms == ()


def test_a_hub_that_answers_and_reads_on_no_more_is_left(
    hubs: Pair, caplog: pytest.LogCaptureFixture
) -> None:
    reads = Reads(hubs.hubs)
    shown = items(reads)
    # Where nothing comes, nobody reads: that is no fault of a hub.
    for _ in range(3):
        hubs.later(STILL_S)
    assert (hubs.asked, hubs.hubs.seen().alarms) == ("first", ())
    hubs.second.intake.event("incident", 2, at=START + timedelta(hours=1))
    hubs.later()
    hubs.later(STILL_S - 1)
    assert hubs.asked == "first"
    assert items(reads) == shown
    hubs.later(1)
    assert hubs.asked == "second"
    assert items(reads) == {"incident-1", "incident-2"}
    seen = hubs.hubs.seen()
    assert [one.why for one in seen.hubs] == ["stalled", ""]
    assert [one.code for one in seen.alarms] == ["hub_changed"]
    assert "reads nothing where another hub reads on" in caplog.text
    # It is back for good only once it has caught up and stayed so for a minute.
    hubs.first.intake.event("incident", 2, at=START + timedelta(hours=1))
    for number in range(3, 6):
        hubs.later(HEALTHY_S / 4)
        hubs.event(number)
    assert (hubs.asked, items(reads)) == (
        "second",
        {f"incident-{number}" for number in range(1, 6)},
    )
    hubs.later()
    hubs.later(HEALTHY_S)
    assert hubs.asked == "first"


def test_a_hub_that_stands_still_in_one_partition_alone_is_left_as_well(
    hubs: Pair,
) -> None:
    reads = Reads(hubs.hubs)
    items(reads)
    hubs.second.intake.event("risk_lead", 1)
    for number in range(2, 5):
        hubs.later(STILL_S / 2)
        hubs.event(number)
    hubs.later()
    assert hubs.asked == "second"
    assert len(items(reads)) == 5


def test_a_hub_that_says_for_long_that_it_is_not_well_is_left_for_one_that_is(
    hubs: Pair, caplog: pytest.LogCaptureFixture
) -> None:
    hubs.first.status = hubs.second.status = "refusing"
    hubs.later()
    hubs.later(STILL_S)
    # Both say so: another hub would read no more than this one.
    assert (hubs.asked, hubs.hubs.seen().alarms[0].code) == ("first", "hub_stalled")
    hubs.first.status = hubs.second.status = "ok"
    hubs.later()
    hubs.first.status = "refusing"
    hubs.later()
    hubs.later(STILL_S - 1)
    assert hubs.asked == "first"
    hubs.later(1)
    assert hubs.asked == "second"
    assert hubs.hubs.seen().hubs[0].why == "ill"
    assert "says for long that it is not well" in caplog.text


def test_a_hub_of_another_make_is_none_to_go_over_to(hubs: Pair) -> None:
    with hubs.second.intake.store.transaction() as transaction:
        transaction.run("put_meta", name="edition", value="of other lists")
    hubs.later()
    assert [one.why for one in hubs.hubs.seen().hubs] == ["", "other"]
    hubs.first.shut()
    hubs.later()
    assert hubs.asked == "first"
    # Another edition is better than no figures, other records are not.
    with hubs.second.intake.store.transaction() as transaction:
        transaction.run("put_meta", name="holds", value="the other kind")
    hubs.later(WAIT_S)
    assert hubs.asked == "first"


def test_what_belongs_together_is_asked_of_one_hub(hubs: Pair) -> None:
    reads = Reads(hubs.hubs)
    told: list[str] = []

    def both() -> str:
        before = reads.last_batch()
        if not told:
            told.append("the hub goes")
            hubs.first.shut()
            hubs.at += 1
        after = reads.last_batch()
        assert before
        assert after
        return f"{before.hub} {after.hub}"

    assert reads.of_one_hub(both) == " ".join([hubs.second.address] * 2)
    hubs.second.shut()
    hubs.first.open()
    hubs.at += 1
    with pytest.raises(HubChanged), hubs.hubs.one_hub():
        reads.last_batch()


def test_the_rules_are_those_of_one_hub(
    hubs: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are kept for as long as the board runs."""
    reads = Reads(hubs.hubs)
    ask, told = reads._ask, []  # noqa: SLF001 - the hub goes between two questions

    def asked_in_trouble(name: str, **parameters: object) -> pa.Table:
        found = ask(name, **parameters)
        told.append(answered_by(found))
        if len(told) == 1:
            hubs.first.shut()
            hubs.at += 1
        return found

    monkeypatch.setattr(reads, "_ask", asked_in_trouble)
    assert reads.rules().moves
    first, *others = told
    assert first == hubs.first.address
    assert others == [hubs.second.address] * len(RULES)


def test_numbers_of_batches_are_not_taken_from_one_hub_to_the_other(
    hubs: Pair,
) -> None:
    """The second hub counts its batches otherwise: it read all of this in one."""
    for number in range(2, 6):
        hubs.first.intake.event("incident", number)
    with hubs.second.intake.together():
        for number in range(2, 6):
            hubs.second.intake.event("incident", number)
    reads = Reads(hubs.hubs)
    watched = Watched(reads)
    maker = PictureMaker(
        reads,
        ask_health=hubs.hubs.health,
        ask_progress=lambda: None,
        ask_hubs=hubs.hubs.seen,
        watched=watched,
    )
    moves = Moves(None, reads)  # type: ignore[arg-type] # nothing is sent by it
    with watched.watching(("incident", "incident-5")):
        maker.tick(NOW)
        before = maker.snapshot
        assert before.batch
        assert (before.batch.batch_no, before.batch.hub) == (5, hubs.first.address)
        moved = hubs.first.intake.moved("incident", "accept", 5, move_id="m1")
        for one in hubs.both:
            one.take((HANDLING_TOPIC, moved, START))
            one.event("incident", 6)
        sent = sent_after(before)
        hubs.first.shut()
        hubs.at += 1
        maker.tick(NOW + timedelta(seconds=1))
        after = maker.snapshot
        assert after.batch
        assert (after.batch.batch_no, after.batch.hub) == (4, hubs.second.address)
        assert store_of(after.batch) != store_of(before.batch)
        assert after.pulse.store == store_of(after.batch)
        assert {one.item_id for one in after.pulse.items} == {
            f"incident-{number}" for number in range(1, 7)
        }
        assert after.touched == {("incident", "incident-5"): 3}
        assert moves.verdicts([sent]).keys() == {"m1"}
        assert (after.failure, after.hubs.asked) == ("", 1)


def sent_after(known: Snapshot) -> SentMove:
    """A move as its sender keeps it, who knew of that picture."""
    move = convert(messages.move("incident", "accept", 5, move_id="m1"), Move)
    assert known.batch
    return SentMove(move, known.batch.batch_no, known.batch.hub)
