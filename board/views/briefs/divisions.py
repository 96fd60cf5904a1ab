"""The divisions below, side by side: what came, how it was closed, what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.look.definitions import definitions
from board.views.briefs.counting import Reckoning
from board.views.briefs.headline import name_of
from board.views.common.contents import Column, Contents, table
from board.views.common.valued import cells_of, valued

if TYPE_CHECKING:
    from collections.abc import Iterator

    from board.viewer.page import Picture

TOLD = ("received", "closed", "close_rate", "timely_rate", "overdue")
DEEPEST = ("received", "closed", "close_rate", "overdue")
"""What is told of villages: their towns alone know who was on time."""


def divisions(picture: Picture) -> Contents:
    """Table `divisions`: a row for each, those with most received first; none of a
    village, below which there is nothing.
    """
    words, reckoned = picture.words, Reckoning(picture)
    below = reckoned.geography.children.get(picture.scope, ())
    tier = reckoned.geography.divisions[picture.scope].tier
    told = DEEPEST if tier == "town" else TOLD
    rows = sorted((_row(code, told, reckoned) for code in below), key=_order)
    columns = (
        Column(key="code", form="code"),
        Column(key="name", name=words("column.division")),
        *_columns(told, reckoned),
    )
    return Contents(
        title=words("brief.divisions"),
        note=words("brief.divisions_note" if below else "brief.divisions_none"),
        tables=(table("divisions", columns, rows),) if below else (),
    )


def _columns(told: tuple[str, ...], reckoned: Reckoning) -> Iterator[Column]:
    for name in told:
        text = name_of(name, reckoned.picture)
        yield from valued(name, definitions()[name].form, text)


def _row(code: int, told: tuple[str, ...], reckoned: Reckoning) -> dict[str, Any]:
    row: dict[str, Any] = {"code": str(code), "name": reckoned.geography.name(code)}
    for name in told:
        row |= cells_of(name, reckoned.value(name, scope=code))
    return row


def _order(row: dict[str, Any]) -> tuple[int, str]:
    return -(row["received"] or 0), row["code"]
