"""Every figure of wall and district says what it is by the dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board.look.definitions import definitions
from board.pages.list import DISTRICT, WALL
from board.viewer.page import Picture
from tests.board.conftest import NOW

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot
    from board.viewer.page import Part
    from board.views.common.contents import Contents

CITY, TOWN, VILLAGE = 421300000000, 421321101000, 421321101201
SCOPES = (CITY, TOWN, VILLAGE)
PARTS = {
    **{f"wall {name}": part for name, part in WALL.items()},
    **{f"district {name}": part for name, part in DISTRICT.items()},
}
FORMS = {"count", "share", "change"}
OWN = {
    "rank": "a place in an order, which counts nothing",
    "usual": "what is usual at this hour is what the figure beside it is held against",
    "load": "how many lamps are lit: the figure beside it over what is a flood",
    "types": "how many types run hot, which 预警 says: of types and not of items",
    "unwritten": "of them, how many no letter was sent about",
    "progress": "how much of the history is loaded, of the board and not of the city",
}
"""Figures and columns that are in no dictionary, and why."""
BY_ROW = {
    "received": "received_indicator",
    "open": "open_indicator",
    "ended": "ended_indicator",
}
OF_RECEIVED = ("yesterday", "last_year", *(f"severity-0{n}" for n in range(1, 5)))
"""Bases and parts of what came in are what it is."""
"""Columns of the tiles that are something else for cases than for signals."""


def contents(part: Part, snapshot: Snapshot, scope: int) -> Contents:
    return part(
        Picture(snapshot=snapshot, page="wall", scope=scope, language="zh", now=NOW)
    )


def told(shown: Contents) -> dict[str, str]:
    """What stands there that counts, and its entry of the dictionary."""
    figures = {
        one.key: one.indicator or one.key
        for one in shown.figures
        if one.form in FORMS and one.key not in OWN
    }
    columns = {
        f"{table.name}.{one.key}": one.indicator
        for table in shown.tables
        for one in table.columns
        if one.form in FORMS and one.key not in OWN
    }
    for key in (*BY_ROW, *OF_RECEIVED):
        columns.pop(f"tiles.{key}", None)
    return figures | columns


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_what_counts_names_an_entry_of_the_dictionary(
    part: Part, snapshot: Snapshot, scope: int
) -> None:
    found = told(contents(part, snapshot, scope))
    unknown = {key: one for key, one in found.items() if one not in definitions()}
    assert unknown == {}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_every_entry_that_is_named_exists(part: Part, snapshot: Snapshot) -> None:
    shown = contents(part, snapshot, CITY)
    named = {one.indicator for one in shown.figures}
    named |= {one.indicator for table in shown.tables for one in table.columns}
    assert named - {""} <= definitions().keys()


def test_a_tile_says_of_each_row_what_is_open_and_what_was_ended(
    snapshot: Snapshot,
) -> None:
    rows = contents(WALL["tiles"], snapshot, CITY).table("tiles").records()
    said = {
        str(row["kind"]): tuple(row[key] for key in BY_ROW.values()) for row in rows
    }
    assert said["dispute"] == ("received", "open", "closed")
    assert said["camera_alert"] == ("signals_received", "waiting", "judged")
    assert {one for row in said.values() for one in row} <= definitions().keys()


def test_what_needs_no_entry_is_still_there(snapshot: Snapshot) -> None:
    shown = [contents(part, snapshot, CITY) for part in PARTS.values()]
    keys = {figure.key for one in shown for figure in one.figures}
    keys |= {
        column.key for one in shown for table in one.tables for column in table.columns
    }
    assert OWN.keys() <= keys
