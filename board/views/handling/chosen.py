"""Items, and joint tasks within them, as somebody chose them on a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from board.reads.rounds import asked
from board.viewer.whose import reads_titles, sees_item
from board.views.handling.drafting import Seen, about_of, handling_of
from board.views.handling.offers import Bench, tried
from board.views.items.asking import is_named
from board.views.items.page import held_at
from streams.handling.judging import NOTHING_SEEN
from streams.handling.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.viewer.seat import Seat
    from board.views.handling.drafting import Mover
    from sql.questions import Question
    from streams.events import Move
    from streams.handling.rules import Rules
    from streams.handling.state import Task

CHOSEN = "chosen"
HIDDEN = Refusal("not_yours", {"why": "hidden"})
NO_TASK = Refusal("not_allowed", {"why": "no_task"})
WITHIN_TASK = "task"


class Picked(Struct, frozen=True, array_like=True):
    """What a list names of a row of it: an item, and one of its tasks where the row is
    about that.
    """

    kind: str
    item_id: str
    task_id: str = ""

    @property
    def is_fit(self) -> bool:
        """Whether it can be the name of something, as nobody vouches for it."""
        is_item = is_named({"kind": self.kind, "id": self.item_id})
        named = (self.item_id, *filter(None, [self.task_id]))
        return is_item and all(one.split() == [one] for one in named)


class ListedBench(Bench, frozen=True):
    """An item as a list showed it; `has_moved_on`: something binding was done to it
    since, which whoever looked at the list has not seen, and to the `moved_tasks`.
    """

    has_moved_on: bool = False
    moved_tasks: frozenset[str] = frozenset()

    def draft(self, name: str, task: Task | None = None, **fields: Any) -> Move:
        """The move as this seat would send it, after what its list showed."""
        move = super().draft(name, task, **fields)
        moved_on = {
            "item": self.has_moved_on,
            WITHIN_TASK: move.task_id in self.moved_tasks,
        }
        if moved_on.get(self.rules.moves[name].binding):
            return structs.replace(move, after=NOTHING_SEEN)
        return move


class Chosen(Struct, frozen=True):
    """One item of those that were chosen, or one task of it; `is_shown`: its page is
    for this viewer; `called`: how it is named to him among others.
    """

    case_number: str
    bench: ListedBench
    is_shown: bool = True
    task: Task | None = None
    called: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return *self.item, self.task.task_id if self.task else ""

    @property
    def item(self) -> tuple[str, str]:
        state = self.bench.seen.state
        return state.kind, state.item_id

    @property
    def whole(self) -> Chosen:
        """The item that it is, or is a task of."""
        return structs.replace(self, task=None)

    def refusal(self, name: str) -> Refusal | None:
        """Why a move is not open, however its form is filled in."""
        if not self.is_shown:
            return HIDDEN
        is_of_task = self.bench.rules.moves[name].binding == WITHIN_TASK
        if is_of_task and self.task is None:
            return NO_TASK
        return tried(self.bench, name, self.task if is_of_task else None)

    def named(self, words: Texts) -> str:
        """Its number; of another's task also who was asked."""
        agency = self.task.agency if self.task else ""
        is_own = agency == self.bench.mover.agency_code
        who = words.known("agency", agency) if agency and not is_own else ""
        return " · ".join(filter(None, (self.case_number, who)))


class Chooser(Struct, frozen=True, kw_only=True):
    """Whoever chose on a list, and by which rules what he does is judged."""

    seat: Seat
    mover: Mover
    rules: Rules
    geography: Geography
    words: Texts
    now: datetime
    is_synthetic: bool


def chosen_of(row: Mapping[str, Any], task_id: str, by: Chooser) -> Chosen:
    """An item as the hub has it, or a task of it, for whoever chose it on a list."""
    state = handling_of(row)
    division = row["division_code"] or row["named_division"]
    bench = ListedBench(
        Seen(state, division, by.is_synthetic, **about_of(row)),
        by.mover,
        by.rules,
        by.now,
        has_moved_on=row["has_moved_on"],
        moved_tasks=frozenset(row["moved_tasks"]),
    )
    is_shown = sees_item(by.seat, held_at(division, state), by.geography)
    called = _called(row, by.words, has_title=is_shown and reads_titles(by.seat))
    return Chosen(row["case_number"], bench, is_shown, state.task(task_id), called)


def _called(row: Mapping[str, Any], words: Texts, *, has_title: bool) -> str:
    category = words.category(row["kind"], row["category"] or "")
    title = row["title"] if has_title else ""
    return " · ".join(filter(None, (row["case_number"], category, title)))


def questions_of(picked: Iterable[Picked], seen: str) -> dict[str, Question]:
    """What is asked of what was picked; `seen` is the vector of its list."""
    items = dict.fromkeys((one.kind, one.item_id) for one in picked)
    kinds, item_ids = zip(*items, strict=True)
    named = {"kinds": " ".join(kinds), "item_ids": " ".join(item_ids)}
    return {CHOSEN: asked("chosen_items", offsets=seen, **named)}
