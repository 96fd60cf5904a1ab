"""Whoever polls sees every change exactly once, whatever lands meanwhile."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from board.web.systems import changing
from board.web.systems.cursors import Place, cursor_from, text_of
from streams.events import Event
from tests.support.city import City
from tests.support.ready import ready_store
from tests.support.systems import Reading, at
from tests.support.users import COUNTY

LOGGED = """
select batch_no, kind, item_id from event_log
union
select batch_no, kind, item_id from move_log where handling is not null
"""
COUNTY_CODES = str(COUNTY)[:6]


class Story:
    """Random batches: new items, versions with earlier times, moves, refused ones,
    repeats, several of the same item, and batches that hold none.
    """

    def __init__(self, seed: int, city: City) -> None:
        self.city, self._pick = city, random.Random(seed)
        self._events: list[Event] = []
        self._numbers = iter(range(10_000))

    def batch(self) -> None:
        pick, now = self._pick, at(20, 1)
        if pick.random() < 0.1:
            self.city.refuse(now, b"{}")
            return
        made = [self._message(now) for _ in range(pick.randint(1, 6))]
        # The hub's own clock may be set back between two batches.
        self.city.send(*made, written_at=now + timedelta(minutes=pick.randint(-90, 90)))

    def _message(self, now: Any) -> tuple[msgspec.Struct, Any]:
        pick = self._pick
        stamped = now - timedelta(minutes=pick.randint(0, 10_000))
        sort = pick.random()
        if not self._events or sort < 0.4:
            self._events.append(self.city.event(stamped))
            return self._events[-1], stamped
        old = pick.choice(self._events)
        if sort < 0.6:
            version = max(1, old.version + pick.choice((-1, 0, 1)))
            return msgspec.structs.replace(old, version=version), stamped
        move = pick.choice(("accept", "acknowledge", "assign", "note", "close"))
        made = self.city.moved(old, move, stamped)
        number = pick.choice((next(self._numbers), 1))
        return msgspec.structs.replace(made, move_id=f"{old.id}-{move}-{number}"), now


def logged(city: City) -> set[tuple[int, str, str]]:
    """What changed, as the logs have it."""
    cursor = city.store._connection.cursor()  # noqa: SLF001 - nothing of ours reads so
    return set(cursor.execute(LOGGED).fetchall())


@pytest.mark.parametrize("seed", range(6))
def test_the_union_of_what_was_polled_is_the_end(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changing, "MOST_MESSAGES", 7)
    monkeypatch.setattr(changing, "MOST_BATCHES", 3)
    city, pick = City(ready_store(), seed), random.Random(seed)
    story, board = Story(seed, city), Reading(tmp_path, city)
    seen: list[dict[str, Any]] = []
    after = ""
    for _ in range(40):
        story.batch()
        if pick.random() < 0.4:
            # One page alone: others wait, and more comes between.
            start = f"&after={after}" if after else ""
            page = board.json(f"/changes?limit={pick.randint(1, 4)}{start}")
            seen, after = seen + page["changes"], page["next"]
    rest, _ = board.polled("city", after, limit=3)
    seen += rest
    places = [(one["batch"], one["kind"], one["id"]) for one in seen]
    with_facts = {
        (one["kind"], one["id"]): one for one in board.json("/items?limit=500")["items"]
    }
    wanted = {one for one in logged(city) if one[1:] in with_facts}
    assert len(places) == len(set(places))
    assert places == sorted(places)
    assert wanted <= set(places)
    # Until its first message came an item has no facts, and is told from then on.
    assert {one[1:] for one in set(places)} == set(with_facts)
    last = {(one["kind"], one["id"]): one["item"] for one in seen}
    assert last == with_facts


def test_a_snapshot_and_the_changes_after_it_are_everything(tmp_path: Path) -> None:
    city = City(ready_store(), 9)
    story, board = Story(9, city), Reading(tmp_path, city)
    held: dict[tuple[str, str], Any] = {}
    after = changes = ""
    for _ in range(30):
        story.batch()
    while True:
        start = f"&after={after}" if after else ""
        page = board.json(f"/items?limit=5{start}")
        held |= {(one["kind"], one["id"]): one for one in page["items"]}
        changes = changes or page["changes_after"]
        assert page["changes_after"] == changes
        story.batch()
        if page["next"] is None:
            break
        after = page["next"]
    seen, _ = board.polled("city", changes)
    held |= {(one["kind"], one["id"]): one["item"] for one in seen}
    now = board.json("/items?limit=500")["items"]
    assert held == {(one["kind"], one["id"]): one for one in now}


def test_a_center_is_told_of_its_range_alone(tmp_path: Path) -> None:
    city = City(ready_store(), 3)
    board = Reading(tmp_path, city)
    city.write(*(city.event(at(3)) for _ in range(60)), at=at(3))
    every, _ = board.polled("city", "")
    own, _ = board.polled("county", "", limit=7)
    theirs = [
        (one["kind"], one["id"])
        for one in every
        if one["item"]["division_code"].startswith(COUNTY_CODES)
    ]
    assert 0 < len(theirs) < len(every)
    assert [(one["kind"], one["id"]) for one in own] == theirs
    assert {one["item"]["title"] for one in own} == {None}


def test_what_is_taken_back_from_an_agency_is_told_without_the_item(
    tmp_path: Path,
) -> None:
    city = City(ready_store(), 4)
    board = Reading(tmp_path, city)
    event = city.event(at(4), kind="incident", division_code=421381004209)
    city.write(event, at=at(4))
    city.move(event, "accept", at=at(4, 1))
    assert board.polled("fire", "")[0] == []
    to = {"to_center": str(COUNTY)}
    city.move(event, "assign", at=at(4, 2), to_agency="fire", **to)
    found, after = board.polled("fire", "")
    told = found[-1]
    assert told["moves"] == [{"move_id": f"{event.id}-assign", "move": "assign"}]
    assert told["item"]["id"] == event.id
    city.move(event, "assign", at=at(4, 3), move_id="again", **to)
    gone, after = board.polled("fire", after)
    assert [(one["id"], one["item"]) for one in gone] == [(event.id, None)]
    assert board.answer(f"/items/incident/{event.id}", "fire").status == 404
    assert board.polled("fire", after)[0] == []


def test_since_a_moment_nothing_that_was_written_later_is_missed(
    tmp_path: Path,
) -> None:
    city = City(ready_store(), 5)
    board = Reading(tmp_path, city)
    for minute, written in enumerate((1, 9, 4, 10)):
        event = city.event(at(5), item_id=f"demo-at-{minute}")
        city.write(event, at=at(5), written_at=at(5, written))
    since = board.json("/changes?since=2026-11-05T08:08:00%2B08:00")
    assert [one["id"] for one in since["changes"]] == [
        *("demo-at-1", "demo-at-2", "demo-at-3")
    ]
    late = board.json("/changes?since=2026-11-06T08:00:00%2B08:00")
    assert (late["changes"], late["has_more"]) == ([], False)
    city.write(city.event(at(5), item_id="demo-new"), at=at(6, 1))
    assert [one["id"] for one in board.polled("city", late["next"])[0]] == ["demo-new"]


def test_a_cursor_of_another_store_leads_nowhere(tmp_path: Path) -> None:
    first, second = City(ready_store(), 6), City(ready_store(), 6)
    for city, minute in ((first, 0), (second, 1)):
        for number in range(3):
            event = city.event(at(6), item_id=f"demo-{number}")
            city.write(event, at=at(6, minute + number))
    _, after = Reading(tmp_path, first).polled("city", "")
    refused = Reading(tmp_path, second).answer(f"/changes?after={after}")
    assert refused.status == 410
    assert "/api/v1/items" in refused.text


def test_a_cursor_of_other_rights_leads_nowhere(tmp_path: Path) -> None:
    city = City(ready_store(), 7)
    board = Reading(tmp_path, city)
    city.write(city.event(at(7)), at=at(7))
    _, after = board.polled("town", "")
    assert board.answer(f"/changes?after={after}", "city").status == 410


@pytest.mark.parametrize(
    "cursor", ["x", "~", "W10", "WyJjIiwxXQ", text_of(Place("x"))[:-3]]
)
def test_what_is_no_cursor_is_refused(tmp_path: Path, cursor: str) -> None:
    board = Reading(tmp_path, City(ready_store(), 8))
    refused = board.answer(f"/changes?after={cursor}")
    assert refused.status == 400
    assert '"parameter":"after"' in refused.text


def test_a_cursor_comes_back_as_it_was() -> None:
    place = Place("grant", 7, "dispute", "事项/7", 12, 13)
    assert cursor_from(text_of(place), Place) == place


def test_an_empty_store_is_polled_until_something_comes(tmp_path: Path) -> None:
    city = City(ready_store(), 1)
    board = Reading(tmp_path, city)
    none, after = board.polled("city", "")
    assert none == []
    city.write(city.event(at(1)), at=at(1))
    assert len(board.polled("city", after)[0]) == 1
