"""Values as typed cells: what every file of a page holds, whatever its format.

A cell is canonical: the same value is the same cell in each format, and again when the
file is read, also after a spreadsheet program has opened and saved it.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from math import isfinite
from typing import TYPE_CHECKING, Literal, TypeAlias

from board.look.formats import local, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from board.look.formats import Scalar

Cell: TypeAlias = bool | int | float | datetime | date | str | None
"""A moment is in Asia/Shanghai, to the second. None: nothing is known, or no text."""
Kind: TypeAlias = Literal["text", "flag", "whole", "number", "moment", "date"]

KINDS: Mapping[str, Kind] = {
    "text": "text",
    "code": "text",
    "flag": "flag",
    "count": "whole",
    "rank": "whole",
    "places": "whole",
    "hour": "whole",
    "decimal": "number",
    "share": "number",
    "per_1000": "number",
    "per_10000": "number",
    "degrees": "number",
    "change": "number",
    "points": "number",
    "duration": "number",
    "moment": "moment",
    "time": "moment",
    "today": "moment",
    "age": "moment",
    "day": "date",
    "date": "date",
}
RATES: Mapping[str, int] = {
    "points": 100,
    "per_1000": 1_000,
    "per_10000": 10_000,
}
"""Points and rates stand in a file as their unit says, 12.34 per 1,000; a share as it
is.
"""
WHOLE_END = 10**15
"""Spreadsheets and JSON keep 15 digits: larger whole numbers are written as text."""
LONGEST_TEXT = 32_767
"""UTF-16 units: what a cell of a spreadsheet holds."""
CUT = "…"

_LINE_ENDS = re.compile(r"\r\n?")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def cell(value: Scalar, form: str) -> Cell:
    """The value of a form, rounded as it is shown. A number without an end is none.
    Raises TypeError or ValueError where the value is not of its form.
    """
    return None if value is None else _MAKERS[KINDS[form]](value, form)


def plain(text: str) -> Cell:
    """A text as every format can hold it: without blanks at its end, and at most
    `LONGEST_TEXT` long; none where nothing is left.
    """
    return shortened(writable(text).rstrip(), LONGEST_TEXT, CUT) or None


def writable(text: str) -> str:
    """Lines end with a line feed, other control characters are seen (␛), and what no
    file may hold is "\ufffd".
    """
    return _UNWRITABLE.sub(_seen, _LINE_ENDS.sub("\n", text))


def shortened(text: str, longest: int, ending: str = "") -> str:
    """At most so many UTF-16 units, the ending with them where something is cut."""
    if 2 * len(text) <= longest or _units(text) <= longest:
        return text
    kept = text.encode("utf-16-le")[: 2 * (longest - _units(ending))]
    return kept.decode("utf-16-le", "ignore") + ending


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _seen(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code > ord("\x7f"):
        return "\ufffd"
    return "\u2421" if code == ord("\x7f") else chr(0x2400 + code)


def _whole(value: Scalar, form: str) -> Cell:
    number = _finite(rounded(value, form))
    return None if number is None else int(number)


def _number(value: Scalar, form: str) -> Cell:
    number = _finite(rounded(value, form))
    return None if number is None else fifteen_digits(number * RATES.get(form, 1))


def fifteen_digits(number: float) -> float:
    """As many as every program keeps; there is no negative zero."""
    return float(f"{number:.15g}") or 0.0


def _finite(number: Scalar) -> int | float | None:
    if number is None or isinstance(number, str):
        raise TypeError(f"{number!r} is no number")
    return number if isfinite(number) else None


def _moment(value: Scalar, _form: str) -> Cell:
    return local(value)


_MAKERS: Mapping[Kind, Callable[[Scalar, str], Cell]] = {
    "text": lambda value, _form: plain(str(value)),
    "flag": lambda value, _form: bool(value),
    "whole": _whole,
    "number": _number,
    "moment": _moment,
    "date": lambda value, _form: date.fromisoformat(str(value)),
}
