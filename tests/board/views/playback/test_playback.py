"""A playback says of each step what the wall's tiles and map say as of its end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from board.pages.list import PAGES
from board.picture.past import all_of, picture_of
from board.reads.reads import Reads
from board.viewer.answers import answered
from board.viewer.page import Picture
from board.views.common.contents import Contents
from board.views.common.suppression import outside, sums_of
from board.views.map.land import land
from board.views.playback.asking import STEPS, said, window_of
from board.views.playback.course import KINDS, course
from board.views.playback.steps import playback
from board.views.situation.tiles import tiles
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from datetime import datetime

    from board.picture.snapshot import Snapshot
    from tests.support.city import City

CITY, COUNTY = 421300000000, 421321000000
PAGE = next(one for one in PAGES if one.name == "playback")
SAME = ("received", "open", "ended", "severity-01", "severity-04")


class Played:
    """A playback of the city that all tests share, and the same city as it was."""

    def __init__(self, city: City, snapshot: Snapshot) -> None:
        self._reads, self._snapshot = Reads(city.store), snapshot

    def picture(self, scope: int = CITY, **choices: str) -> Picture:
        asked = Picture(
            snapshot=self._snapshot,
            page=PAGE.name,
            scope=scope,
            language="zh",
            now=NOW,
            choices=choices,
        )
        return answered(PAGE, asked, self._reads)

    def then(self, at: datetime) -> Snapshot:
        moment = all_of(self._reads.moment(at))
        return picture_of(moment, self._snapshot, self._reads)


@pytest.fixture(scope="module")
def played(city: City, snapshot: Snapshot) -> Played:
    return Played(city, snapshot)


def tiles_at(contents: Contents, number: int) -> dict[str, dict[str, Any]]:
    found = {}
    for kind in KINDS:
        row = list(contents.table(f"played_{kind}").records())[number]
        graded = {f"severity-{code}": row[f"received-{code}"] for code in ("01", "04")}
        found[kind] = {key: (row | graded)[key] for key in SAME}
    return found


def shade_at(picture: Picture, number: int) -> Counter[str]:
    """What towns had received that day, as the browser adds it up."""
    told, found = course(picture), Counter[str]()
    first = window_of(picture).midnight_no if number else 0
    since = first if 0 < first <= number else 0
    for step in told["steps"][since : number + 1]:
        for place, _, received in zip(*[iter(step)] * 3, strict=True):
            found[told["divisions"][place // len(KINDS)][2]] += received
    return +found


@pytest.mark.parametrize(("scope", "hours"), [(CITY, "24"), (COUNTY, "8")])
def test_a_step_says_what_the_wall_said_then(
    played: Played, scope: int, hours: str
) -> None:
    picture = played.picture(scope, hours=hours)
    contents, moments = playback(picture), window_of(picture).moments
    for number in (0, len(moments) // 2, len(moments) - 1):
        at = moments[number]
        then = played.then(at)
        wall = tiles(then, scope=scope, words=picture.words, now=at).table("tiles")
        expected = {
            str(row["kind"]): {key: row[key] for key in SAME} for row in wall.records()
        }
        assert tiles_at(contents, number) == expected, at
        towns = land(then, scope, picture.words).table("divisions").records()
        shaded = {str(row["code"]): row["received"] for row in towns}
        assert shade_at(picture, number) == Counter(shaded), at


def test_a_window_is_what_the_address_says(played: Played) -> None:
    for hours, step in STEPS.items():
        window = window_of(played.picture(hours=hours, until="2026-03-18T09:07"))
        assert window.until_at.isoformat() == "2026-03-18T09:07:00+08:00"
        assert len(window.moments) <= 300
        assert window.moments[-1] - window.moments[-2] == step
    later = played.picture(until="2026-03-19T00:00", hours="7")
    assert window_of(later).until_at == NOW
    assert said(later) == {"hours": "03-17 15:30:00 – 03-18 15:30:00"}
    assert window_of(later).moments[window_of(later).midnight_no] == (
        window_of(later).midnight
    )


def test_grave_items_have_a_place_and_no_title_and_nobody_else_reads_them(
    played: Played,
) -> None:
    contents = playback(played.picture())
    table = contents.table("played_grave")
    rows = list(table.records())
    assert {row["severity"] for row in rows} == {"01", "02"}
    assert not {"title", "description"} & set(rows[0])
    assert all(len(str(row["place"]).split(" · ")) <= 2 for row in rows)
    for told in (sums_of(contents), outside(contents)):
        assert [one.name for one in told.tables] == [f"played_{one}" for one in KINDS]


def test_outside_small_counts_are_left_out(played: Played) -> None:
    told = outside(playback(played.picture(COUNTY)))
    counts = {
        value
        for table in told.tables
        for row in table.rows
        for column, value in zip(table.columns, row, strict=True)
        if column.form == "count"
    }
    assert None in counts
    assert not {1, 2, 3, 4} & counts
