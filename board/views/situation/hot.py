"""How many types run hot in a division, on the pages that are looked at all day."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from board.views.common.contents import Column, Contents, Figure, table
from board.views.warnings.asking import GRADES, LEVELS

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot

SHOWN = (3, 2, 1)
"""The levels, the hottest first; what is only near its limit is none."""


def hot(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """Table `hot`: a row a level; figure `unwritten`, how many of them no 预警函 was
    sent about. None of it is known while history loads, nor of a village, since a
    county or town is what runs hot.
    """
    found = snapshot.hot(scope)
    levels = None if found is None else Counter(one.level for one in found)
    unit = words("unit.rows")
    columns = (
        Column(key="grade", form="code"),
        Column(key="name", name=words("warning.level")),
        Column(key="types", form="count", name=words("column.count"), unit=unit),
    )
    rows = (
        {
            "grade": GRADES[level],
            "name": words(f"warning_level.{LEVELS[level]}"),
            "types": None if levels is None else levels[level],
        }
        for level in SHOWN
    )
    left = None if found is None else sum(not one.is_written for one in found)
    name = words("warning.unwritten")
    figure = Figure(left, "count", key="unwritten", name=name, unit=unit)
    return Contents(
        title=words("warning.tile"),
        figures=(figure,),
        tables=(table("hot", columns, rows),),
    )
