"""The feed is one fixed sequence, however it is asked for and wherever it stops."""

import json
from itertools import islice, pairwise

from streams.clock import from_milliseconds
from streams.entries.entry import DeskEntry
from streams.events import DESK_TOPIC, HANDLING_TOPIC, Move
from streams.intake.decode import Reject, decode
from streams.simulate.days import DAY_MS, HOUR_MS
from streams.simulate.feed import Feed
from streams.simulate.parts import Part, first_parts, resumed_parts
from streams.simulate.planned import Planned
from tests.streams.simulate.city import ANCHOR_MS, City, history_of, small_world
from tests.support.reference import shipped_codes

KEYS = {HANDLING_TOPIC: "case_id", DESK_TOPIC: "entry_id"}


def _until(feed: Feed, part: Part, moment_ms: int) -> list[Planned]:
    found = []
    for record in feed.records(part):
        if record.at_ms > moment_ms:
            break
        found.append(record)
    return found


def test_records_come_in_the_order_of_their_times(city: City) -> None:
    assert all(one.at_ms <= two.at_ms for one, two in pairwise(city.records))


def test_the_same_seed_sends_the_same_bytes() -> None:
    assert list(history_of(small_world())) == list(history_of(small_world()))


def test_another_seed_sends_another_city() -> None:
    one = {record.value for record in history_of(small_world(1))}
    two = {record.value for record in history_of(small_world(2))}
    assert len(one & two) < len(one) / 100


def test_every_record_says_that_it_is_synthetic(city: City) -> None:
    assert all(b'"synthetic":true' in record.value for record in city.records)


def test_every_record_is_accepted_and_nothing_in_it_needs_a_mask(city: City) -> None:
    codes = shipped_codes()
    for record in city.records[::7]:
        at = from_milliseconds(record.at_ms)
        row = decode(record.topic, record.value, [], at, codes)
        assert not isinstance(row, Reject), row
        is_fact = not isinstance(row, Move | DeskEntry)
        assert row.is_synthetic if is_fact else row.synthetic
        sent = json.loads(record.value)
        words = "note" if isinstance(row, Move) else "title"
        assert getattr(row, words, None) == sent.get(words)


def test_the_key_is_the_item(city: City) -> None:
    for record in city.records[::11]:
        sent = json.loads(record.value)
        item = sent[KEYS.get(record.topic, "id")]
        assert record.key.decode() == item


def test_nothing_happens_before_history_starts(city: City) -> None:
    starts = {kind: rhythm.start_ms for kind, rhythm in city.world.rhythms.items()}
    assert city.records[0].at_ms >= min(starts.values())
    assert min(starts.values()) == ANCHOR_MS - 42 * DAY_MS


def test_stopping_and_going_on_sends_what_one_run_would_have_sent() -> None:
    feed = Feed(small_world(days=6, camera_days=1))
    stop_ms, restart_ms = ANCHOR_MS + 5 * HOUR_MS, ANCHOR_MS + 9 * HOUR_MS
    end_ms = restart_ms + 20 * HOUR_MS
    whole = _until(feed, Part(), end_ms)
    before = [
        record
        for part in first_parts(ANCHOR_MS, 1.0, history=True)
        for record in _until(feed, part, stop_ms)
    ]
    stopped = tuple(
        Part(
            born_from=part.born_from,
            born_until=part.born_until,
            produced_until=stop_ms,
        )
        for part in first_parts(ANCHOR_MS, 1.0, history=True)
    )
    after = [
        record
        for part in resumed_parts(stopped, restart_ms, 1.0)
        for record in _until(feed, part, end_ms)
    ]
    assert sorted(before + after) == sorted(whole)


def test_history_goes_on_where_it_stopped() -> None:
    world = small_world(days=6)
    whole = list(history_of(world))
    stop_ms = ANCHOR_MS - 3 * DAY_MS
    rest = list(history_of(world, Part(born_until=ANCHOR_MS, produced_until=stop_ms)))
    assert rest == [record for record in whole if record.at_ms > stop_ms]


def test_a_higher_rate_adds_items_and_changes_none() -> None:
    feed = Feed(small_world(days=1))
    end_ms = ANCHOR_MS + 6 * HOUR_MS
    sizes = {}
    slow = Part(born_from=ANCHOR_MS, rate=1.0)
    normal = set(_until(feed, slow, end_ms))
    for rate in (0.5, 2.5, 5.0):
        fast = set(_until(feed, Part(born_from=ANCHOR_MS, rate=rate), end_ms))
        sizes[rate] = len(fast) / len(normal)
        assert fast <= normal or fast >= normal
    assert 0.3 < sizes[0.5] < 0.7
    assert 2 < sizes[2.5] < 3
    assert 4.3 < sizes[5.0] < 5.7


def test_ids_are_never_given_twice(city: City) -> None:
    fast = Part(born_from=ANCHOR_MS, rate=3.0)
    live = islice(Feed(city.world).records(fast), 5_000)
    opened = [
        (record.topic, record.key) for record in (*city.records, *live) if record.opens
    ]
    assert len(set(opened)) == len(opened)


def test_the_size_of_history_is_known_before_it_is_planned(city: City) -> None:
    expected = Feed(city.world).expected_records(0, ANCHOR_MS)
    assert abs(len(city.records) / expected - 1) < 0.05
