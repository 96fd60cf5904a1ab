"""The parts of every page: what each is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from board.look.texts import texts
from board.picture.questions import merged
from board.views.common.contents import Contents
from board.views.operations import pipeline, refused
from board.views.situation import (
    breakdown,
    charts,
    crumbs,
    header,
    indicators,
    live_list,
    ranking,
    tiles,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot
    from board.reads import rows
    from board.viewer.scope import View
    from board.views.common.contents import Table

TOWNS_SHOWN = 12
CHILDREN_SHOWN = 60


class Picture(Struct, frozen=True):
    """All that a part is made of."""

    snapshot: Snapshot
    page: str
    view: View
    now: datetime

    @property
    def words(self) -> Texts:
        return texts(self.view.language)

    @property
    def common(self) -> dict[str, Any]:
        return {"scope": self.view.scope, "words": self.words, "now": self.now}

    @property
    def counted(self) -> tuple[Snapshot, int, Texts]:
        return self.snapshot, self.view.scope, self.words


Part: TypeAlias = Callable[[Picture], Contents]


def _towns(picture: Picture) -> Contents:
    codes = ranking.towns_of(picture.snapshot, picture.view.scope)
    return _league(picture, codes, shown=TOWNS_SHOWN)


def _children(picture: Picture) -> Contents:
    codes = picture.snapshot.geography.children.get(picture.view.scope, ())
    title = picture.words("label.counties")
    return ranking.ranking(
        picture.snapshot, codes, picture.words, title=title, shown=CHILDREN_SHOWN
    )


def _children_or_siblings(picture: Picture) -> Contents:
    """Towns of the city, else what lies below; a village stands among its siblings."""
    codes = ranking.towns_of(picture.snapshot, picture.view.scope)
    if not codes:
        above = picture.snapshot.geography.line(picture.view.scope)[1:2]
        codes = picture.snapshot.geography.children[above[0]] if above else ()
    return _league(picture, codes, shown=CHILDREN_SHOWN)


def _league(picture: Picture, codes: Sequence[int], *, shown: int) -> Contents:
    tier = header.tier_of(picture.snapshot, picture.view.scope)
    title = picture.words(f"label.league.{tier}")
    return ranking.ranking(
        picture.snapshot, codes, picture.words, title=title, shown=shown
    )


COMMON: dict[str, Part] = {
    "header": lambda picture: header.header(
        picture.snapshot, page=picture.page, **picture.common
    ),
    "tiles": lambda picture: tiles.tiles(picture.snapshot, **picture.common),
    "hours": lambda picture: charts.hours(picture.snapshot, **picture.common),
    "categories": lambda picture: breakdown.categories(*picture.counted),
}
PAGES: dict[str, dict[str, Part]] = {
    "wall": COMMON
    | {
        "league": _towns,
        "counties": _children,
        "flood": lambda picture: breakdown.flood(*picture.counted),
        "faults": lambda picture: breakdown.faults(*picture.counted),
    },
    "district": COMMON
    | {
        "crumbs": lambda picture: crumbs.crumbs(*picture.counted),
        "indicators": lambda picture: indicators.indicators(*picture.counted),
        "days": lambda picture: charts.days(picture.snapshot, **picture.common),
        "counties": _children,
        "league": _children_or_siblings,
        "steps": lambda picture: breakdown.steps(*picture.counted),
    },
    "pipeline": {
        "header": COMMON["header"],
        "summary": lambda picture: pipeline.summary(picture.snapshot, picture.words),
        "partitions": lambda picture: pipeline.partitions(
            picture.snapshot, picture.words
        ),
        "commits": lambda picture: pipeline.commits(picture.snapshot, picture.words),
        "reasons": lambda picture: pipeline.reasons(picture.snapshot, picture.words),
        "rejects": lambda picture: refused.rejects(picture.snapshot, picture.words),
        "alarms": lambda picture: refused.alarms(picture.snapshot, picture.words),
    },
}
PAGES["district_untitled"] = PAGES["district"]
WITH_TITLES = frozenset({"district"})
WITHOUT_ITEMS = frozenset({"pipeline"})


def listed(
    picture: Picture, seen_batch: int, earlier: tuple[rows.Item, ...] = ()
) -> Table:
    """The items of the scope that came or moved after `seen_batch`, newest first.

    `earlier` are items from before all batches that we saw.
    """
    geography = picture.snapshot.geography
    fresh = [one for one in picture.snapshot.pulse.items if one.batch_no > seen_batch]
    mine = live_list.within(fresh, picture.view.scope, geography)
    return live_list.items(
        () if picture.page in WITHOUT_ITEMS else merged(mine, earlier, ()),
        geography=geography,
        words=picture.words,
        with_titles=picture.page in WITH_TITLES,
    )
