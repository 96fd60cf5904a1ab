"""What 待办 says of an item whose checklist is not finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.views.steps.wording import progress

if TYPE_CHECKING:
    from board.reads.todo_rows import Todo
    from board.viewer.page import Picture


def steps_of(one: Todo, picture: Picture) -> dict[str, Any]:
    """How far its list has come, what is next, and for how long (s) that is late; of
    what waits for another reason nothing.
    """
    if not (one.checklist and one.steps and one.next_step):
        return {"steps": "", "late_by": None}
    upcoming = (one.checklist, one.next_step)
    late_s = (picture.now - one.due_at).total_seconds() if one.due_at else 0
    return {
        "steps": progress(one.steps_done or 0, one.steps, upcoming, picture.words),
        "late_by": late_s if late_s > 0 else None,
    }
