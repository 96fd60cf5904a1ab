"""Why a move was refused, in words: its code and what the code's details say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from board.views.items.page import Sheet

Details = dict[str, Any]


def refusal(code: str | None, details: str | None, sheet: Sheet) -> str | None:
    """One sentence; None for what was not refused. A code or detail that is new stands
    as it is.
    """
    if code is None:
        return None
    given = msgspec.json.decode(details or "{}", type=Details)
    said = sheet.words.known("refusal", code)
    explain = _WHY.get(code, _why)
    return "：".join(filter(None, (said, explain(given, sheet))))


def _overtaken(given: Details, sheet: Sheet) -> str:
    """Who did what; of a task only that its state is another."""
    if "move" not in given:
        return ""
    move = sheet.words.known("move", given["move"])
    who = sheet.unit(given.get("center"), given.get("agency"))
    return " · ".join((who, str(given.get("actor") or ""), move))


def _lacking(given: Details, sheet: Sheet) -> str:
    either = sheet.words("item.or")
    fields = (
        either.join(_names("field", one.split("|"), sheet))
        for one in given.get("fields", ())
    )
    most = given.get("most_minutes")
    ends = sheet.words("item.most_minutes", n=most) if most else ""
    return "、".join(filter(None, (*fields, ends)))


def _names(family: str, codes: Iterable[str], sheet: Sheet) -> list[str]:
    return [sheet.words.known(family, one) for one in codes]


def _tasks_open(given: Details, sheet: Sheet) -> str:
    """The open tasks by who has them."""
    known = {one["task_id"]: one for one in sheet.item.tasks}
    return "、".join(
        sheet.unit(known[one]["center"], known[one]["agency"]) if one in known else one
        for one in given.get("tasks", ())
    )


def _why(given: Details, sheet: Sheet) -> str:
    words = sheet.words
    if "status" in given:
        return words.known("status", given["status"])
    if "task_state" in given:
        return words.known("task_state", given["task_state"] or "none")
    return words.known("refusal_why", given["why"]) if "why" in given else ""


def _not_yours(given: Details, sheet: Sheet) -> str:
    if "needs" not in given:
        return _why(given, sheet)
    needs = "、".join(_names("relation_of", given["needs"], sheet))
    return sheet.words("item.needs", who=needs) if needs else ""


_WHY: Mapping[str, Callable[[Details, Sheet], str]] = {
    "overtaken": _overtaken,
    "lacking": _lacking,
    "tasks_open": _tasks_open,
    "not_yours": _not_yours,
}
