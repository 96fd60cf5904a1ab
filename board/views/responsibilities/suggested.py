"""Whom the list and the expected tier suggest for a move, as its form is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from msgspec import Struct, structs

from board.views.handling.forms import form_of
from board.views.handling.offers import receivers_of, tried
from sql.reference.responsibilities import fitting, presence
from streams.handling.tasks import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from board.views.handling.offers import Bench
    from sql.reference.responsibilities import Responsible
    from streams.events import Move
    from streams.handling.rules import Rules

TO_AGENCY, TO_CENTER, JOIN = "to_agency", "to_center", "join"
FIELDS = frozenset({TO_AGENCY, TO_CENTER})
"""A form that asks for one of these asks whom an item is handed to."""
LADDER = ("village", "town", "county", "city")


class Leading(Struct, frozen=True):
    """Where an item is expected to be settled and where it is: by which move it gets
    to which center; `move` is '' where it is there, `is_open` says whether whoever
    looks may make it.
    """

    expected: str
    owned: str
    move: str
    center: int
    is_open: bool = False


class Suggested(Struct, frozen=True):
    """What is suggested for a move: who answers by the list, `row`, None where it says
    nothing; the agencies that are not asked yet, the lead first; what one click fills
    into the form, by field.
    """

    row: Responsible | None
    unasked: tuple[str, ...]
    leading: Leading | None
    filled: Mapping[str, Any]


def is_for(move: str, rules: Rules) -> bool:
    """Whether the form of a move asks whom an item is handed to."""
    return bool(_asked(move, rules) & FIELDS)


def asks_agency(move: str, rules: Rules) -> bool:
    """Whether it asks for an agency."""
    return TO_AGENCY in _asked(move, rules)


def _asked(move: str, rules: Rules) -> frozenset[str]:
    return frozenset(one.name for one in form_of(move, rules.moves[move]))


def suggested(move: str, benches: Sequence[Bench]) -> Suggested | None:
    """Of one item, or of several only what is the same for all of them; None where
    nothing can be said.
    """
    asked = _asked(move, benches[0].rules)
    row = _same(map(responsible_for, benches)) if TO_AGENCY in asked else None
    leading = _same(map(leading_of, benches))
    if row is None and leading is None:
        return None
    unasked = unasked_of(row, benches)
    center = _center(move, row, leading, benches) if TO_CENTER in asked else None
    filled = {TO_AGENCY: unasked[0] if unasked else None, TO_CENTER: center}
    return Suggested(
        row, unasked, leading, {name: one for name, one in filled.items() if one}
    )


def responsible_for(bench: Bench) -> Responsible | None:
    """The row of the list that fits an item today."""
    seen = bench.seen
    return fitting(seen.state.kind, seen.category, seen.tags, bench.now.date())


def leading_of(bench: Bench) -> Leading | None:
    """None while it is not known where an item is expected, or whose it is."""
    centers, seen = bench.rules.centers, bench.seen
    owner = centers.get(bench.state.owner_center)
    if owner is None or seen.expected_tier not in LADDER:
        return None
    steps = LADDER.index(seen.expected_tier) - LADDER.index(owner.tier)
    if not steps:
        return Leading(seen.expected_tier, owner.tier, "", owner.code)
    move = "escalate" if steps > 0 else "delegate"
    found = _at(seen.expected_tier, bench)
    if not found:
        return None
    is_open = tried(bench, move, None) is None
    return Leading(seen.expected_tier, owner.tier, move, found, is_open)


def unasked_of(row: Responsible | None, benches: Iterable[Bench]) -> tuple[str, ...]:
    """The agencies of a row that lead none of these items and have no task in one."""
    if row is None:
        return ()
    states = [one.state for one in benches]
    busy = {state.lead_agency for state in states}
    busy |= {
        task.agency for state in states for task in state.tasks if task.state in OPEN
    }
    return tuple(one for one in row.agencies if one not in busy)


def tasks_beside(move: Move, agencies: Iterable[str]) -> Iterator[Move]:
    """The same joint task for other agencies, each sent after the one before."""
    last = move
    for agency in agencies:
        last = structs.replace(
            last,
            move_id=f"board-{uuid4()}",
            task_id=f"task-{uuid4()}",
            to_agency=agency,
            link_id=None,
            after=last.move_id,
        )
        yield last


def seat_at(bench: Bench, agency: str) -> str:
    """How an agency sits in the center that acts, by `agency_presence`; '' if not."""
    own = bench.rules.centers[bench.mover.center_code]
    return presence(own.tier, own.code, agency)


def _same(found: Iterable[Any]) -> Any:
    told = list(dict.fromkeys(found))
    return told[0] if len(told) == 1 else None


def _at(tier: str, bench: Bench) -> int:
    """The center of a tier that the item lies in; 0 where there is none."""
    centers, division = bench.rules.centers, bench.seen.division_code
    owner = centers[bench.state.owner_center]
    above = (code for code in owner.above if centers[code].tier == tier)
    inside = (
        code
        for code, one in centers.items()
        if one.tier == tier and one.division_code is not None and one.sees(division)
    )
    return next(above, 0) or next(inside, 0)


def _center(
    move: str,
    row: Responsible | None,
    leading: Leading | None,
    benches: Sequence[Bench],
) -> int | None:
    """Where the move may lead: to the tier that is expected, else to who acts."""
    allowed = receivers_of(benches, move)
    if leading and leading.move == move and leading.center in allowed:
        return leading.center
    own = benches[0].mover.center_code
    return own if row and own in allowed else None
