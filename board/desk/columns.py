"""Which column of somebody's list is which field of a message."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import inspect

from board.desk import forms
from board.look.texts import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from board.desk.said import Raw

NAMES = Path(__file__).parent / "columns.csv"
HEADERS_SOUGHT = 10
"""A list may begin with a title and remarks; among so many rows its header stands."""
NEEDED = ("category", "division_code", "occurred_at", "title")
_DECORATION = re.compile(r"[\s*＊:：()（）/、]+")


@cache
def importable(kind: str) -> tuple[str, ...]:
    """The fields that a list may fill, in the order of the names."""
    party = {forms.PARTY} if forms.has_party(kind) else set()
    known = party | forms.types(forms.stream_of(kind).struct).keys()
    return tuple(row["field"] for row in table(NAMES) if row["field"] in known)


def needed(kind: str) -> tuple[str, ...]:
    """The fields without which no row is a message."""
    return (*NEEDED, forms.stream_of(kind).own_scale)


def mapped(
    header: Sequence[Raw], kind: str, own: Mapping[str, str] = {}
) -> tuple[str, ...]:
    """The field of each column, empty for none: what somebody chose for its name, else
    what the name says. Each field has one column, the first.
    """
    given: set[str] = set()
    found = []
    for name in header:
        field = _field(str(name or ""), kind, own)
        found.append("" if field in given else field)
        given.add(field)
    return tuple(found)


def header_at(rows: Sequence[Sequence[Raw]], kind: str) -> int:
    """The place of the row that names most fields, among the first."""
    told = [len(set(mapped(row, kind)) - {""}) for row in rows[:HEADERS_SOUGHT]]
    return told.index(max(told)) if told else 0


@cache
def is_day(kind: str, field: str) -> bool:
    """Whether a field is a day without a time."""
    said = inspect.type_info(forms.types(forms.stream_of(kind).struct)[field])
    return any(
        isinstance(one, inspect.DateType) for one in getattr(said, "types", (said,))
    )


def _field(name: str, kind: str, own: Mapping[str, str]) -> str:
    field = own.get(name)
    if field is None:
        field = _names().get(_bare(name), "")
    return field if field in importable(kind) else ""


@cache
def _names() -> dict[str, str]:
    return {
        _bare(name): row["field"]
        for row in table(NAMES)
        for name in row["names"].split("|")
    }


def _bare(name: str) -> str:
    return _DECORATION.sub("", name).casefold()
