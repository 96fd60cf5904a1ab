"""What open pages get pushed: per viewer only the parts that changed since their last.

Parts are made once per (page, scope, language, theme) and version, however many
viewers look at them, so hundreds of walls cost little more than one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from msgspec import Raw, Struct

from board.look.texts import texts
from board.look.theme import THEMES
from board.picture.questions import merged
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
    from datetime import datetime

    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot
    from board.reads import rows
    from board.viewer.scope import View

TOWNS_SHOWN = 12
CHILDREN_SHOWN = 60
Part: TypeAlias = Callable[["Picture"], Any]
Parts: TypeAlias = Mapping[str, tuple[int, Raw]]


class Picture(Struct, frozen=True):
    """All that a part is made of."""

    snapshot: Snapshot
    page: str
    view: View
    now: datetime

    @property
    def common(self) -> dict[str, Any]:
        return {
            "scope": self.view.scope,
            "words": texts(self.view.language),
            "now": self.now,
        }

    @property
    def words(self) -> Texts:
        return texts(self.view.language)

    @property
    def drawn(self) -> dict[str, Any]:
        return self.common | {"palette": THEMES[self.view.theme]}


class Message(Struct, frozen=True):
    """One push: the parts that changed, the items that came or moved, newest first."""

    version: int
    now: int
    parts: dict[str, Raw]
    items: tuple[live_list.FeedRow, ...]


def _league(picture: Picture) -> Any:
    codes = ranking.towns_of(picture.snapshot, picture.view.scope)
    return ranking.ranking(picture.snapshot, codes, picture.words, shown=TOWNS_SHOWN)


def _children(picture: Picture) -> Any:
    codes = picture.snapshot.geography.children.get(picture.view.scope, ())
    return ranking.ranking(picture.snapshot, codes, picture.words, shown=CHILDREN_SHOWN)


def _children_or_siblings(picture: Picture) -> Any:
    """Towns of the city, else what lies below; a village stands among its siblings."""
    codes = ranking.towns_of(picture.snapshot, picture.view.scope)
    if not codes:
        above = picture.snapshot.geography.line(picture.view.scope)[1:2]
        codes = picture.snapshot.geography.children[above[0]] if above else ()
    return ranking.ranking(picture.snapshot, codes, picture.words, shown=CHILDREN_SHOWN)


def _categories(picture: Picture) -> Any:
    return breakdown.categories(picture.snapshot, picture.view.scope, picture.words)


def _steps(picture: Picture) -> Any:
    return breakdown.steps(picture.snapshot, picture.view.scope, picture.words)


def _flood(picture: Picture) -> Any:
    return breakdown.flood(picture.snapshot, picture.view.scope, picture.words)


COMMON: dict[str, Part] = {
    "header": lambda picture: header.header(
        picture.snapshot, page=picture.page, **picture.common
    ),
    "tiles": lambda picture: tiles.tiles(picture.snapshot, **picture.common),
    "hours": lambda picture: charts.hours_figure(picture.snapshot, **picture.drawn),
    "categories": _categories,
}
PAGES: dict[str, dict[str, Part]] = {
    "wall": COMMON | {"league": _league, "counties": _children, "flood": _flood},
    "district": COMMON
    | {
        "crumbs": lambda picture: crumbs.crumbs(
            picture.snapshot, picture.view.scope, picture.words
        ),
        "indicators": lambda picture: indicators.indicators(
            picture.snapshot, picture.view.scope, picture.words
        ),
        "days": lambda picture: charts.days_figure(picture.snapshot, **picture.drawn),
        "counties": _children,
        "league": _children_or_siblings,
        "steps": _steps,
    },
    "pipeline": {
        "header": COMMON["header"],
        "summary": lambda picture: pipeline.summary(picture.snapshot, picture.words),
        "partitions": lambda picture: pipeline.partitions(
            picture.snapshot, picture.words, picture.now
        ),
        "commits": lambda picture: pipeline.commits_figure(
            picture.snapshot, picture.words, THEMES[picture.view.theme]
        ),
        "reasons": lambda picture: pipeline.reasons(picture.snapshot, picture.words),
        "rejects": lambda picture: refused.rejects(
            picture.snapshot, picture.words, picture.now
        ),
        "alarms": lambda picture: refused.alarms(
            picture.snapshot, picture.words, picture.now
        ),
    },
}
PAGES["district_untitled"] = PAGES["district"]
WITH_TITLES = frozenset({"district"})
WITHOUT_ITEMS = frozenset({"pipeline"})


class Channels:
    """The parts of every picture that somebody looks at, with the version each has."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, View], tuple[int, Parts]] = {}

    def message(
        self,
        snapshot: Snapshot,
        *,
        page: str,
        view: View,
        now: datetime,
        seen_version: int,
        seen_batch: int,
        earlier: tuple[rows.Item, ...] = (),
    ) -> Message:
        """What a viewer who has `seen_version` and `seen_batch` does not know yet.

        `earlier` are items of the scope from before all batches that we saw.
        """
        parts = self._parts(snapshot, page, view, now)
        return Message(
            version=snapshot.version,
            now=round(now.timestamp() * 1000),
            parts={
                name: raw
                for name, (since, raw) in parts.items()
                if since > seen_version
            },
            items=_items(snapshot, page, view, seen_batch, earlier),
        )

    def _parts(self, snapshot: Snapshot, page: str, view: View, now: datetime) -> Parts:
        version, before = self._made.get((page, view), (-1, {}))
        if version == snapshot.version:
            return before
        picture = Picture(snapshot, page, view, now)
        parts = {
            name: _kept(before.get(name), msgspec.json.encode(make(picture)), snapshot)
            for name, make in PAGES[page].items()
        }
        self._made[page, view] = snapshot.version, parts
        return parts


def _kept(
    before: tuple[int, Raw] | None, made: bytes, snapshot: Snapshot
) -> tuple[int, Raw]:
    if before is not None and bytes(before[1]) == made:
        return before
    return snapshot.version, Raw(made)


def _items(
    snapshot: Snapshot,
    page: str,
    view: View,
    seen_batch: int,
    earlier: tuple[rows.Item, ...],
) -> tuple[live_list.FeedRow, ...]:
    if page in WITHOUT_ITEMS:
        return ()
    fresh = [one for one in snapshot.pulse.items if one.batch_no > seen_batch]
    mine = live_list.within(fresh, view.scope, snapshot.geography)
    return live_list.feed(
        merged(mine, earlier, ()),
        geography=snapshot.geography,
        words=texts(view.language),
        with_titles=page in WITH_TITLES,
    )
