"""What an address may ask for: one list that is checked by and told to readers."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from board.web.systems.problems import unfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.datastructures import QueryParams

MOST_ROWS, USUAL_ROWS = 500, 200


class Parameter(Struct, frozen=True, kw_only=True):
    """One parameter: its name, what it does, what it can be: one of `choices`, or what
    `pattern` says; `remedy` says it in words.
    """

    name: str
    says: str
    remedy: str
    choices: tuple[str, ...] = ()
    pattern: str = ".*"
    where: str = "query"

    def fits(self, text: str) -> bool:
        if self.choices:
            return text in self.choices
        return re.fullmatch(self.pattern, text) is not None

    @property
    def schema(self) -> dict[str, Any]:
        """As OpenAPI has it."""
        if self.choices:
            return {"type": "string", "enum": list(self.choices)}
        return {"type": "string", "pattern": f"^(?:{self.pattern})$"}


def one_of(name: str, choices: Iterable[str], says: str) -> Parameter:
    """One of a list of codes."""
    known = tuple(dict.fromkeys(choices))
    few = ", ".join(known[:30])
    more = "" if len(known) <= len(few.split(", ")) else " …"
    return Parameter(
        name=name, says=says, choices=known, remedy=f"Write one of {few}{more}."
    )


LIMIT = Parameter(
    name="limit",
    says=f"so many rows at most; {USUAL_ROWS} where it is not said",
    pattern="[1-9][0-9]{0,2}",
    remedy=f"Write a whole number from 1 to {MOST_ROWS}.",
)
AFTER = Parameter(
    name="after",
    says="the cursor that an earlier answer gave as `next`",
    pattern="[A-Za-z0-9_-]{1,400}",
    remedy="Send a cursor as it came, or none.",
)
SCOPE = Parameter(
    name="scope",
    says="code of a division within the range of the reader",
    pattern="[0-9]{6,12}",
    remedy="Write a division code, such as 421321000000 or 421321.",
)


def checked(given: QueryParams, known: Iterable[Parameter]) -> dict[str, str]:
    """What an address says, each once and as it can be. Raises Refusal."""
    by_name = {one.name: one for one in known if one.where == "query"}
    found: dict[str, str] = {}
    for name, text in given.multi_items():
        if name not in by_name:
            names = ", ".join(by_name) or "none"
            raise unfit(name[:64], "There is no such parameter.", f"Known: {names}.")
        if name in found or not by_name[name].fits(text):
            detail = "It is there twice." if name in found else "It cannot be that."
            raise unfit(name, detail, by_name[name].remedy)
        found[name] = text
    return found


def rows_of(given: Mapping[str, str]) -> int:
    """How many rows are asked for. Raises Refusal."""
    wanted = int(given.get("limit", USUAL_ROWS))
    if wanted > MOST_ROWS:
        raise unfit("limit", f"It is more than {MOST_ROWS}.", LIMIT.remedy)
    return wanted


SINCE = Parameter(
    name="since",
    says="instead of `after`: from what was written at this moment on",
    pattern=r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,15}(Z|[ +-][0-9]{2}:[0-9]{2})",
    remedy="Write a moment with its offset, such as 2026-11-29T08:00:00%2B08:00.",
)


def moment_of(text: str) -> datetime:
    """A moment as an address has it, where a plus may have become a blank. Raises
    Refusal.
    """
    try:
        return datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError as fault:
        raise unfit("since", "It is no moment.", SINCE.remedy) from fault
