"""Which division lies in which and which center sees which: what every roll-up,
breadcrumb and right stands on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from board.reads.rows import Center, CenterRange, Division

TIERS = ("city", "county", "town", "village")
PAIRS = pa.schema({"division_code": pa.int64(), "above": pa.int64()})


class Geography(Struct, frozen=True):
    """The divisions and their kinship; `lines` holds each with all above it, `pairs`
    the same as rows of `division_code` and `above`. `ranges` are the codes that each
    center sees, half open.
    """

    divisions: Mapping[int, Division]
    children: Mapping[int, tuple[int, ...]]
    lines: Mapping[int, tuple[int, ...]]
    pairs: pa.Table
    city: int
    centers: Mapping[int, Center]
    ranges: Mapping[int, tuple[CenterRange, ...]]

    def name(self, code: int) -> str:
        found = self.divisions.get(code)
        return found.name if found else str(code)

    def line(self, code: int) -> tuple[int, ...]:
        """A division and all above it; an unknown code counts for the city alone."""
        return self.lines.get(code, (self.city,))

    def path(self, code: int) -> tuple[Division, ...]:
        """From the city down to the division."""
        return tuple(self.divisions[one] for one in reversed(self.line(code)))

    def place(self, code: int, *, down_to: str = "village") -> str:
        """Where something is, without the city, no deeper than `down_to`."""
        deepest = TIERS.index(down_to)
        names = [one.name for one in self.path(code)[1 : deepest + 1]]
        return " · ".join(names) or self.name(self.city)

    def contains(self, outer: int, inner: int) -> bool:
        return outer in self.line(inner)

    def sees(self, center: int, division: int) -> bool:
        """Whether all of the division lies in what the center sees."""
        found = self.divisions.get(division)
        return found is not None and any(
            one.low <= found.low and found.high <= one.high
            for one in self.ranges.get(center, ())
        )

    def home(self, center: int) -> int:
        """A center's own division; a zone's, that has none, is the first it sees."""
        found = self.centers.get(center)
        if found is not None and found.division_code is not None:
            return found.division_code
        return next((one.low for one in self.ranges.get(center, ())), self.city)

    def above(self, center: int) -> tuple[int, ...]:
        """The centers above a center, the nearest first."""
        found = self.centers.get(center)
        parent = found.parent_center_code if found else None
        return (parent, *self.above(parent)) if parent else ()

    @property
    def top(self) -> int:
        """The center above all others."""
        return next(iter(self.centers), 0)


def geography(
    divisions: Iterable[Division],
    centers: Iterable[Center] = (),
    ranges: Iterable[CenterRange] = (),
) -> Geography:
    """Build the kinship; divisions must come with their parents, centers in order."""
    known = {one.division_code: one for one in divisions}
    children: dict[int, list[int]] = {code: [] for code in known}
    for one in known.values():
        if one.parent_code in known:
            children[one.parent_code].append(one.division_code)
    lines = {code: _line(code, known) for code in known}
    return Geography(
        divisions=known,
        children={code: tuple(sorted(below)) for code, below in children.items()},
        lines=lines,
        pairs=_pairs(lines),
        city=next((line[-1] for line in lines.values()), 0),
        centers={one.center_code: one for one in centers},
        ranges=_by_center(ranges),
    )


def _by_center(
    ranges: Iterable[CenterRange],
) -> dict[int, tuple[CenterRange, ...]]:
    found: dict[int, tuple[CenterRange, ...]] = {}
    for one in ranges:
        found[one.center_code] = (*found.get(one.center_code, ()), one)
    return found


def _line(code: int, known: Mapping[int, Division]) -> tuple[int, ...]:
    line: list[int] = []
    here = known.get(code)
    while here is not None:
        line.append(here.division_code)
        here = known.get(here.parent_code or 0)
    return tuple(line)


def _pairs(lines: Mapping[int, tuple[int, ...]]) -> pa.Table:
    # Of lists pyarrow makes arrays with pandas, which takes longer to load than a file
    # to write.
    if not lines:
        return pa.Table.from_batches([], schema=PAIRS)
    codes = [code for code, line in lines.items() for _ in line]
    aboves = [above for line in lines.values() for above in line]
    return pa.table({"division_code": codes, "above": aboves}, schema=PAIRS)


NOWHERE = geography(())
