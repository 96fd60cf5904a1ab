"""Which hub is asked, by what a look at each found."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pytest
from msgspec import structs

from board.reads.health import HubHealth
from board.reads.standing import (
    GONE,
    HEALTHY_S,
    OTHER,
    STILL_S,
    WAIT_S,
    Look,
    Present,
    Vector,
    hub_to_ask,
    look_of,
    vector_of,
)

SHOWN = Vector({("a", 0): 10, ("a", 1): 5})
WHOLE = Look(why="", vector=SHOWN, edition="e", holds="synthetic")
SHORT = Look(why="", vector=Vector({("a", 0): 10, ("a", 1): 4}), edition="e")
SHORTER = Look(why="", vector=Vector({("a", 0): 3}), edition="e")
RESTED = Look(why="", vector=SHOWN, edition="e", well_since=0.0)
UNLIKE = Look(why="", vector=SHOWN, edition="other")
UNLIKE_RESTED = Look(why="", vector=SHOWN, edition="other", well_since=0.0)
AWAY = Look(why=GONE)
STRANGE = Look(why=OTHER)
AT = 1000.0
STUCK = structs.replace(WHOLE, stuck={("a", 0): AT - STILL_S, ("a", 1): AT})
SLOW = structs.replace(WHOLE, stuck={("a", 0): AT - STILL_S + 1})
ILL = structs.replace(WHOLE, ill_since=AT - STILL_S)
SICKLY = structs.replace(WHOLE, health=HubHealth(status="refusing"), ill_since=AT)


@pytest.mark.parametrize(
    ("looks", "present", "gone_s", "chosen"),
    [
        ((WHOLE, WHOLE), 0, None, 0),
        ((AWAY, WHOLE), 0, 0, 1),
        ((STRANGE, WHOLE), 0, 0, 1),
        ((AWAY, SHORT), 0, WAIT_S - 1, 0),
        ((AWAY, SHORT), 0, WAIT_S, 1),
        ((AWAY, SHORTER, SHORT), 0, WAIT_S, 2),
        ((AWAY, SHORT, WHOLE), 0, 0, 2),
        ((AWAY, UNLIKE), 0, WAIT_S - 1, 0),
        ((AWAY, UNLIKE), 0, WAIT_S, 1),
        ((AWAY, AWAY), 0, 2 * WAIT_S, 0),
        ((SHORT, WHOLE), 0, None, 1),
        ((SHORT, AWAY), 0, None, 0),
        ((WHOLE, WHOLE), 1, None, 1),
        ((RESTED, WHOLE), 1, None, 0),
        ((RESTED, SHORT), 1, None, 0),
        ((WHOLE, SHORT), 1, None, 0),
        ((UNLIKE, WHOLE), 1, None, 1),
        ((UNLIKE_RESTED, WHOLE), 1, None, 0),
        ((WHOLE, AWAY), 1, 0, 0),
        ((STUCK, WHOLE), 0, None, 1),
        ((ILL, WHOLE), 0, None, 1),
        ((SLOW, WHOLE), 0, None, 0),
        ((STUCK, SHORT), 0, None, 0),
        ((STUCK, UNLIKE), 0, None, 0),
        ((STUCK, AWAY), 0, None, 0),
        ((STUCK, ILL), 0, None, 0),
        ((ILL, SICKLY), 0, None, 0),
        ((ILL, SICKLY, WHOLE), 0, None, 2),
        ((WHOLE, STUCK), 1, None, 0),
    ],
)
def test_which_hub_is_asked(
    looks: tuple[Look, ...], present: int, gone_s: float | None, chosen: int
) -> None:
    gone_since = None if gone_s is None else AT - gone_s
    now = Present(present, gone_since, "e", "", SHOWN)
    assert hub_to_ask(looks, now, AT) == chosen
    assert AT > HEALTHY_S


def test_vectors_are_held_against_each_other_by_topic_id_and_partition() -> None:
    said = (
        '[{"topic_id":"a","partition":0,"next_offset":10},'
        '{"topic_id":"a","partition":1,"next_offset":5}]'
    )
    assert vector_of(said) == SHOWN
    assert vector_of("") == Vector()
    other = Vector({("a", 0): 12, ("b", 0): 1})
    assert (SHOWN.lacks(other), other.lacks(SHOWN)) == (3, 5)
    both = SHOWN.with_all_of(other)
    assert both.places == {("a", 0): 12, ("a", 1): 5, ("b", 0): 1}
    assert both.covers(SHOWN)
    assert both.covers(other)
    assert both.only({"b"}) == Vector({("b", 0): 1})


def test_a_hub_of_another_schema_is_none_for_this_board() -> None:
    row = {"schema": "1", "holds": "real", "edition": "e", "places": []}
    look = look_of(pa.Table.from_pylist([row]), HubHealth())
    assert (look.why, "schema 1" in look.detail) == (OTHER, True)


def test_until_when_it_has_all_is_told_where_every_partition_says_so() -> None:
    early, late = (datetime(2026, 11, 2, hour, tzinfo=UTC) for hour in (8, 9))
    told = Look(vector=Vector({("a", 0): 1}), read_until={("a", 0): late})
    assert told.whole_until(SHOWN) is None
    both = {("a", 0): late, ("a", 1): early}
    assert Look(vector=Vector(), read_until=both).whole_until(SHOWN) == early
