"""Where a page stands: the center it belongs to and the way down to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot


class Crumb(Struct, frozen=True):
    code: str
    name: str
    tier: str


class Crumbs(Struct, frozen=True):
    center: str
    path: tuple[Crumb, ...]
    below: str


def crumbs(snapshot: Snapshot, scope: int, words: Texts) -> Crumbs:
    """The center's name, the divisions from the city down, and how many lie below."""
    geography = snapshot.geography
    if scope not in geography.divisions:
        return Crumbs("", (), "")
    below = len(geography.children[scope])
    return Crumbs(
        words("center.name", place=geography.name(scope)),
        tuple(
            Crumb(str(one.division_code), one.name, words(f"tier.{one.tier}"))
            for one in geography.path(scope)
        ),
        words("crumbs.below", count=below) if below else "",
    )


def step_down(snapshot: Snapshot, scope: int, clicked: int) -> int:
    """One tier down from the scope towards the clicked division; stays when outside."""
    line = snapshot.geography.line(clicked)
    if scope not in line:
        return clicked if clicked in snapshot.geography.divisions else scope
    place = line.index(scope)
    return line[max(place - 1, 0)]
