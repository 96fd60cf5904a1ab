"""The pages of the board, as they stand in the navigation; nothing else knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.theme import THEMES
from board.viewer.page import Page
from board.viewer.rights import EVERYBODY, STAFF, Action
from board.views.operations import pipeline, refused
from board.views.situation import (
    breakdown,
    charts,
    crumbs,
    header,
    indicators,
    ranking,
    tiles,
)

if TYPE_CHECKING:
    from board.viewer.page import Part, Picture

TOWNS_SHOWN = 12
CHILDREN_SHOWN = 60


def _league(picture: Picture) -> Any:
    codes = ranking.towns_of(picture.snapshot, picture.scope)
    return ranking.ranking(picture.snapshot, codes, picture.words, shown=TOWNS_SHOWN)


def _children(picture: Picture) -> Any:
    codes = picture.snapshot.geography.children.get(picture.scope, ())
    return ranking.ranking(picture.snapshot, codes, picture.words, shown=CHILDREN_SHOWN)


def _children_or_siblings(picture: Picture) -> Any:
    """Towns of the city, else what lies below; a village stands among its siblings."""
    codes = ranking.towns_of(picture.snapshot, picture.scope)
    if not codes:
        above = picture.snapshot.geography.line(picture.scope)[1:2]
        codes = picture.snapshot.geography.children[above[0]] if above else ()
    return ranking.ranking(picture.snapshot, codes, picture.words, shown=CHILDREN_SHOWN)


def _categories(picture: Picture) -> Any:
    return breakdown.categories(picture.snapshot, picture.scope, picture.words)


def _steps(picture: Picture) -> Any:
    return breakdown.steps(picture.snapshot, picture.scope, picture.words)


def _flood(picture: Picture) -> Any:
    return breakdown.flood(picture.snapshot, picture.scope, picture.words)


HEADER: dict[str, Part] = {
    "header": lambda picture: header.header(
        picture.snapshot, page=picture.page, **picture.common
    ),
}
SITUATION: dict[str, Part] = HEADER | {
    "tiles": lambda picture: tiles.tiles(picture.snapshot, **picture.common),
    "hours": lambda picture: charts.hours_figure(picture.snapshot, **picture.drawn),
    "categories": _categories,
}
WALL: dict[str, Part] = SITUATION | {
    "league": _league,
    "counties": _children,
    "flood": _flood,
}
DISTRICT: dict[str, Part] = SITUATION | {
    "crumbs": lambda picture: crumbs.crumbs(
        picture.snapshot, picture.scope, picture.words
    ),
    "indicators": lambda picture: indicators.indicators(
        picture.snapshot, picture.scope, picture.words
    ),
    "days": lambda picture: charts.days_figure(picture.snapshot, **picture.drawn),
    "counties": _children,
    "league": _children_or_siblings,
    "steps": _steps,
}
PIPELINE: dict[str, Part] = HEADER | {
    "summary": lambda picture: pipeline.summary(picture.snapshot, picture.words),
    "partitions": lambda picture: pipeline.partitions(
        picture.snapshot, picture.words, picture.now
    ),
    "commits": lambda picture: pipeline.commits_figure(
        picture.snapshot, picture.words, THEMES[picture.theme]
    ),
    "reasons": lambda picture: pipeline.reasons(picture.snapshot, picture.words),
    "rejects": lambda picture: refused.rejects(
        picture.snapshot, picture.words, picture.now
    ),
    "alarms": lambda picture: refused.alarms(
        picture.snapshot, picture.words, picture.now
    ),
}
PAGES = (
    Page(
        name="wall",
        address="",
        roles=EVERYBODY,
        offers=frozenset({Action.READ_LIST, Action.SEE_MAP}),
        parts=WALL,
    ),
    Page(
        name="district",
        address="district",
        roles=EVERYBODY,
        offers=frozenset({Action.READ_LIST, Action.READ_TITLES, Action.SEE_MAP}),
        parts=DISTRICT,
    ),
    Page(
        name="pipeline",
        address="pipeline",
        roles=STAFF,
        offers=frozenset({Action.RESEND}),
        parts=PIPELINE,
    ),
)
