"""Where a page stands: the center it belongs to and the way down to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import Value
from board.views.common.contents import Column, Contents, Notice, table

if TYPE_CHECKING:
    from board.look.texts import Texts
    from board.picture.snapshot import Snapshot


def crumbs(snapshot: Snapshot, scope: int, words: Texts) -> Contents:
    """The center's name, the divisions from the city down, and how many lie below."""
    geography = snapshot.geography
    if scope not in geography.divisions:
        return Contents(tables=(table("path", _columns(words), ()),))
    below = Value(len(geography.children[scope]), "count")
    said = words.template("crumbs.below") if below.value else ""
    rows = (
        {
            "code": str(one.division_code),
            "name": one.name,
            "tier": words(f"tier.{one.tier}"),
        }
        for one in geography.path(scope)
    )
    return Contents(
        title=words("center.name", place=geography.name(scope)),
        notices={"below": Notice(said, {"count": below})},
        tables=(table("path", _columns(words), rows),),
    )


def _columns(words: Texts) -> tuple[Column, ...]:
    return (
        Column(key="code", form="code"),
        Column(key="tier", name=words("column.tier")),
        Column(key="name", name=words("column.division")),
    )


def step_down(snapshot: Snapshot, scope: int, clicked: int) -> int:
    """One tier down from the scope towards the clicked division; stays when outside."""
    line = snapshot.geography.line(clicked)
    if scope not in line:
        return clicked if clicked in snapshot.geography.divisions else scope
    place = line.index(scope)
    return line[max(place - 1, 0)]
