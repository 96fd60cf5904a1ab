"""What a list says of how much of it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import Value
from board.views.common.contents import Figure, Notice

if TYPE_CHECKING:
    from board.look.texts import Texts


MORE = "more"
"""The sentence of how many items are shown."""


def more(count: int, words: Texts) -> dict[str, Notice]:
    """The notice `more`; none where the list is whole."""
    if count <= 0:
        return {}
    return {MORE: Notice(words.template("label.more"), {"n": Value(count, "count")})}


def n_of_m(shown: int, total: int, words: Texts) -> dict[str, Notice]:
    """The notice `more` of a list that always says how many of how many it shows."""
    values = {"n": Value(shown, "count"), "all": Value(total, "count")}
    return {MORE: Notice(text=words.template("label.n_of_m"), values=values)}


def pages(
    first_place: int, total: int, row_limit: int, words: Texts
) -> tuple[Figure, Figure]:
    """The figures `here` and `last` of a list in pages: which one begins with the row
    at this place (0 without rows), and how many there are.
    """
    here, last = (max(-(-one // row_limit), 1) for one in (first_place, total))
    return (
        Figure(here, "count", key="here", name=words("items.here")),
        Figure(last, "count", key="last", name=words("items.last")),
    )
