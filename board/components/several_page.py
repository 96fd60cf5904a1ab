"""A page with a list of which several rows can be moved at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.components.several import choosing_several
from board.components.several_form import place_several
from board.components.several_sent import tell_several

if TYPE_CHECKING:
    from board.viewer.answers import Kept
    from board.viewer.scope import View


def several_of(part: str, kept: Kept, view: View) -> dict[str, Any]:
    """Say what became of the last move, ask for the next one where rows were chosen,
    and return what the panel of the list `part` is told.
    """
    tell_several(kept.picture.page, view)
    place_several(view)
    return choosing_several(part, kept, view)
