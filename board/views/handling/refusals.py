"""Why a move is refused, in words: for who tried it, and before anybody tries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import msgspec

from board.look.formats import Value, written
from streams.handling.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from board.look.texts import Texts
    from board.picture.geography import Geography
    from streams.handling.refusal import Code

MINUTE_S = 60


def refusal_of(code: str | None, details: str | None) -> Refusal | None:
    """A refusal as the hub wrote it down: a code, details as JSON; None for none."""
    if code is None:
        return None
    said = msgspec.json.decode(details or "{}", type=dict[str, Any])
    return Refusal(cast("Code", code), said)


class Speaker:
    """Writes refusals in a language, with the names of the register; `tasks` are the
    joint tasks of the item, by who has them.
    """

    def __init__(
        self,
        words: Texts,
        geography: Geography,
        now: datetime,
        tasks: Mapping[str, tuple[int, str | None]] | None = None,
    ) -> None:
        self._words = words
        self._geography = geography
        self._now = now
        self._tasks = tasks or {}

    def refusal(self, one: Refusal) -> str:
        """The sentence for a refusal; what nobody foresaw is told by its code."""
        return _SAID[one.code](self, one.details)

    def overtaken(self, details: Mapping[str, Any]) -> str:
        if not details.get("move"):
            return self._words("refusal.overtaken")
        who = self.who(details["center"], details["agency"], details["actor"])
        move = self._words.known("move", details["move"])
        return self._words("refusal.overtaken_by", who=who, move=move)

    def not_allowed(self, details: Mapping[str, Any]) -> str:
        if "why" in details:
            return self._why(details)
        if "status" in details:
            status = self._words.known("status", details["status"])
            return self._words("refusal.status", status=status)
        state = self._words.known("task_state", details["task_state"] or "none")
        return self._words("refusal.task_state", state=state)

    def not_yours(self, details: Mapping[str, Any]) -> str:
        if "why" in details:
            return self._why(details)
        if not details["needs"]:
            return self._words("refusal.role")
        needs = self._listed("relation", details["needs"])
        return self._words("refusal.not_yours", needs=needs)

    def lacking(self, details: Mapping[str, Any]) -> str:
        if "most_minutes" in details:
            most = Value(details["most_minutes"] * MINUTE_S, "duration")
            text = written(most, self._words, self._now)
            return self._words("refusal.too_long", most=text)
        names = (name.split("|")[0] for name in details["fields"])
        return self._words("refusal.lacking", fields=self._listed("ask", names))

    def tasks_open(self, details: Mapping[str, Any]) -> str:
        count = Value(len(details["tasks"]), "count")
        named = self._words.listed(map(self._task, details["tasks"]))
        text = written(count, self._words, self._now)
        return self._words("refusal.tasks_open", count=text, tasks=named)

    def _task(self, task_id: str) -> str:
        center, agency = self._tasks.get(task_id, (0, None))
        return self.who(center, agency or "", "") if center else task_id

    def who(self, center: int, agency: str, actor: str) -> str:
        """Whoever acted, as people say it."""
        known = self._geography.centers.get(center)
        names = [
            known.name if known else str(center or ""),
            self._words.known("agency", agency) if agency else "",
            actor,
        ]
        return " · ".join(filter(None, names))

    def _why(self, details: Mapping[str, Any]) -> str:
        who = ""
        if "by" in details:
            who = self.who(details.get("center", 0), "", details["by"])
        move = self._words.known("move", details.get("move", ""))
        return self._words(f"refusal.why.{details['why']}", who=who, move=move)

    def _listed(self, family: str, names: Iterable[str]) -> str:
        return self._words.listed(self._words.known(family, name) for name in names)


_SAID: Mapping[str, Callable[[Speaker, Mapping[str, Any]], str]] = {
    "overtaken": Speaker.overtaken,
    "not_allowed": Speaker.not_allowed,
    "not_yours": Speaker.not_yours,
    "lacking": Speaker.lacking,
    "tasks_open": Speaker.tasks_open,
}
