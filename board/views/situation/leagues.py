"""Which places a page ranks against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.views.situation.header import tier_of
from board.views.situation.ranking import ranking, towns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from board.viewer.page import Picture
    from board.views.common.contents import Contents

TOWNS_SHOWN = 12
CHILDREN_SHOWN = 60


def towns(picture: Picture) -> Contents:
    """The first towns of the scope."""
    codes = towns_of(picture.snapshot, picture.scope)
    return _league(picture, codes, shown=TOWNS_SHOWN)


def children(picture: Picture) -> Contents:
    """What lies right below the scope."""
    codes = picture.snapshot.geography.children.get(picture.scope, ())
    title = picture.words("label.counties")
    return ranking(
        picture.snapshot, codes, picture.words, title=title, shown=CHILDREN_SHOWN
    )


def children_or_siblings(picture: Picture) -> Contents:
    """Towns of the city, else what lies below; a village stands among its siblings."""
    codes = towns_of(picture.snapshot, picture.scope)
    if not codes:
        above = picture.snapshot.geography.line(picture.scope)[1:2]
        codes = picture.snapshot.geography.children[above[0]] if above else ()
    return _league(picture, codes, shown=CHILDREN_SHOWN)


def _league(picture: Picture, codes: Sequence[int], *, shown: int) -> Contents:
    tier = tier_of(picture.snapshot, picture.scope)
    title = picture.words(f"label.league.{tier}")
    return ranking(picture.snapshot, codes, picture.words, title=title, shown=shown)
