from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from board.picture.maker import PictureMaker
from board.picture.rollup import total
from board.picture.turns import SHARE
from board.reads.reads import Reads
from tests.board.conftest import NOW
from tests.support.city import City, filled_city
from tests.support.doors import Shut, maker_of
from tests.support.ready import ready_store
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    import pyarrow as pa

    from board.picture.snapshot import Snapshot

ASKED = ("pulse", "deadlines", "background")


def test_what_nobody_foresaw_ends_a_board_whose_pictures_stand_still(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken:
        def query(self, *_: object, **__: object) -> pa.Table:
            raise TypeError("a fault of ours")

    ended: list[int] = []
    maker = PictureMaker(
        Reads(Broken()),
        ask_health=lambda: None,
        ask_progress=lambda: None,
        end=ended.append,
    )
    maker.start()
    wait_for(lambda: not maker.is_alive, "the thread's end")
    assert ended == [1]
    assert "TypeError: a fault of ours" in caplog.text


def test_an_empty_store_makes_a_picture_without_items() -> None:
    maker = maker_of(Shut(ready_store()))
    maker.tick(NOW)
    assert maker.snapshot.as_of == NOW
    assert maker.snapshot.batch is None
    assert maker.snapshot.pulse.items == ()
    assert not maker.snapshot.is_stale


def test_the_last_picture_stays_when_the_hub_is_gone_and_it_comes_back() -> None:
    door = Shut(filled_city(NOW, per_day=20, days=2).store)
    maker = maker_of(door)
    maker.tick(NOW)
    good = maker.snapshot
    door.is_shut = True
    maker.tick(NOW + timedelta(seconds=30))
    assert maker.snapshot.is_stale
    assert maker.snapshot.as_of == NOW
    assert maker.snapshot.pulse == good.pulse
    door.is_shut = False
    maker.tick(NOW + timedelta(seconds=60))
    assert not maker.snapshot.is_stale
    assert maker.snapshot.as_of == NOW + timedelta(seconds=60)


def test_a_hub_that_was_never_there_leaves_an_empty_stale_picture() -> None:
    door = Shut(ready_store())
    door.is_shut = True
    maker = maker_of(door)
    maker.tick(NOW)
    assert maker.snapshot.is_stale
    assert maker.snapshot.as_of is None


def test_a_new_batch_is_in_the_next_picture_and_in_every_ancestor() -> None:
    city = filled_city(NOW, per_day=20, days=2)
    maker = maker_of(Shut(city.store))
    maker.tick(NOW)
    before = counts(maker.snapshot)
    event = city.event(NOW, kind="incident", category="0101", item_id="new-1")
    city.write(event, at=NOW)
    maker.tick(NOW + timedelta(seconds=1))
    after = counts(maker.snapshot)
    line = maker.snapshot.geography.line(int(event.division_code))
    assert {code: after[code] - before.get(code, 0) for code in line} == dict.fromkeys(
        line, 1
    )
    assert maker.snapshot.pulse.items[0].item_id == "new-1"


def test_listeners_hear_every_picture() -> None:
    maker = maker_of(Shut(ready_store()))
    heard: list[int] = []
    maker.listen(lambda snapshot: heard.append(snapshot.version))
    maker.tick(NOW)
    maker.tick(NOW + timedelta(seconds=1))
    assert heard == [1, 2]


def test_faulty_devices_are_counted_once_and_apart_from_public_safety() -> None:
    city = City(ready_store())
    village = city.event(NOW, kind="camera_alert").division_code
    for category in ("disk_full", "disk_full", "tampering"):
        fault = city.event(
            NOW, kind="camera_alert", category=category, division_code=village
        )
        city.write(fault, at=NOW)
    maker = maker_of(Shut(city.store))
    maker.tick(NOW)
    pulse, root = maker.snapshot.pulse, maker.snapshot.geography.city
    assert pulse.faults[root] == {("disk_full",): 1, ("tampering",): 1, ("",): 1}
    assert (pulse.received, pulse.items) == ({}, ())


def test_a_clock_that_runs_ahead_keeps_no_feed_alive() -> None:
    city = City(ready_store())
    ahead = city.event(NOW + timedelta(days=9), kind="incident")
    city.write(ahead, at=NOW + timedelta(days=9), written_at=NOW)
    maker = maker_of(Shut(city.store))
    maker.tick(NOW + timedelta(hours=1))
    assert [one.last_heard_at for one in maker.snapshot.pulse.feeds] == [NOW]
    assert [one.last_heard_at for one in maker.snapshot.pulse.sources] == [NOW]


def test_a_move_shows_in_the_live_list() -> None:
    city = City(ready_store())
    event = city.event(NOW, kind="incident", item_id="moved-1")
    city.write(event, at=NOW)
    maker = maker_of(Shut(city.store))
    maker.tick(NOW)
    first = maker.snapshot.pulse.items[0]
    city.move(event, "accept", at=NOW)
    maker.tick(NOW + timedelta(seconds=1))
    moved = maker.snapshot.pulse.items[0]
    assert (first.status, moved.status) == ("registered", "accepted")
    assert moved.batch_no > first.batch_no


def is_new(name: str, before: Snapshot, after: Snapshot) -> bool:
    return getattr(before, name) is not getattr(after, name)


def counts(snapshot: Snapshot) -> dict[int, int]:
    return {code: total(tally) for code, tally in snapshot.pulse.received.items()}


def test_the_questions_keep_the_screens_waiting_one_at_a_time() -> None:
    city = filled_city(NOW, per_day=20, days=2)
    maker = maker_of(Shut(city.store))
    maker.tick(NOW)
    first, later = maker.snapshot, NOW + timedelta(seconds=60)
    city.write(city.event(later, kind="incident", item_id="new-1"), at=later)
    answered = []
    for round_no in range(4):
        before = maker.snapshot
        maker.tick(later + timedelta(seconds=round_no / 4))
        answered.append([one for one in ASKED if is_new(one, before, maker.snapshot)])
    assert answered == [["pulse"], ["deadlines"], ["background"], []]
    assert maker.snapshot.pulse.items[0].item_id == "new-1"
    assert first.pulse.items[0].item_id != "new-1"


def test_the_question_that_waited_longest_is_asked_first() -> None:
    city = filled_city(NOW, per_day=20, days=2)
    maker = maker_of(Shut(city.store))
    maker.tick(NOW)
    for second in range(1, 46):
        at = NOW + timedelta(seconds=second)
        city.write(city.event(at, kind="incident"), at=at)
        before = maker.snapshot
        maker.tick(at)
    assert is_new("background", before, maker.snapshot)


def test_a_clock_that_is_put_back_stops_no_picture() -> None:
    city = filled_city(NOW, per_day=20, days=2)
    maker = maker_of(Shut(city.store))
    maker.tick(NOW)
    before, earlier = maker.snapshot, NOW - timedelta(hours=1)
    city.write(city.event(earlier, kind="incident"), at=earlier)
    for round_no in range(3):
        maker.tick(earlier + timedelta(seconds=round_no / 4))
    assert [one for one in ASKED if is_new(one, before, maker.snapshot)] == [*ASKED]
    assert maker.snapshot.as_of == earlier + timedelta(seconds=0.5)


def test_after_an_outage_pulse_and_background_come_together() -> None:
    city = filled_city(NOW, per_day=20, days=2)
    door = Shut(city.store)
    maker = maker_of(door)
    maker.tick(NOW)
    first, later = maker.snapshot, NOW + timedelta(seconds=60)
    door.is_shut = True
    maker.tick(later)
    door.is_shut = False
    city.write(city.event(later, kind="incident", item_id="new-1"), at=later)
    maker.tick(later + timedelta(seconds=1))
    assert not maker.snapshot.is_stale
    assert maker.snapshot.background is not first.background
    assert maker.snapshot.pulse.items[0].item_id == "new-1"


def test_a_background_that_falls_between_two_pictures_is_published() -> None:
    maker = maker_of(Shut(filled_city(NOW, per_day=20, days=2).store))
    maker.tick(NOW)
    first = maker.snapshot.background
    for after_s in (44.7, 44.9, 45.1):
        maker.tick(NOW + timedelta(seconds=after_s))
    assert maker.snapshot.background is not first


def test_what_a_broken_round_had_found_is_asked_anew() -> None:
    door = Shut(filled_city(NOW, per_day=20, days=2).store)
    maker = maker_of(door)
    door.refuses = "last_batches"
    maker.tick(NOW)
    assert maker.snapshot.pulse.items == ()
    door.refuses = ""
    maker.tick(NOW + timedelta(seconds=0.25))
    assert maker.snapshot.pulse.items


def test_a_hub_that_answers_slowly_is_asked_less_often() -> None:
    city = filled_city(NOW, per_day=20, days=2)
    door = Shut(city.store)
    door.read_s = 0.05
    maker = maker_of(door)
    maker.tick(NOW)
    took_s = door.clock_s
    for name, after_s in (("early", 1.1), ("due", took_s / SHARE + 0.1)):
        at = NOW + timedelta(seconds=after_s)
        city.write(city.event(at, kind="incident", item_id=name), at=at)
        maker.tick(at)
        newest = maker.snapshot.pulse.items[0].item_id
        assert (newest == name) is (name == "due")
