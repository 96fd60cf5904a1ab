"""Counts of villages become counts of every division above them, in memory.

A busy city has a hundred thousand of them: Arrow adds them up while other threads run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.picture.geography import Geography

Key: TypeAlias = tuple[str, ...]
Tally: TypeAlias = Mapping[Key, int]
Rollup: TypeAlias = Mapping[int, Tally]
EMPTY: Tally = {}


def roll_up(
    counted: pa.Table, geography: Geography, *, keys: Sequence[str], count: str
) -> Rollup:
    """Add each row's `count` to its `division_code` and to all above it, per `keys`.

    A division that is not known counts for the city alone.
    """
    cells = _summed(counted, ["division_code", *keys], count)
    lines = cells.join(geography.pairs, "division_code", join_type="left outer")
    aboves = pc.fill_null(lines.column("above"), geography.city)
    placed = lines.drop_columns("above").append_column("above", aboves)
    summed = _summed(placed, ["above", *keys], count).sort_by("above")
    names = zip(*(summed.column(key).to_pylist() for key in keys), strict=True)
    tally = zip(names, summed.column(count).to_pylist(), strict=True)
    runs = pc.value_counts(summed.column("above")).to_pylist()
    return {run["values"]: dict(islice(tally, run["counts"])) for run in runs}


def _summed(counted: pa.Table, keys: list[str], count: str) -> pa.Table:
    sums = counted.group_by(keys).aggregate([(count, "sum")])
    return sums.rename_columns([*keys, count])


def unpivot(counted: pa.Table, names: Sequence[str]) -> pa.Table:
    """One row for each of these columns that is not zero: its `name`, its `number`."""
    others = counted.drop_columns(list(names))
    return pa.concat_tables(
        others.append_column("name", pa.repeat(name, counted.num_rows))
        .append_column("number", counted.column(name))
        .filter(pc.not_equal(counted.column(name), 0))
        for name in names
    )


def total(tally: Tally, **wanted: str) -> int:
    """Sum a tally; `part0="dispute"` keeps the keys whose first part is that."""
    places = {int(name.removeprefix("part")): value for name, value in wanted.items()}
    return sum(
        count
        for key, count in tally.items()
        if all(key[place] == value for place, value in places.items())
    )


def told(tally: Tally | None, **wanted: str) -> int | None:
    """The sum of a tally as `total` has it; none of what is not known."""
    return None if tally is None else total(tally, **wanted)


def by_part(tally: Tally, part: int) -> dict[str, int]:
    """Sum a tally by one part of its keys."""
    sums: dict[str, int] = defaultdict(int)
    for key, count in tally.items():
        sums[key[part]] += count
    return dict(sums)
