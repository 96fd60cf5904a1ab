"""What a page may sound for: the newest grave items of its division, and what stands
still. Which of it sounds, and when, the browser knows, for it knows what it has heard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.codes import alert_lines
from board.picture.newest import GRAVE
from board.reads.health import HubHealth
from board.views.common.contents import Column, Contents, Figure, table
from board.views.common.figures import epoch_ms
from board.views.situation.feed_state import is_judged, named, silent_feeds
from board.views.situation.header import stopped
from board.views.situation.live_list import within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from board.reads.rows import Item
    from board.viewer.page import Picture
    from board.views.common.contents import Table

KEPT = 40
"""So many items are told; whoever was away for longer counts no more of them."""
ALERT = "camera_alert"


def sounds(picture: Picture) -> Contents:
    """Tables `newest`, items of severity 01 and 02, and `standstill`, by what it is.
    Figures, as flags: `known`, whether the picture has what came before; `whole`,
    whether `newest` has all that there are; `judged`, whether a feed's silence could be
    told.
    """
    return _told(picture, _is_grave)


def sounds_with_lines(picture: Picture) -> Contents:
    """The same with the camera alerts that ask on their own."""
    return _told(picture, _is_grave_or_line)


def _told(picture: Picture, sounds_for: Callable[[Item], bool]) -> Contents:
    snapshot = picture.snapshot
    known = () if snapshot.is_past else snapshot.pulse.items
    kept = filter(sounds_for, known)
    here = within(kept, picture.scope, snapshot.geography)
    flags = {
        "known": snapshot.pulse.moment is not None and snapshot.pulse.is_whole,
        "judged": is_judged(snapshot, picture.now),
        "whole": len(here) <= KEPT,
    }
    return Contents(
        figures=tuple(
            Figure(int(is_so), "flag", key=key) for key, is_so in flags.items()
        ),
        tables=(_newest(here[:KEPT]), _standstill(picture)),
    )


def _is_grave(item: Item) -> bool:
    return item.severity in GRAVE


def _is_grave_or_line(item: Item) -> bool:
    return _is_grave(item) or (item.kind == ALERT and item.category in alert_lines())


def _newest(found: Iterable[Item]) -> Table:
    columns = (
        *(Column(key=key, form="code") for key in ("key", "severity")),
        Column(key="at", form="time"),
    )
    rows = (
        {
            "key": f"{one.kind} {one.item_id}",
            "severity": one.severity,
            "at": epoch_ms(one.record_at),
        }
        for one in found
    )
    return table("newest", columns, rows, of_items=True)


def _standstill(picture: Picture) -> Table:
    columns = (Column(key="key", form="code"), Column(key="name"))
    still = () if picture.snapshot.is_past else _still(picture)
    rows = ({"key": key, "name": name} for key, name in still)
    return table("standstill", columns, rows)


def _still(picture: Picture) -> Iterator[tuple[str, str]]:
    """What stands still and how it is called; a hub that is gone tells of nothing."""
    snapshot, words = picture.snapshot, picture.words
    if snapshot.is_stale:
        yield "hub", words("sound.still.hub")
        return
    if snapshot.hubs.is_behind:
        yield "hub_behind", words("sound.still.hub_behind")
    health = snapshot.health or HubHealth()
    if stop := stopped(health):
        yield stop, words(f"sound.still.{stop}")
    for one in health.halted:
        place = f"{one.topic}[{one.partition}]"
        yield f"halted {place}", words("sound.still.halted", place=place)
    for silent in silent_feeds(snapshot, picture.now):
        feed = named(silent, words)
        yield (
            f"feed {silent.kind} {silent.source}",
            words("sound.still.feed", feed=feed),
        )
