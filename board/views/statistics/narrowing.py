"""How a table that is too large becomes one that fits, as other choices."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from board.look.statistics import PLACES, STEPS, are_two
from board.viewer.scope import NONE
from board.views.statistics.counting import MOST_COLUMNS, Counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from board.viewer.page import Picture

ROWS, COLUMNS = "rows", "columns"
COARSER = {
    **dict(pairwise(STEPS)),
    PLACES[1]: PLACES[0],
}
"""What has fewer values: of days weeks, of weeks months, of towns what lies below."""


def narrowings(picture: Picture) -> dict[str, Mapping[str, str]]:
    """What would make a table that is too large smaller, by what it is called, each as
    parameters of the address; nothing for one that fits.
    """
    counted = Counted(picture)
    if not counted.too_many:
        return {}
    return dict(_ways(counted, counted.too_many))


def _ways(counted: Counted, side: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    choice = counted.choice
    whole = {ROWS: choice.rows, COLUMNS: choice.columns or NONE}
    finer = {ROWS: choice.rows, COLUMNS: choice.columns}[side]
    other = {ROWS: choice.columns, COLUMNS: choice.rows}[side]
    while finer := COARSER.get(finer, ""):
        if not other or are_two(finer, other):
            yield f"by_{finer}", whole | {side: finer}
    if side == COLUMNS:
        if len(choice.measures) > 1:
            yield "one_measure", {"measures": choice.measures[0]}
        if len(counted.rows) * len(choice.measures) <= MOST_COLUMNS:
            yield "swapped", {ROWS: choice.columns, COLUMNS: choice.rows}
        yield "no_columns", whole | {COLUMNS: NONE}
