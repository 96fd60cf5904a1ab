"""One move on several items of a list: which of them it fits, what became of each."""

from __future__ import annotations

from functools import cache
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from board.look.formats import Value
from board.look.texts import REFERENCE, table
from board.reads.rounds import asked
from board.viewer.whose import sees_item
from board.views.common.contents import Column, Contents, Notice
from board.views.common.contents import table as rows_table
from board.views.handling.drafting import Seen, handling_of
from board.views.handling.offers import Bench, sorts, tried
from board.views.items.page import held_at
from streams.handling.judging import NOTHING_SEEN
from streams.handling.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from board.viewer.seat import Seat
    from board.views.handling.drafting import Mover
    from board.views.handling.refusals import Speaker
    from sql.questions import Question
    from streams.events import Move
    from streams.handling.rules import Rules
    from streams.handling.state import Task

CHOSEN = "chosen"
MOST = 50
"""So many items may be chosen: a page."""
NAMED = 12
"""So many of those that cannot are named for each reason; of the others how many."""
DONE, WAITING, REFUSED, FAILED, LEFT = "done", "waiting", "refused", "failed", "left"
RESULTS = (DONE, WAITING, REFUSED, FAILED, LEFT)
"""What may become of a move on one of several: in this order they are told."""
HIDDEN = Refusal("not_yours", {"why": "hidden"})


class ListedBench(Bench, frozen=True):
    """An item as a list showed it; `has_moved_on`: something binding was done to it
    since, which whoever looked at the list has not seen.
    """

    has_moved_on: bool = False

    def draft(self, name: str, task: Task | None = None, **fields: Any) -> Move:
        """The move as this seat would send it, after what its list showed."""
        move = super().draft(name, task, **fields)
        if self.has_moved_on and self.rules.moves[name].binding == "item":
            return structs.replace(move, after=NOTHING_SEEN)
        return move


class Chosen(Struct, frozen=True):
    """One item of those that were chosen; `is_shown`: its page is for this viewer."""

    case_number: str
    bench: ListedBench
    is_shown: bool = True

    @property
    def key(self) -> tuple[str, str]:
        state = self.bench.seen.state
        return state.kind, state.item_id

    def refusal(self, name: str) -> Refusal | None:
        """Why a move is not open, however its form is filled in."""
        return tried(self.bench, name, None) if self.is_shown else HIDDEN


class Fit(Struct, frozen=True):
    """The items that a move is open for, and the others, each with the reason."""

    able: tuple[Chosen, ...]
    unable: tuple[tuple[Chosen, Refusal], ...]


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


def may_move(mover: Mover, rules: Rules, now: datetime) -> bool:
    """Whether a role makes such moves at all."""
    return any(rules.grants.of(now.date(), mover.role, name) for name in for_several())


def chosen_of(
    row: Mapping[str, Any],
    *,
    mover: Mover,
    rules: Rules,
    now: datetime,
    seat: Seat,
    geography: Geography,
    is_synthetic: bool,
) -> Chosen:
    """An item as the hub has it, for whoever chose it on a list."""
    state = handling_of(row)
    division = row["division_code"] or row["named_division"]
    seen = Seen(state, division, is_synthetic)
    bench = ListedBench(seen, mover, rules, now, has_moved_on=row["has_moved_on"])
    is_shown = sees_item(seat, held_at(division, state), geography)
    return Chosen(row["case_number"], bench, is_shown)


def questions_of(items: Iterable[tuple[str, str]], seen: str) -> dict[str, Question]:
    """What is asked of items by kind and id; `seen` is the vector of their list."""
    kinds, item_ids = zip(*items, strict=True)
    named = {"kinds": " ".join(kinds), "item_ids": " ".join(item_ids)}
    return {CHOSEN: asked("chosen_items", offsets=seen, **named)}


def open_moves(chosen: Iterable[Chosen]) -> dict[str, Fit]:
    """The moves that are open for one of them at least, in the process's order."""
    found = tuple(chosen)
    fits = {name: fit(found, methodcaller("refusal", name)) for name in _known(found)}
    return {name: one for name, one in fits.items() if one.able}


def fit(chosen: Iterable[Chosen], refusal: Callable[[Chosen], Refusal | None]) -> Fit:
    """Who is refused and who is not."""
    found = [(one, refusal(one)) for one in chosen]
    return Fit(
        tuple(one for one, why in found if why is None),
        tuple((one, why) for one, why in found if why is not None),
    )


def _known(chosen: tuple[Chosen, ...]) -> tuple[str, ...]:
    """A move that the seat's role never makes needs no trial."""
    if not chosen:
        return ()
    bench = chosen[0].bench
    day, role = bench.now.date(), bench.mover.role
    return tuple(
        name for name in for_several() if bench.rules.grants.of(day, role, name)
    )


def statuses_of(chosen: Iterable[Chosen]) -> dict[str, int]:
    """How many of them are at each status now, in the order of the process."""
    found: dict[str, int] = {}
    for one in chosen:
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
        found[said] = (*found.get(said, ()), one.case_number)
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
            "is_refused": int(one.result not in {DONE, WAITING}),
        }
        for one in told
    )
    return rows_table("outcomes", columns, rows, of_items=True)
