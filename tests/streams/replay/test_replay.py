"""A recorded feed, with all its misbehaviour, becomes incidents and legal moves."""

import csv
import gzip
import json
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from streams.clock import from_milliseconds
from streams.events import HANDLING_TOPIC, TOPICS
from streams.intake.decode import Reject, decode
from streams.replay.__main__ import Pace, main, play
from streams.replay.outages import Message, Recording, legal_steps, town_of
from streams.simulate.changes import Change, RecordedFeedError, read_changes
from streams.simulate.paths import transitions
from streams.simulate.stop import Stop
from tests.support.reference import shipped_codes

EXCERPT = Path(__file__).parents[2] / "samples" / "outages-excerpt.csv"


@pytest.fixture(scope="module")
def changes() -> list[Change]:
    return list(read_changes(EXCERPT))


@pytest.fixture(scope="module")
def messages(changes: list[Change]) -> list[Message]:
    recording = Recording()
    return [message for change in changes for message in recording.messages(change)]


def _incidents(messages: list[Message]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for message in messages:
        if message.topic != HANDLING_TOPIC:
            event = json.loads(message.value)
            found[event["id"]].append(event)
    return found


def test_the_excerpt_says_where_it_comes_from() -> None:
    notice = EXCERPT.with_suffix(".NOTICE").read_text(encoding="utf-8")
    assert "Apache" in notice
    assert "simonw/pge-outages-pre-2024" in notice
    with EXCERPT.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 300


def test_every_record_is_accepted_and_marked_as_replay(changes: list[Change]) -> None:
    codes, recording = shipped_codes(), Recording()
    for change in changes:
        at = from_milliseconds(recording.record_ms(change))
        for message in recording.messages(change):
            row = decode(message.topic, message.value, [], at, codes)
            assert not isinstance(row, Reject), row


def test_every_record_is_marked_as_replay(messages: list[Message]) -> None:
    for message in messages:
        told = json.loads(message.value)
        assert told["synthetic"] is True
        assert message.topic in TOPICS
        assert message.topic == HANDLING_TOPIC or "replay" in told["tags"]


def test_each_change_is_a_version_of_one_incident(
    changes: list[Change], messages: list[Message]
) -> None:
    seqs = {change.seq for change in changes}
    for events in _incidents(messages).values():
        versions = [event["version"] for event in events]
        assert versions == sorted(set(versions))
        assert set(versions) <= seqs


def test_what_vanished_is_tagged_and_not_closed(messages: list[Message]) -> None:
    last = {number: events[-1] for number, events in _incidents(messages).items()}
    gone = [event for event in last.values() if event.get("gone_from_feed")]
    assert len(gone) > 50
    assert all("gone_from_feed" in event["tags"] for event in gone)
    moves = Counter(
        json.loads(message.value)["move"]
        for message in messages
        if message.topic == HANDLING_TOPIC
    )
    assert moves["close"] == moves["reopen"] == 0
    assert moves["accept"] > 40
    assert moves["handle"] > 5


def test_what_came_back_is_not_gone_any_more(messages: list[Message]) -> None:
    back = [
        (before, event)
        for events in _incidents(messages).values()
        for before, event in pairwise(events)
        if "seen_again" in event["tags"]
    ]
    assert len(back) >= 4
    assert all(before["gone_from_feed"] for before, _ in back)
    assert not any(event.get("gone_from_feed") for _, event in back)


def test_a_removal_of_the_unknown_is_counted_and_sends_nothing(
    changes: list[Change],
) -> None:
    recording = Recording()
    sent = [list(recording.messages(change)) for change in changes]
    assert recording.unknown == 4
    assert sum(not of_change for of_change in sent) == 4


def test_moves_follow_the_crew_and_the_transition_table(
    messages: list[Message],
) -> None:
    statuses: dict[str, str] = {}
    for message in messages:
        if message.topic == HANDLING_TOPIC:
            move = json.loads(message.value)
            before = statuses.get(move["case_id"], "registered")
            after, _ = transitions()["case", before, move["move"]]
            statuses[move["case_id"]] = after
    assert set(statuses.values()) >= {"assigned", "signed", "handling"}


def test_the_shortest_legal_end_of_a_chain_is_taken() -> None:
    chain = ("accept", "assign", "sign", "handle")
    assert legal_steps("registered", chain) == chain
    assert legal_steps("assigned", chain) == ("sign", "handle")
    assert legal_steps("handling", chain) == ("handle",)
    assert legal_steps("merged", chain) == ()


def test_a_region_is_always_the_same_town() -> None:
    assert town_of("Stockton") == town_of("Stockton")
    assert len({town_of(f"region {number}").code for number in range(900)}) == 51


def test_positions_are_shared_where_they_were_shared(messages: list[Message]) -> None:
    places: dict[tuple[str, str], set[tuple[float, float]]] = defaultdict(set)
    for events in _incidents(messages).values():
        for event in events:
            if "longitude" in event:
                assert 112.5 < event["longitude"] < 114.3
                assert 31.2 < event["latitude"] < 32.6
                places[event["id"], ""].add((event["longitude"], event["latitude"]))
    assert any(len(found) > 1 for found in places.values())


def test_times_are_shifted_together(changes: list[Change]) -> None:
    recording, shifted = Recording(), Recording(86_400)
    for change in changes:
        assert shifted.record_ms(change) - recording.record_ms(change) == 86_400_000
        for one, two in zip(
            recording.messages(change), shifted.messages(change), strict=True
        ):
            assert len(one.value) == len(two.value)


def test_a_packed_file_is_read_like_a_plain_one(
    tmp_path: Path, changes: list[Change]
) -> None:
    packed = tmp_path / "outages.csv.gz"
    packed.write_bytes(gzip.compress(EXCERPT.read_bytes()))
    assert list(read_changes(packed)) == changes


def test_a_file_that_is_no_recording_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("seq,observed_at\n1,then\n", encoding="utf-8")
    with pytest.raises(RecordedFeedError, match=r"other\.csv, line 2"):
        list(read_changes(path))
    assert main([str(path)], {}) == 2
    assert main([str(tmp_path / "none.csv")], {}) == 2


def test_a_cluster_is_refused_without_demo(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(EXCERPT)], {"CGC_BROKER_KIND": "cluster"}) == 2
    assert "DEMO=1" in capsys.readouterr().err


def test_as_fast_as_possible_waits_for_nothing(changes: list[Change]) -> None:
    sent: list[tuple[str, int]] = []
    count = play(
        changes,
        Recording(),
        lambda topic, _key, _value, at_ms: sent.append((topic, at_ms)),
        pace=Pace(0, changes[0].observed_at),
        stop=Stop(),
    )
    assert count == len(sent) > 400
    assert [at_ms for _, at_ms in sent] == sorted(at_ms for _, at_ms in sent)


def test_a_stopped_replay_ends_at_once(changes: list[Change]) -> None:
    stop = Stop()
    stop.is_set = True
    pace = Pace(1.0, changes[0].observed_at)
    assert play(changes, Recording(), print, pace=pace, stop=stop) == 0
