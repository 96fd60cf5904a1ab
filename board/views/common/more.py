"""What a list says when it is longer than there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.look.formats import Value
from board.views.common.contents import Notice

if TYPE_CHECKING:
    from board.look.texts import Texts


def more(count: int, words: Texts) -> dict[str, Notice]:
    """The notice `more`; none where the list is whole."""
    if count <= 0:
        return {}
    return {"more": Notice(words.template("label.more"), {"n": Value(count, "count")})}
