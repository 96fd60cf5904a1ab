"""What a step is called, and how far a list has come, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sql.reference.checklists import edition, steps

if TYPE_CHECKING:
    from board.look.texts import Texts
    from sql.reference.checklists import Step


def step_of(checklist: str, number: int) -> Step | None:
    """A step as the list has it now; None for one that it has no more."""
    found = (one for one in steps().get(checklist, ()) if one.number == number)
    return next(found, None)


def text_of(
    checklist: str, number: int, words: Texts, *, then: tuple[str, str] | None = None
) -> str:
    """How a step reads; one that was done by another edition reads as it did `then`
    (edition and text).
    """
    if then is not None and then[0] != edition(checklist):
        return then[1]
    return words.known("checklist_step", f"{checklist}.{number}")


def who_of(step: Step | None, words: Texts) -> str:
    """Who is to do it: a role of the center, or an agency."""
    if step is None:
        return ""
    if step.agency:
        return words.known("agency", step.agency)
    return words.known("role", step.role) if step.role else ""


def progress(
    done: int, every: int, upcoming: tuple[str, int] | None, words: Texts
) -> str:
    """So many of so many steps, and which one is next."""
    if upcoming is None:
        return words("steps.done_of", done=done, all=every)
    following = text_of(*upcoming, words)
    return words("steps.progress", done=done, all=every, next=following)
