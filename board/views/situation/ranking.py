"""Divisions below a scope in order of what came in today, with their change of rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.picture.rollup import Rollup, total
from board.picture.snapshot import Snapshot, tally
from board.views.common.figures import Change, change, share
from board.views.situation.tiles import SeverityPart, severity_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.look.texts import Texts


class Ranked(Struct, frozen=True, kw_only=True):
    """One division in its league; `moved`: places risen since yesterday."""

    code: str
    name: str
    above: str
    rank: int
    moved: int
    received: int
    open: int
    share: float
    day: Change
    severities: tuple[SeverityPart, ...]


def ranking(
    snapshot: Snapshot, codes: Sequence[int], words: Texts, *, shown: int
) -> tuple[Ranked, ...]:
    """The first `shown` of the divisions; equal counts keep the order of the codes."""
    today = _order(snapshot.pulse.received, codes)
    before = {
        code: place
        for place, code in enumerate(_order(snapshot.comparison.yesterday, codes))
    }
    highest = total(tally(snapshot.pulse.received, today[0])) if today else 0
    return tuple(
        _ranked(snapshot, code, words, rank=rank, was=before[code], highest=highest)
        for rank, code in enumerate(today[:shown])
    )


def towns_of(snapshot: Snapshot, scope: int) -> tuple[int, ...]:
    """The league of the wall: towns of the city or county, villages of a town."""
    geography = snapshot.geography
    below = geography.children.get(scope, ())
    if scope != geography.city:
        return below
    return tuple(town for county in below for town in geography.children[county])


def _order(rollup: Rollup, codes: Sequence[int]) -> list[int]:
    return sorted(codes, key=lambda code: (-total(tally(rollup, code)), code))


def _ranked(
    snapshot: Snapshot, code: int, words: Texts, *, rank: int, was: int, highest: int
) -> Ranked:
    received = tally(snapshot.pulse.received, code)
    count = total(received)
    base = total(tally(snapshot.comparison.yesterday, code))
    above = snapshot.geography.line(code)[1:2]
    return Ranked(
        code=str(code),
        name=snapshot.geography.name(code),
        above=snapshot.geography.name(above[0]) if above else "",
        rank=rank + 1,
        moved=was - rank if base else 0,
        received=count,
        open=total(tally(snapshot.pulse.open, code)),
        share=share(count, highest),
        day=change(count, base, words),
        severities=severity_parts(received, words),
    )
