"""Moves under the headings of what they are about."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from board.look.codes import listed
from board.look.texts import REFERENCE, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from board.views.handling.offers import Offer
    from streams.handling.state import Task


class Group(Struct, frozen=True):
    """Moves of one family, within a joint task where they are of one."""

    family: str
    task: Task | None
    offers: tuple[Offer, ...]

    @property
    def key(self) -> str:
        return f"{self.family}_{self.task.task_id}" if self.task else self.family


def grouped(found: Iterable[Offer]) -> tuple[Group, ...]:
    """The offers by their headings in the order of the list, each joint task apart; a
    move that no list names stands under the last heading.
    """
    order, families = listed("move_family"), _families()
    groups: dict[tuple[int, str], Group] = {}
    for one in found:
        place = order.index(families.get(one.move, order[-1]))
        known = place, one.task.task_id if one.task else ""
        before = groups[known].offers if known in groups else ()
        groups[known] = Group(order[place], one.task, (*before, one))
    # What is of no task comes first; tasks stay in the order of the item.
    return tuple(
        groups[known] for known in sorted(groups, key=lambda one: (one[0], one[1] > ""))
    )


@cache
def _families() -> Mapping[str, str]:
    rows = table(REFERENCE / "move_families.csv")
    return {row["move"]: row["family"] for row in rows}
