"""What open pages get pushed: per viewer only the parts that changed since their last.

Parts are made once per (page, scope, language, theme) and version, however many
viewers look at them, so hundreds of walls cost little more than one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec import Raw, Struct

from board.live.parts import PAGES, Picture, listed

if TYPE_CHECKING:
    from datetime import datetime

    from board.picture.snapshot import Snapshot
    from board.reads import rows
    from board.viewer.scope import View
    from board.views.common.contents import Table

Parts: TypeAlias = Mapping[str, tuple[int, Raw]]


class Message(Struct, frozen=True):
    """One push: the parts that changed, and the items that came or moved, newest first;
    None when there are none.
    """

    version: int
    now: int
    parts: dict[str, Raw]
    items: Table | None


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
        picture = Picture(snapshot, page, view, now)
        parts = self._parts(picture)
        items = listed(picture, seen_batch, earlier)
        return Message(
            version=snapshot.version,
            now=round(now.timestamp() * 1000),
            parts={
                name: raw
                for name, (since, raw) in parts.items()
                if since > seen_version
            },
            items=items if items.rows else None,
        )

    def _parts(self, picture: Picture) -> Parts:
        snapshot, at = picture.snapshot, (picture.page, picture.view)
        version, before = self._made.get(at, (-1, {}))
        if version == snapshot.version:
            return before
        parts = {
            name: _kept(before.get(name), msgspec.json.encode(make(picture)), snapshot)
            for name, make in PAGES[picture.page].items()
        }
        self._made[at] = snapshot.version, parts
        return parts


def _kept(
    before: tuple[int, Raw] | None, made: bytes, snapshot: Snapshot
) -> tuple[int, Raw]:
    if before is not None and bytes(before[1]) == made:
        return before
    return snapshot.version, Raw(made)
