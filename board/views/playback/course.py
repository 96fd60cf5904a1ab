"""What a playback's map shows besides grave items: counts of villages, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.views.playback.asking import COUNTS, window_of
from streams.events import STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from board.picture.geography import Geography
    from board.viewer.page import Picture

KINDS = [one.kind for one in STREAMS]


def course(picture: Picture) -> dict[str, Any]:
    """The streams; `divisions`, of each its longitude, latitude and town; `steps`, of
    each a flat list of three numbers a change: the place in `divisions` times the count
    of streams plus the place of the stream, how many arrived, by how much what was
    received on the day of the step changes. A busy day is a quarter of a megabyte.
    """
    counted = _counted(picture)
    codes = counted.column("division_code").unique().to_pylist()
    geography = picture.snapshot.geography
    known = [one for one in codes if one in geography.divisions]
    return {
        "kinds": KINDS,
        "divisions": [_division(one, geography) for one in known],
        "steps": _steps(counted, known, picture),
    }


def _counted(picture: Picture) -> pa.Table:
    keys = ["changed_no", "division_code", "kind"]
    sums = ("arrived", "received_first", "received_second")
    return (
        picture.answered[COUNTS]
        .group_by(keys)
        .aggregate([(name, "sum") for name in sums])
        .sort_by([(key, "ascending") for key in keys])
    )


def _division(code: int, geography: Geography) -> list[Any]:
    one = geography.divisions[code]
    return [one.longitude, one.latitude, str(one.town_code or code)]


def _steps(counted: pa.Table, known: list[int], picture: Picture) -> list[list[int]]:
    """What changes of a day that is over, nobody looks at any more: a second day begins
    with all that had been received of it.
    """
    moments, midnight = window_of(picture).moments, window_of(picture).midnight
    places = {code: place * len(KINDS) for place, code in enumerate(known)}
    steps: list[list[int]] = [[] for _ in moments]
    for number, code, kind, arrived, first, second in _rows(counted):
        received = second if moments[number] >= midnight else first
        if code in places and (arrived or received):
            place = places[code] + KINDS.index(kind)
            steps[number] += (place, arrived, received)
    return steps


def _rows(counted: pa.Table) -> Iterator[tuple[Any, ...]]:
    return zip(*(one.to_pylist() for one in counted.columns), strict=True)
