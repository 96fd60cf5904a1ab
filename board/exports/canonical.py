"""Cells as text and back, and what a file gives back as the cell it was."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from board.exports.cells import KINDS, fifteen_digits, plain
from board.look.clock import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from board.exports.cells import Cell, Kind

TAGS: Mapping[type, str] = {
    type(None): "n",
    bool: "b",
    int: "i",
    float: "f",
    datetime: "t",
    date: "d",
    str: "s",
}
FLAGS = {"true": True, "false": False, "1": True, "0": False}
_WHOLE = re.compile(r"-?[0-9]{1,320}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def as_text(cell: Cell) -> str:
    """A cell as a text file has it: moments as a clock in Shanghai shows them."""
    if cell is None:
        return ""
    return _SAID.get(type(cell), str)(cell)


def tagged(cell: Cell) -> str:
    """The text of a cell behind the letter of its type: a text "1" is no number 1."""
    return TAGS[type(cell)] + as_text(cell)


def fitted(found: Cell, form: str) -> Cell:
    """What stands in a file as the cell of its form: a float as the count it was, a
    moment without its zone, a number as text. What does not fit stays as it is.
    """
    if found is None or found == "":
        return None
    return _FITTING[KINDS.get(form, "text")](found)


def _text(found: Cell) -> Cell:
    return plain(found) if isinstance(found, str) else found


def _flag(found: Cell) -> Cell:
    if isinstance(found, float | int | str):
        said = str(int(found)) if found in (0, 1) else str(found).lower()
        return FLAGS.get(said, found)
    return found


def _whole(found: Cell) -> Cell:
    if isinstance(found, float) and found.is_integer():
        return int(found)
    if isinstance(found, str) and _WHOLE.fullmatch(found):
        return int(found)
    return found


def _number(found: Cell) -> Cell:
    if isinstance(found, bool):
        return found
    if isinstance(found, float | int):
        return fifteen_digits(found)
    if isinstance(found, str) and _NUMBER.fullmatch(found):
        return fifteen_digits(float(found))
    return found


def _moment(found: Cell) -> Cell:
    read = _read(datetime.fromisoformat, found) if isinstance(found, str) else found
    if isinstance(read, datetime):
        return _second(read)
    if isinstance(read, date):
        return datetime.combine(read, time(), SHANGHAI)
    return read


def _second(moment: datetime) -> datetime:
    """The nearest one, as a spreadsheet counts days in fractions."""
    local = moment.astimezone(SHANGHAI) if moment.tzinfo else moment
    nearest = local.replace(tzinfo=None) + timedelta(milliseconds=500)
    return nearest.replace(microsecond=0, tzinfo=SHANGHAI)


def _date(found: Cell) -> Cell:
    read = _read(date.fromisoformat, found) if isinstance(found, str) else found
    return read.date() if isinstance(read, datetime) else read


def _read(reader: Callable[[str], Cell], text: str) -> Cell:
    try:
        return reader(text)
    except ValueError:
        return text


_SAID: Mapping[type, Callable[..., str]] = {
    bool: lambda cell: "true" if cell else "false",
    float: lambda cell: f"{cell:.15g}",
    datetime: lambda cell: cell.replace(tzinfo=None).isoformat(" ", "seconds"),
    date: date.isoformat,
}
_FITTING: Mapping[Kind, Callable[[Cell], Cell]] = {
    "text": _text,
    "flag": _flag,
    "whole": _whole,
    "number": _number,
    "moment": _moment,
    "date": _date,
}
