"""Names of sheets that a spreadsheet program takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from board.exports.cells import shortened, writable

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 31
NAMELESS = "—"
RESERVED = "history"
"""A name that Excel keeps for itself."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\s]+")


def sheet_names(titles: Sequence[str]) -> tuple[str, ...]:
    """One for each title, in order: at most 31 UTF-16 units, without what a name may
    not hold, and none like another, whatever their case.
    """
    taken = {RESERVED}
    return tuple(_free(_safe(title), taken) for title in titles)


def _safe(title: str) -> str:
    return _FORBIDDEN.sub(" ", writable(title)).strip(" '")


def _free(title: str, taken: set[str]) -> str:
    """The title, or with the first number that nobody has; it is taken from now on."""
    number, name = 1, _fitting(title, "")
    while name.casefold() in taken:
        number += 1
        name = _fitting(title, f" ({number})")
    taken.add(name.casefold())
    return name


def _fitting(title: str, ending: str) -> str:
    return (shortened(title, LONGEST - len(ending)).rstrip(" '") or NAMELESS) + ending
