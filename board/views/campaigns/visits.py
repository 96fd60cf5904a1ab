"""大走访、大排查、大化解: in which villages something was registered, and where not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from board.look.definitions import definitions
from board.reads.campaign_rows import VillageCount
from board.views.campaigns.asking import SETTLED, VILLAGES, note_of
from board.views.campaigns.counting import Marked
from board.views.common.contents import Column, Contents, Figure, table
from board.views.common.rates import rate
from board.views.common.valued import cells_of, figure_of, valued

if TYPE_CHECKING:
    from board.look.formats import Value
    from board.viewer.page import Picture

TOWNS = "visit_towns"
FOUND_BY = frozenset({"dispute", "risk_lead"})
"""What going from door to door finds, as no telephone and no camera does."""
COVERED, RATE = "covered", "settle_rate"


class Visited:
    """Villages of the scope and what was registered in each."""

    def __init__(self, picture: Picture) -> None:
        geography = picture.snapshot.geography
        self.villages = [
            one.division_code
            for one in geography.divisions.values()
            if one.tier == "village"
            and geography.contains(picture.scope, one.division_code)
        ]
        self.registered: Counter[int] = Counter()
        for row in picture.answered.rows(VILLAGES, VillageCount):
            if row.kind in FOUND_BY:
                self.registered[row.division_code] += row.items

    def active(self, villages: list[int]) -> int:
        return sum(self.registered[one] > 0 for one in villages)

    def rate(self, villages: list[int]) -> Value:
        """Villages are not drawn from anything: their share is told of however few."""
        return rate(self.active(villages), len(villages), minimum_n=1)


def visits(picture: Picture) -> Contents:
    """Figures of the scope, and table `visit_towns`: where most villages are silent
    first; of a town its villages.
    """
    words, visited = picture.words, Visited(picture)
    rows = [_row(one, visited, picture) for one in _places(picture)]
    rows.sort(key=lambda one: (-one["silent"], -one["villages"], one["code"]))
    columns = (
        Column(key="code", form="code"),
        Column(key="name", name=words("column.division")),
        *(
            Column(
                key=key,
                form="count",
                name=words(f"visit.{key}"),
                unit=words("unit.villages"),
            )
            for key in ("silent", "active", "villages")
        ),
        *valued(COVERED, "share", words("visit.covered"), better="up"),
        Column(
            key="registered",
            form="count",
            name=words("visit.registered"),
            unit=words("unit.items"),
        ),
    )
    return Contents(
        title=words("visit.title"),
        note=f"{note_of(picture)} · {words('visit.note')}",
        figures=_figures(visited, picture),
        tables=(table(TOWNS, columns, rows),),
    )


def _places(picture: Picture) -> tuple[int, ...]:
    """Towns of the scope, villages of a town, a village alone."""
    geography = picture.snapshot.geography
    tier = geography.divisions[picture.scope].tier
    wanted = "village" if tier in {"town", "village"} else "town"
    return tuple(
        one.division_code
        for one in geography.divisions.values()
        if one.tier == wanted and geography.contains(picture.scope, one.division_code)
    )


def _row(place: int, visited: Visited, picture: Picture) -> dict[str, Any]:
    geography = picture.snapshot.geography
    own = [one for one in visited.villages if geography.contains(place, one)]
    active = visited.active(own)
    return {
        "code": str(place),
        "name": geography.place(place, down_to=geography.divisions[place].tier),
        "silent": len(own) - active,
        "active": active,
        "villages": len(own),
        **cells_of(COVERED, visited.rate(own)),
        "registered": sum(visited.registered[one] for one in own),
    }


def _figures(visited: Visited, picture: Picture) -> tuple[Figure, ...]:
    words = picture.words
    counts = {
        "active": (visited.active(visited.villages), "unit.villages"),
        "villages": (len(visited.villages), "unit.villages"),
        "registered": (
            sum(visited.registered[one] for one in visited.villages),
            "unit.items",
        ),
    }
    ended = Marked(picture, SETTLED)
    whole = ended.whole(*ended.marks)
    least = definitions()[RATE].minimum_n
    settled = rate(whole["settled"], whole["closed"], minimum_n=least)
    shown = visited.rate(visited.villages)
    return (
        figure_of(shown, COVERED, form="share", name=words("visit.covered")),
        *(
            Figure(
                count, "count", key=key, name=words(f"visit.{key}"), unit=words(unit)
            )
            for key, (count, unit) in counts.items()
        ),
        figure_of(
            settled,
            RATE,
            form="share",
            name=words.known("indicator", RATE),
            formula=words.known("formula", RATE),
            indicator=RATE,
        ),
    )
