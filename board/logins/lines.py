"""A file that only its owner may read, one line for each who may come in."""

from __future__ import annotations

import csv
import re
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct

from board.viewer.seat import NOBODY, SYSTEM
from streams.entries.entry import LONGEST_PERSON
from streams.privacy.masking import mask_text
from streams.privacy.secret_files import require_closed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


class Named(Protocol):
    """Whoever a line is about."""

    @property
    def name(self) -> str:
        """By which it stands in the file once."""


One = TypeVar("One", bound=Named)


class Form(Struct, frozen=True):
    """What such a file looks like: the setting that names it, its columns, what a line
    is called, how its first lines are made, and what to do about a name that is there
    twice.
    """

    setting: str
    columns: tuple[str, ...]
    noun: str
    made: str
    twice: str


def lines_in(
    path: Path, form: Form, of: Callable[[Mapping[str, str]], One]
) -> dict[str, One]:
    """Who stands in a file, by the names. ValueError names the setting, the file, the
    line and the remedy, and never what stands in a secret's place.
    """
    try:
        require_closed(path, f"{form.setting}={path}")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _found(csv.reader(file, strict=True), path, form, of)
    except OSError as fault:
        raise ValueError(
            f"{form.setting}={path}: {fault.strerror}; {form.made}"
        ) from fault
    except (UnicodeDecodeError, csv.Error) as fault:
        raise ValueError(
            f"{form.setting}={path} is no CSV in UTF-8: save it so"
        ) from fault


def stamp_of(path: Path) -> tuple[int, ...]:
    """By what a file is known to have changed; empty for none."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode


def is_within(day: date, since: date | None, until: date | None) -> bool:
    """Whether a day is one of those, the last among them; None is open."""
    return (since or date.min) <= day <= (until or date.max)


def name_from(text: str, reserved: tuple[str, ...]) -> str:
    """A name as the audit keeps it."""
    if not _NAME.fullmatch(text) or text.startswith(reserved):
        raise ValueError(
            "a name has 2 to 32 of a-z, 0-9, dot, hyphen and underscore, begins with a"
            f" letter or digit, and not with {' or '.join(reserved)}"
        )
    if mask_text(text) != text:
        raise ValueError("the name is a number of a person: take a work number")
    return text


def shown_from(text: str) -> str:
    """What is shown of it."""
    if not 0 < len(text) <= LONGEST_PERSON or mask_text(text) != text:
        raise ValueError(
            "what is shown is a work number or a masked name of at most"
            f" {LONGEST_PERSON} characters"
        )
    return text


def day_from(text: str) -> date | None:
    """A day; None for nothing."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise ValueError(f"{text!r} is no day: write 2026-12-31") from fault


RESERVED = ("demo", NOBODY, SYSTEM)
"""So begins what the board writes where nobody is logged in."""


def _found(
    lines: Iterable[list[str]],
    path: Path,
    form: Form,
    of: Callable[[Mapping[str, str]], One],
) -> dict[str, One]:
    found: dict[str, One] = {}
    for number, cells in enumerate(lines, start=1):
        try:
            if number == 1:
                _check_header(cells, form)
            elif any(cells):
                _take(of(_row(cells, form)), found, form)
        except ValueError as fault:
            raise ValueError(f"{form.setting}={path} line {number}: {fault}") from fault
    if not found:
        raise ValueError(f"{form.setting}={path} has no {form.noun}; {form.made}")
    return found


def _check_header(cells: list[str], form: Form) -> None:
    if tuple(one.strip() for one in cells) != form.columns:
        raise ValueError(f"the header must be {','.join(form.columns)}")


def _row(cells: list[str], form: Form) -> dict[str, str]:
    if len(cells) != len(form.columns):
        raise ValueError(f"{len(cells)} cells instead of {len(form.columns)}")
    return dict(zip(form.columns, (one.strip() for one in cells), strict=True))


def _take(one: One, found: dict[str, One], form: Form) -> None:
    if one.name in found:
        raise ValueError(f"{one.name} is there twice: {form.twice}")
    found[one.name] = one
