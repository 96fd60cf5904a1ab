"""Which division lies in which: what every roll-up and breadcrumb stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from board.reads.rows import Division

TIERS = ("city", "county", "town", "village")


class Geography(Struct, frozen=True):
    """The divisions and their kinship; `lines` holds each with all above it, `pairs`
    the same as rows of `division_code` and `above`.
    """

    divisions: Mapping[int, Division]
    children: Mapping[int, tuple[int, ...]]
    lines: Mapping[int, tuple[int, ...]]
    pairs: pa.Table
    city: int

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


def geography(divisions: Iterable[Division]) -> Geography:
    """Build the kinship; divisions must come with their parents."""
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
    )


def _line(code: int, known: Mapping[int, Division]) -> tuple[int, ...]:
    line: list[int] = []
    here = known.get(code)
    while here is not None:
        line.append(here.division_code)
        here = known.get(here.parent_code or 0)
    return tuple(line)


def _pairs(lines: Mapping[int, tuple[int, ...]]) -> pa.Table:
    codes = [code for code, line in lines.items() for _ in line]
    aboves = [above for line in lines.values() for above in line]
    return pa.table(
        {
            "division_code": pa.array(codes, pa.int64()),
            "above": pa.array(aboves, pa.int64()),
        }
    )


NOWHERE = geography(())
