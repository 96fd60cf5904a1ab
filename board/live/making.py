"""One state of what viewers share, made of the one before and the newest picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec import Raw, Struct

from board.live.standing import Standing, followed
from board.look.texts import texts
from board.picture.newest import newest
from board.picture.news import merged
from board.viewer.page import Action, Picture
from board.viewer.rights import may
from board.views.common.suppression import outside
from board.views.situation import live_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from board.picture.geography import Geography
    from board.picture.snapshot import Snapshot
    from board.reads import rows
    from board.viewer.page import Page
    from board.viewer.scope import View
    from board.views.common.contents import Column, Row, Table

Since: TypeAlias = tuple[int, Raw]
"""Something written, and the version that it has stood there since."""
NEVER = -1
"""The version of who has nothing yet."""


class Shown(Struct, frozen=True):
    """All that a push depends on besides the picture: who shares it shares the pushes,
    whatever their seats are.
    """

    page: str
    scope: int
    language: str
    has_list: bool
    has_titles: bool
    has_map: bool = False
    outside: bool = False


class Made(Struct, frozen=True):
    """One state: its parts, and the newest items with their lines in the same order,
    the cells of each in the order of `columns`. `batch_no` is the newest batch that is
    in it, of the `store`.
    """

    version: int = NEVER
    batch_no: int = NEVER
    store: str = ""
    parts: Mapping[str, Since] = {}
    items: tuple[rows.Item, ...] = ()
    columns: tuple[Column, ...] = ()
    lines: tuple[Since, ...] = ()
    standing: Standing | None = None


def shown_to(view: View, page: Page, geography: Geography) -> Shown:
    """What this viewer gets to see of the page."""
    return Shown(
        page.name,
        view.scope,
        view.language,
        may(view, Action.READ_LIST, page, geography) and not view.outside,
        may(view, Action.READ_TITLES, page, geography) and not view.outside,
        may(view, Action.SEE_MAP, page, geography),
        view.outside,
    )


def made(
    snapshot: Snapshot, shown: Shown, page: Page, *, before: Made, now: datetime
) -> Made:
    """The state that follows `before`; what did not change keeps its version."""
    pulse = snapshot.pulse
    last = before.batch_no if before.store == pulse.store else NEVER
    fresh = [one for one in pulse.items if one.batch_no > last]
    newest = max((one.batch_no for one in fresh), default=last)
    items = _items(before, fresh, shown, snapshot.geography)
    written = set(before.items[: len(before.lines)])
    unknown = tuple(one for one in items if one not in written)
    table = _written(unknown, shown, snapshot)
    lines = _lines(before, items, zip(unknown, table.rows, strict=True), snapshot)
    parts = _parts(before, shown, page, snapshot, now)
    standing = _standing(before, snapshot, shown)
    return Made(
        version=snapshot.version,
        batch_no=newest,
        store=pulse.store,
        parts=parts,
        items=items,
        columns=table.columns,
        lines=lines,
        standing=standing,
    )


def _parts(
    before: Made, shown: Shown, page: Page, snapshot: Snapshot, now: datetime
) -> dict[str, Since]:
    picture = Picture(
        snapshot=snapshot,
        page=page.name,
        scope=shown.scope,
        language=shown.language,
        now=now,
    )
    said = {name: make(picture) for name, make in page.parts.items()}
    if shown.outside:
        said = {name: outside(contents) for name, contents in said.items()}
    return {
        name: _kept(before.parts.get(name), msgspec.json.encode(contents), snapshot)
        for name, contents in said.items()
    }


def _standing(before: Made, snapshot: Snapshot, shown: Shown) -> Standing | None:
    if not shown.has_map:
        return None
    known = snapshot.places(shown.scope).shown
    places = () if shown.outside else known
    words = texts(shown.language)
    return followed(before.standing or Standing(), places, words, snapshot.version)


def _kept(before: Since | None, encoded: bytes, snapshot: Snapshot) -> Since:
    if before is not None and bytes(before[1]) == encoded:
        return before
    return snapshot.version, Raw(encoded)


def _items(
    before: Made, fresh: list[rows.Item], shown: Shown, geography: Geography
) -> tuple[rows.Item, ...]:
    if not shown.has_list:
        return ()
    mine = live_list.within(fresh, shown.scope, geography)
    if not mine:
        return before.items
    return newest(merged(before.items, mine, ()), live_list.SHOWN)


def _written(items: tuple[rows.Item, ...], shown: Shown, snapshot: Snapshot) -> Table:
    return live_list.items(
        items,
        geography=snapshot.geography,
        words=texts(shown.language),
        with_titles=shown.has_titles,
    )


def _lines(
    before: Made,
    items: tuple[rows.Item, ...],
    written: Iterable[tuple[rows.Item, Row]],
    snapshot: Snapshot,
) -> tuple[Since, ...]:
    known = dict(zip(before.items, before.lines, strict=False))
    fresh = {
        one: (snapshot.version, Raw(msgspec.json.encode(cells)))
        for one, cells in written
    }
    return tuple(known.get(one) or fresh[one] for one in items)
