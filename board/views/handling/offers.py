"""What a seat may do with an item now, judged as the hub will judge it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from board.look.texts import REFERENCE, table
from board.views.handling.drafting import Mover, Seen, drafted
from streams.handling.ends import current
from streams.handling.judging import judged
from streams.handling.permissions import relations
from streams.handling.refusal import Refusal
from streams.handling.state import OPENS_AS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from streams.events import Move
    from streams.handling.rules import MoveRule, Rules
    from streams.handling.state import Handling, Task

FILLED: dict[str, Any] = {
    "to_agency": "-",
    "to_site": "-",
    "outcome": "-",
    "satisfaction": "-",
    "link_kind": "-",
    "link_id": "-",
    "note": "-",
}
"""What a form will ask for: whether the rest is allowed does not hang on it."""
SOON = timedelta(minutes=1)
END = "archived"
"""Where the process ends; behind it stands what leads out of it."""


class Offer(Struct, frozen=True):
    """A move, within a task where it names one; `refusal` says why it is not open."""

    move: str
    task: Task | None
    refusal: Refusal | None


class Bench(Struct, frozen=True):
    """An item, who looks at it, and by which rules what is done with it is judged."""

    seen: Seen
    mover: Mover
    rules: Rules
    now: datetime

    @property
    def state(self) -> Handling:
        """What counts now: without what has ended by itself."""
        return current(self.seen.state, self.now)

    def at(self, now: datetime) -> Bench:
        """The same sight of the item, acted on later: a move says when it was made."""
        return structs.replace(self, now=now)

    def draft(self, name: str, task: Task | None = None, **fields: Any) -> Move:
        """The move as this seat would send it now."""
        rule = self.rules.moves[name]
        return drafted(
            name,
            seen=self.seen,
            mover=self.mover,
            rule=rule,
            now=self.now,
            task=task,
            **fields,
        )

    def refusal(self, move: Move, target_status: str | None = None) -> Refusal | None:
        """Why the hub would refuse a move now; of what a merge aims at only it knows,
        unless the status is said.
        """
        day = self.now.date()
        said = judged(self.state, move, self.now, day, self.rules, target_status)
        return said if isinstance(said, Refusal) else None


def offers(bench: Bench) -> tuple[Offer, ...]:
    """Every move that the table knows for the seat's role, in the order of the process;
    one for each joint task that is not over, where it is of a task.
    """
    day, role = bench.now.date(), bench.mover.role
    return tuple(
        Offer(name, task, tried(bench, name, task))
        for name in in_order()
        if bench.rules.grants.of(day, role, name)
        for task in _tasks(bench, bench.rules.moves[name])
    )


def next_of(found: Iterable[Offer], bench: Bench) -> Offer | None:
    """The open move that leads one step on in the process; None where none does: what
    leads out of it, as merging, is no step on. Nor is the next step of whoever is at it
    that of somebody who only stands above him.
    """
    if _only_stands_above(bench):
        return None
    here, end = sorts()[bench.state.status_at(bench.now)], sorts()[END]
    steps = [(_leads_to(one, bench), one) for one in found if one.refusal is None]
    onward = [(sort, one) for sort, one in steps if here < sort <= end]
    return min(onward, key=itemgetter(0))[1] if onward else None


def _only_stands_above(bench: Bench) -> bool:
    move = bench.draft("note")
    return relations(bench.state, move, bench.rules) == {"supervisor"}


def _leads_to(one: Offer, bench: Bench) -> int:
    state = bench.state
    step = bench.rules.step(
        OPENS_AS[state.kind], state.status_at(bench.now), one.move, bench.now.date()
    )
    return sorts()[step.to_status] if step and step.to_status else 0


@cache
def in_order() -> tuple[str, ...]:
    """All moves, in the order of the process."""
    return tuple(row["move"] for row in table(REFERENCE / "moves.csv"))


@cache
def sorts() -> Mapping[str, int]:
    """How far on each status is in the process."""
    rows = table(REFERENCE / "statuses.csv")
    return {row["status"]: int(row["sort"]) for row in rows}


def tried(bench: Bench, name: str, task: Task | None) -> Refusal | None:
    """Why a move is not open, however its form is filled in; None: it is open."""
    found: Refusal | None = None
    for center in _receivers(bench):
        trial = bench.draft(name, task, **_filled(bench, name, center))
        found = bench.refusal(trial)
        if found is None:
            break
    return found


def receivers(bench: Bench, name: str) -> tuple[int, ...]:
    """The centers to which a move may hand the item over, in the register's order."""
    return tuple(
        code
        for code in bench.rules.centers
        if not bench.refusal(bench.draft(name, **_filled(bench, name, code)))
    )


def receivers_of(benches: Iterable[Bench], name: str) -> tuple[int, ...]:
    """The centers to which a move may hand one of several items over at least."""
    found = {code: None for bench in benches for code in receivers(bench, name)}
    return tuple(found)


def _filled(bench: Bench, name: str, center: int) -> dict[str, Any]:
    rule = bench.rules.moves[name]
    asked = {field for names in rule.required for field in names}
    said = {field: text for field, text in FILLED.items() if field in asked}
    if "to_center" in asked:
        said["to_center"] = f"{center:012d}"
    if "due_at" in asked:
        said["due_at"] = bench.now + SOON
    return said


def _receivers(bench: Bench) -> Iterator[int]:
    """One that lies within its range, one above: one of them shows what is open."""
    yield bench.mover.center_code
    center = bench.rules.centers.get(bench.mover.center_code)
    yield from center.above[:1] if center else ()


def _tasks(bench: Bench, rule: MoveRule) -> tuple[Task | None, ...]:
    if rule.binding != "task":
        return (None,)
    return tuple(task for task in bench.seen.state.tasks if task.ended_at is None)
