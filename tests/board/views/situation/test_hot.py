"""How many types run hot: on the wall and the district page, and on the badge."""

from __future__ import annotations

import msgspec
import pytest
from msgspec import structs

from board.look.texts import texts
from board.picture.snapshot import Snapshot
from board.reads.reads import Reads
from board.reads.warning_rows import HotNow
from board.viewer.seat import Seat
from board.viewer.todos import Todos
from board.viewer.warned import unwritten
from board.views.situation.hot import hot
from streams.events import DESK_TOPIC
from tests.board.conftest import NOW
from tests.support.intake import Intake
from tests.support.warned import letter

CITY, COUNTY, TOWN = 421300000000, 421321000000, 421321101000
OTHER, VILLAGE = 421303000000, 421321101201
HOT = (
    HotNow(COUNTY, "dispute", "17", 3, is_written=False),
    HotNow(TOWN, "dispute", "17", 3, is_written=True),
    HotNow(TOWN, "dispute", "", 1, is_written=False),
)


@pytest.fixture
def warm(snapshot: Snapshot) -> Snapshot:
    background = structs.replace(snapshot.background, hot=HOT)
    return structs.replace(snapshot, background=background)


@pytest.mark.parametrize(
    ("scope", "counts", "left"),
    [
        (CITY, [2, 0, 1], 2),
        (COUNTY, [2, 0, 1], 2),
        (TOWN, [1, 0, 1], 1),
        (OTHER, [0, 0, 0], 0),
        # Neither runs a village hot, nor is that known of it.
        (VILLAGE, [None, None, None], None),
    ],
)
def test_a_division_counts_what_runs_hot_in_it_by_level(
    warm: Snapshot, scope: int, counts: list[int | None], left: int | None
) -> None:
    said = hot(warm, scope, texts("zh"))
    assert said.table("hot").values("types") == counts
    assert said.table("hot").values("name") == ["红色", "橙色", "黄色"]
    assert said.figure("unwritten").value == left


def test_what_is_not_known_yet_is_not_nothing(warm: Snapshot) -> None:
    loading = structs.replace(warm, pulse=structs.replace(warm.pulse, is_whole=False))
    said = hot(loading, CITY, texts("zh"))
    assert said.table("hot").values("types") == [None, None, None]


@pytest.mark.parametrize(
    ("center", "count"), [(CITY, 2), (COUNTY, 1), (TOWN, 0), (OTHER, 0)]
)
def test_a_center_has_to_write_about_what_lies_below_it(
    warm: Snapshot, center: int, count: int
) -> None:
    assert unwritten(HOT, center, warm.geography) == count


def test_a_letter_waits_for_those_who_may_answer_it() -> None:
    intake = Intake()
    entry = msgspec.to_builtins(letter("w1", NOW))
    intake.take((DESK_TOPIC, entry, NOW))
    todos = Todos(Reads(intake.store))
    for seat, things in (
        (Seat("leader", TOWN), 1),
        (Seat("staff", TOWN), 1),
        (Seat("duty_officer", TOWN), 0),
        (Seat("leader", TOWN, "police"), 0),
        (Seat("leader", COUNTY), 0),
    ):
        waiting = todos.waiting(seat, NOW)
        assert waiting
        assert waiting.things == things
