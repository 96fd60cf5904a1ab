"""Through which divisions a wall goes by itself, and how long each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from board.viewer.scope import code_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from board.picture.geography import Geography
    from board.viewer.scope import View

SHORTEST, USUAL, LONGEST = 10, 30, 600
"""Seconds."""
MOST = 60
"""So many divisions at most."""
DIGITS = 6


class Carousel(Struct, frozen=True):
    """How many seconds each division stands, 0 where nothing turns by itself; and the
    divisions in their order.
    """

    seconds: int
    scopes: tuple[int, ...]


def carousel_from(
    parameters: Mapping[str, str], view: View, geography: Geography
) -> Carousel:
    """`carousel` says how long, `through` which divisions, parted by commas; where that
    names none that the seat may look at, it is the view's own and those below it.
    """
    named = _named(parameters.get("through", ""), view, geography)
    below = (view.scope, *geography.children.get(view.scope, ()))
    scopes = tuple(dict.fromkeys(named)) or below
    return Carousel(_seconds(parameters.get("carousel", "")), scopes[:MOST])


def _named(text: str, view: View, geography: Geography) -> Iterator[int]:
    for one in text.split(","):
        code = code_from(one)
        if code is not None and geography.sees(view.seat.center_code, code):
            yield code


def _seconds(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= DIGITS
    return min(max(int(text), SHORTEST), LONGEST) if is_number and int(text) else 0
