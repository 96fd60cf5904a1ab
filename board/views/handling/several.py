"""One move on several items of a list: which of them it fits, what became of each."""

from __future__ import annotations

from functools import cache
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from board.look.formats import Value
from board.look.texts import REFERENCE, table
from board.views.common.contents import Column, Contents, Notice
from board.views.common.contents import table as rows_table
from board.views.handling.chosen import HIDDEN, WITHIN_TASK
from board.views.handling.offers import sorts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from board.look.texts import Texts
    from board.views.handling.chosen import Chosen
    from board.views.handling.drafting import Mover
    from board.views.handling.offers import Bench
    from board.views.handling.refusals import Speaker
    from streams.handling.refusal import Refusal
    from streams.handling.rules import MoveRule, Rules

MOST = 50
"""So many items may be chosen: a page."""
NAMED = 12
"""So many of those that cannot are named for each reason; of the others how many."""
DONE, WAITING, REFUSED, FAILED, LEFT = "done", "waiting", "refused", "failed", "left"
KEPT = "kept"
"""Of the one that the others were merged into or linked to."""
RESULTS = (DONE, KEPT, WAITING, REFUSED, FAILED, LEFT)
"""What may become of a move on one of several: in this order they are told."""


class Bounds(Struct, frozen=True):
    """How many rows of a list may be moved at once, and by which moves, of which those
    `alone` only where a single item was chosen; without any by all that there are.
    """

    most: int = MOST
    moves: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()

    def offered(self, items: int) -> tuple[str, ...]:
        """The moves that so many items may be moved by; none said is all."""
        return tuple(one for one in self.moves if items == 1 or one not in self.alone)


class Fit(Struct, frozen=True):
    """The items that a move is open for, and the others, each with the reason."""

    able: tuple[Chosen, ...]
    unable: tuple[tuple[Chosen, Refusal], ...]

    @property
    def count(self) -> int:
        return len(self.able) + len(self.unable)


class Outcome(Struct, frozen=True):
    """What became of a move on one item; `why` in words."""

    move: str
    case_number: str
    result: str
    why: str = ""


@cache
def for_several() -> tuple[str, ...]:
    """The moves that can be made on several items at once, in the process's order."""
    rows = table(REFERENCE / "moves.csv")
    return tuple(row["move"] for row in rows if row["for_several"])


@cache
def alone_because() -> Mapping[str, str]:
    """The others, each with the reason why it is made on one item at a time."""
    rows = table(REFERENCE / "moves.csv")
    return {row["move"]: row["alone_because"] for row in rows if row["alone_because"]}


def may_move(mover: Mover, rules: Rules, now: datetime) -> bool:
    """Whether a role makes such moves at all."""
    return any(rules.grants.of(now.date(), mover.role, name) for name in for_several())


def open_moves(chosen: Iterable[Chosen]) -> dict[str, Fit]:
    """The moves that are open for one of them at least, in the process's order; where
    tasks were chosen, what is made within a task first.
    """
    found = tuple(chosen)
    names = sorted(_known(found), key=lambda name: not _is_within_task(name, found[0]))
    fits = {
        name: fit(units(name, found), methodcaller("refusal", name)) for name in names
    }
    return {name: one for name, one in fits.items() if one.able}


def units(name: str, chosen: Iterable[Chosen]) -> tuple[Chosen, ...]:
    """What a move would be made on, once each: tasks, or items, of which some may be
    chosen by several tasks. One item alone has no other that it could go with.
    """
    found = tuple(chosen)
    rule = found[0].bench.rules.moves[name]
    if _is_within_task(name, found[0]):
        return tuple({one.key: one for one in found}.values())
    items = {one.item: one.whole for one in found}
    return () if names_another(rule) and len(items) == 1 else tuple(items.values())


def _is_within_task(name: str, one: Chosen) -> bool:
    return one.bench.rules.moves[name].binding == WITHIN_TASK


def names_another(rule: MoveRule) -> bool:
    """Whether a move needs another item that it leads to."""
    return ("link_id",) in rule.required


def aimed(filled: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, str] | None]:
    """The fields of a move as its form was filled in for several, with the item among
    them that it leads to, if it does to one.
    """
    kind, _, item_id = filled.get("link_id", "").partition(" ")
    if not item_id:
        return dict(filled), None
    return {**filled, "link_kind": kind, "link_id": item_id}, (kind, item_id)


def fit(chosen: Iterable[Chosen], refusal: Callable[[Chosen], Refusal | None]) -> Fit:
    """Who is refused and who is not."""
    found = [(one, refusal(one)) for one in chosen]
    return Fit(
        tuple(one for one, why in found if why is None),
        tuple((one, why) for one, why in found if why is not None),
    )


def _known(chosen: tuple[Chosen, ...]) -> tuple[str, ...]:
    """A move that the seat's role never makes needs no trial."""
    return _granted(chosen[0].bench, for_several()) if chosen else ()


def alone(chosen: Iterable[Chosen]) -> dict[str, tuple[str, ...]]:
    """The moves of the seat's role that are made on single items, by the reason."""
    found: dict[str, tuple[str, ...]] = {}
    for one in chosen:
        because = alone_because()
        for name in _granted(one.bench, because):
            found[because[name]] = (*found.get(because[name], ()), name)
        break
    return found


def _granted(bench: Bench, names: Iterable[str]) -> tuple[str, ...]:
    day, role = bench.now.date(), bench.mover.role
    return tuple(one for one in names if bench.rules.grants.of(day, role, one))


def statuses_of(chosen: Iterable[Chosen]) -> dict[str, int]:
    """How many of them are at each status now, in the order of the process."""
    found: dict[str, int] = {}
    for one in {one.item: one for one in chosen}.values():
        status = one.bench.state.status_at(one.bench.now)
        found[status] = found.get(status, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: sorts()[pair[0]]))


def reasons(
    unable: Iterable[tuple[Chosen, Refusal]], speaker: Speaker, words: Texts
) -> dict[str, tuple[str, ...]]:
    """The reasons in words, each with the numbers of the items that it keeps out."""
    found: dict[str, tuple[str, ...]] = {}
    for one, why in unable:
        said = reason(why, speaker, words)
        found[said] = (*found.get(said, ()), one.named(words))
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def reason(why: Refusal, speaker: Speaker, words: Texts) -> str:
    """A reason in words; of what is hidden no more than its page says."""
    return words("item.not_yours") if why is HIDDEN else speaker.refusal(why)


def outcomes(found: Iterable[Outcome], words: Texts) -> Contents:
    """Table `outcomes`: what became of each; how many of them went how."""
    told = sorted(found, key=lambda one: RESULTS.index(one.result))
    tally = {result: sum(one.result == result for one in told) for result in RESULTS}
    move = words.known("move", told[0].move) if told else ""
    return Contents(
        title=words("several.outcome", move=move),
        notices={
            result: Notice(
                text=words.template(f"several.{result}"),
                values={"n": Value(count, "count")},
            )
            for result, count in tally.items()
            if count
        },
        tables=(_table(told, words),),
    )


def went_well(found: Iterable[Outcome]) -> bool:
    """Whether nothing waits and nothing has to be seen to."""
    return all(one.result in (DONE, KEPT) for one in found)


def in_short(found: Iterable[Outcome], words: Texts) -> str:
    """Outcomes of one move as a sentence."""
    told = tuple(found)
    tally = [(one, sum(each.result == one for each in told)) for one in RESULTS]
    counts = (words(f"several.{result}", n=count) for result, count in tally if count)
    move = words.known("move", told[0].move) if told else ""
    return words("several.short", move=move, told=words.listed(counts))


def names_of(chosen: Iterable[Chosen]) -> dict[str, tuple[int, str | None]]:
    """Who was asked in each joint task of what was chosen."""
    return {
        task.task_id: (task.center, task.agency)
        for one in chosen
        for task in one.bench.seen.state.tasks
    }


def _table(told: Iterable[Outcome], words: Texts) -> Any:
    columns = (
        Column(key="case_number", name=words("column.case_number")),
        Column(key="result", name=words("column.result")),
        Column(key="why", name=words("column.reason")),
        Column(key="is_refused", form="code"),
    )
    rows = (
        {
            "case_number": one.case_number,
            "result": words(f"several.result.{one.result}"),
            "why": one.why,
            "is_refused": int(one.result not in {DONE, KEPT, WAITING}),
        }
        for one in told
    )
    return rows_table("outcomes", columns, rows, of_items=True)
