"""Steps of a contingency plan's checklist (处置清单): done, and taken back."""

from streams.entries.entry import DeskEntry, Edition, Person
from streams.events import Code, Count, Identifier, Kind, Title


class StepDone(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="step_done"
):
    """A step of the checklist of an item is done: which, by which edition of the list,
    and how the step read there. It may be an agency at the acting center that says so.
    Nothing of the item's handling changes by it.
    """

    kind: Kind
    item_id: Identifier
    checklist: Code
    step: Count
    edition: Edition
    text: Title
    agency: Code | None = None
    person: Person | None = None
    note: Title | None = None


class StepUndone(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="step_undone",
):
    """A step that was done by mistake is open again: which entry is taken back, and why
    that is.
    """

    kind: Kind
    item_id: Identifier
    checklist: Code
    step: Count
    done: Identifier
    reason: Title
    agency: Code | None = None
    person: Person | None = None
