"""What is asked of what somebody follows: of himself, and of nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.reads.following_rows import Following
from board.reads.rounds import asked
from board.viewer.whose import sees_item
from board.views.items.page import held_at, whose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from board.reads.following_rows import FollowedItem, OwnReminder
    from board.reads.rounds import Answers
    from board.viewer.page import Picture
    from board.viewer.seat import Seat
    from sql.questions import Question

FOLLOWED, REMINDERS, OF_ITEM = "followed_items", "own_reminders", "item_followed"
SHOWN, AN_ITEM = 200, 20


def lists_of(seat: Seat, now: datetime) -> Mapping[str, Question]:
    """All that a seat follows, and its reminders."""
    owner = seat.keeper
    every = {"kind": "", "id": "", "row_limit": SHOWN}
    return {
        FOLLOWED: asked(FOLLOWED, owner=owner, now_at=now, row_limit=SHOWN),
        REMINDERS: asked(REMINDERS, owner=owner, **every),
    }


def item_of(seat: Seat, kind: str, item_id: str) -> Mapping[str, Question]:
    """Whether a seat follows an item, and its reminders of it."""
    of_it = {"owner": seat.keeper, "kind": kind, "id": item_id}
    return {
        OF_ITEM: asked(OF_ITEM, **of_it),
        REMINDERS: asked(REMINDERS, row_limit=AN_ITEM, **of_it),
    }


def following_of(answers: Answers) -> Following | None:
    """Since when the item is followed; None where it is not."""
    return answers.first(OF_ITEM, Following)


def is_seen(one: FollowedItem | OwnReminder, picture: Picture) -> bool:
    """Whether who looks may see the item by now: it may have moved away, or have been
    deleted.
    """
    if one.status is None:
        return False
    held = held_at(one.division_code or 0, whose(one))
    return sees_item(picture.seat, held, picture.snapshot.geography)
