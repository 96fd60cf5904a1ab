"""What a move asks of whoever makes it: its fields, their codes, the dates proposed."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from board.look.codes import agencies, kinds, listed
from board.look.texts import REFERENCE, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    from board.look.texts import Texts
    from streams.handling.rules import MoveRule
    from streams.handling.state import Handling

NOTE, REPLACES = "note", "replaces"
ENOUGH = frozenset({"dismiss_reason"})
"""Lists of reasons that say enough: whoever chose one need not write a note."""
OF_ITSELF = frozenset({"task_id", "move_ref"})
"""What the board knows without asking."""


class Field(Struct, frozen=True):
    """One field of a form; `codes` is the list it is chosen from, if there is one,
    `proposed` how long from now a date is proposed, and `proposed_by` the column of an
    item's handling that says what is.
    """

    name: str
    codes: str = ""
    proposed: timedelta | None = None
    is_required: bool = False
    proposed_by: str = ""


def form_of(move: str, rule: MoveRule) -> tuple[Field, ...]:
    """The fields of a move, a note at the end of each."""
    needed = {names[0] for names in rule.required if len(names) == 1}
    fields = _listed().get(move, ())
    return tuple(
        structs.replace(one, is_required=one.name in needed)
        for one in (*fields, Field(NOTE))
    )


def is_plain(move: str, rule: MoveRule) -> bool:
    """Whether a move needs nothing said and can be made by one click."""
    needed = {name for names in rule.required for name in names}
    return needed <= OF_ITSELF and move not in _listed()


def proposal(field: Field, now: datetime, due_at: datetime | None) -> datetime | None:
    """The date that a form proposes: so long from now, else the item's own due date."""
    if field.proposed is not None:
        return now + field.proposed
    return due_at if due_at is not None and due_at > now else None


def proposed_code(field: Field, states: Iterable[Handling]) -> str | None:
    """The code that a form proposes: what somebody asked for, where it was the same for
    all these items.
    """
    if not field.proposed_by:
        return None
    asked = {getattr(one, field.proposed_by) for one in states}
    found: str | None = asked.pop() if len(asked) == 1 else None
    return found


@cache
def _listed() -> Mapping[str, tuple[Field, ...]]:
    found: dict[str, tuple[Field, ...]] = {}
    for row in table(REFERENCE / "move_fields.csv"):
        hours = row["proposed_hours"]
        proposed = timedelta(hours=int(hours)) if hours else None
        field = Field(
            row["field"], row["code_list"], proposed, proposed_by=row["proposed_by"]
        )
        found[row["move"]] = (*found.get(row["move"], ()), field)
    return found


def family_of(move: str, field: str) -> str:
    """The list that a field of a move takes its codes from; else the field's own."""
    found = (one.codes for one in _listed().get(move, ()) if one.name == field)
    return next(found, "") or field


def said_by(filled: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a move as its form was filled in, without those left empty."""
    said = {name: value for name, value in filled.items() if value}
    if REPLACES in said:
        said["link_id"] = said.pop(REPLACES)
    return said


def reasoned(
    said: Mapping[str, Any], fields: Iterable[Field], words: Texts
) -> dict[str, Any]:
    """The same with a note in the words of the reason, where none was written."""
    for one in fields:
        if one.codes in ENOUGH and one.name in said:
            return {NOTE: words.known(one.codes, said[one.name]), **said}
    return dict(said)


def codes_of(name: str, day: date) -> tuple[str, ...]:
    """The codes of a list that are in force on a day, in its order."""
    return _WHOLE[name]() if name in _WHOLE else listed(name, day)


_WHOLE: Mapping[str, Callable[[], tuple[str, ...]]] = {
    "agency": agencies,
    "kind": kinds,
}
"""Lists that have files of their own."""
