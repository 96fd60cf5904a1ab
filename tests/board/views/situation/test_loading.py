"""While history loads nothing is said that is of another moment, on any pushed page."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from board.look.formats import Scalar
from board.pages.list import PAGES
from board.picture.snapshot import Snapshot
from board.viewer.page import Page, Picture
from board.views.common.contents import Contents
from board.views.situation.indicators import LAST_DAYS, NOW
from board.views.situation.tiles import OPEN

CITY = 421300000000
OF_NOW = {*NOW, *LAST_DAYS, *OPEN.values()}
PUSHED = [page for page in PAGES if page.name in {"wall", "district"}]


def said_of_now(page: Page, snapshot: Snapshot) -> list[Scalar]:
    """Every value of a page that the dictionary has as a count of what is open."""
    moment = snapshot.pulse.moment
    assert moment
    picture = Picture(
        snapshot=snapshot, page=page.name, scope=CITY, language="zh", now=moment.at
    )
    return [value for part in page.parts.values() for value in values_of(part(picture))]


def values_of(contents: Contents) -> Iterator[Scalar]:
    for figure in contents.figures:
        if {figure.key, figure.indicator} & OF_NOW:
            yield figure.value
    for table in contents.tables:
        for column in table.columns:
            if column.indicator in OF_NOW or column.key == "open":
                yield from table.values(column.key)


@pytest.mark.parametrize("page", PUSHED, ids=lambda page: page.name)
def test_what_is_open_is_not_said_while_history_loads(
    snapshot: Snapshot, page: Page
) -> None:
    loading = replace(snapshot, pulse=replace(snapshot.pulse, is_whole=False))
    whole, early = said_of_now(page, snapshot), said_of_now(page, loading)
    assert whole
    assert any(value is not None for value in whole)
    assert early
    assert set(early) == {None}


def test_the_map_shows_nothing_as_open_while_history_loads(snapshot: Snapshot) -> None:
    loading = replace(snapshot, pulse=replace(snapshot.pulse, is_whole=False))
    assert snapshot.places(CITY).items > 0
    assert loading.places(CITY).items == 0
