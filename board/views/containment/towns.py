"""A league of towns by what they kept from being passed up; the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.views.common.contents import Column, Contents, table
from board.views.common.valued import cells_of, valued
from board.views.containment.asking import LADDER, chosen, note_of
from board.views.containment.counting import Flows, rows_of
from board.views.situation.ranking import towns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from board.reads.containment_rows import Contained
    from board.viewer.page import Picture

OWN = LADDER[:2]
"""What a town has in its hands: what its villages and itself should settle."""
RATED = ("both", *OWN)


def towns(picture: Picture) -> Contents:
    """Table `contained_towns`: those of the scope, or beside it. First those whose rate
    says something, the lowest rate first.
    """
    words = picture.words
    rows = rows_of(picture, chosen(picture).period.shown)
    found = [_row(code, _own(rows, code), picture) for code in _codes(picture)]
    columns = (
        Column(key="code", form="code"),
        Column(key="name", name=words("contained.town")),
        *(
            one
            for key in RATED
            for one in valued(key, "share", words(f"contained.rate.{key}"), better="up")
        ),
        Column(key="up", form="count", name=words("contained.up")),
    )
    return Contents(
        title=words("contained.towns"),
        note=f"{note_of(picture)} · {words('contained.towns_note')}",
        tables=(table("contained_towns", columns, sorted(found, key=_order)),),
    )


def _codes(picture: Picture) -> tuple[int, ...]:
    """Towns of the scope; of a town or village those of its county."""
    known, place = picture.snapshot.geography, chosen(picture).place
    if known.divisions[place].tier == "town":
        place = known.line(place)[1]
    return towns_of(picture.snapshot, place)


def _own(rows: Iterable[Contained], code: int) -> Flows:
    """The read counts by town."""
    return Flows(one for one in rows if one.division_code == code)


def _row(code: int, flows: Flows, picture: Picture) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, tiers in zip(RATED, (OWN, *((one,) for one in OWN)), strict=True):
        found |= cells_of(key, flows.rate(*tiers))
    name = picture.snapshot.geography.name(code)
    up = found["both_denominator"] - found["both_numerator"]
    return {"code": str(code), "name": name, "up": up} | found


def _order(row: Mapping[str, Any]) -> tuple[bool, float, int, str]:
    rate = row["both"]
    return rate is None, rate or 0.0, -row["both_denominator"], row["code"]
