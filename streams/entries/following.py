"""What somebody keeps an eye on: items that are followed, and reminders of them."""

from typing import Literal

from streams.entries.entry import DeskEntry
from streams.events import Code, Identifier, Kind, Moment, Title

Whose = Literal["person", "seat"]
"""Whose list it is: that of who is logged in, or of a seat that anybody takes."""
Ending = Literal["done", "dropped"]


class Followed(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="follow"
):
    """An item is kept an eye on from now on: by the actor, or by the role at the acting
    center, or in the agency there.
    """

    kind: Kind
    item_id: Identifier
    whose: Whose
    agency: Code | None = None


class Unfollowed(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="unfollow"
):
    """It is no longer."""

    kind: Kind
    item_id: Identifier
    whose: Whose
    agency: Code | None = None


class Reminded(
    DeskEntry, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag="remind"
):
    """An item is to be looked at again then; the entry names its reminder."""

    kind: Kind
    item_id: Identifier
    whose: Whose
    due_at: Moment
    note: Title | None = None
    agency: Code | None = None


class ReminderMoved(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="reminder_moved",
):
    """A reminder is of another time now."""

    kind: Kind
    item_id: Identifier
    whose: Whose
    reminder: Identifier
    due_at: Moment
    agency: Code | None = None


class ReminderEnded(
    DeskEntry,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    tag="reminder_ended",
):
    """A reminder was dealt with, or is not wanted any more."""

    kind: Kind
    item_id: Identifier
    whose: Whose
    reminder: Identifier
    ending: Ending
    agency: Code | None = None
