"""What a list says of how much of it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import Value
from board.views.common.contents import Notice

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
