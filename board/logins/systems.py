"""The file of other systems: one line a system, with what it may read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from msgspec import Struct

from board.logins.lines import (
    RESERVED,
    Form,
    day_from,
    is_within,
    lines_in,
    name_from,
    shown_from,
)
from board.logins.tokens import is_token_hash
from board.look.codes import agencies
from board.viewer.scope import code_from
from board.viewer.seat import SYSTEM, Seat

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COLUMNS = (
    *("name", "shown", "token", "center_code", "agency", "reads"),
    *("valid_from", "valid_to"),
)
FILE = Form(
    setting="CGC_SYSTEMS",
    columns=COLUMNS,
    noun="system",
    made="python -m board system --header NAME prints its first lines",
    twice="give each system a name of its own",
)
Resource: TypeAlias = Literal["items", "changes", "indicators"]
READS: tuple[str, ...] = get_args(Resource)
"""What a system may be granted; single items come with either of the first two."""
TITLES = "titles"
"""Granted besides: also what people wrote."""

# Names of our own, because msgspec looks the types up.
Day: TypeAlias = date | None


class System(Struct, frozen=True, kw_only=True):
    """Another system: its name, what is shown of it, the hash of its token, the center
    whose range it reads, of which agency it is (then only what concerns that), what it
    may read, and the days on which it may.
    """

    name: str
    shown: str
    token: str
    center_code: int
    agency: str = ""
    reads: tuple[str, ...]
    valid_from: Day = None
    valid_to: Day = None

    @property
    def seat(self) -> Seat:
        """What it sees is what a person at that seat sees: an auditor reads nothing
        that people wrote, staff does. It can do nothing there but read.
        """
        role = "staff" if TITLES in self.reads else "auditor"
        return Seat(role, self.center_code, self.agency, SYSTEM + self.name)

    def is_valid(self, day: date) -> bool:
        return is_within(day, self.valid_from, self.valid_to)


def systems_in(path: Path) -> dict[str, System]:
    """The systems of a file by their names. ValueError names the setting, the file, the
    line and the remedy, and never what stands in a token's place.
    """
    found = lines_in(path, FILE, system_of)
    tokens = {one.token for one in found.values()}
    if len(tokens) < len(found):
        raise ValueError(f"{FILE.setting}={path}: two systems have the same token")
    return found


def system_of(row: Mapping[str, str]) -> System:
    """The system that a line says; ValueError says what does not fit and what would."""
    if not is_token_hash(row["token"]):
        raise ValueError("the token is no hash: python -m board system NAME makes one")
    return System(
        name=name_from(row["name"], RESERVED),
        shown=shown_from(row["shown"]),
        token=row["token"],
        center_code=_center(row["center_code"]),
        agency=_agency(row["agency"]),
        reads=_reads(row["reads"]),
        valid_from=day_from(row["valid_from"]),
        valid_to=day_from(row["valid_to"]),
    )


def _center(text: str) -> int:
    code = code_from(text) if text else None
    if code is None:
        raise ValueError(f"{text!r} is no center: write its code, such as 421321000000")
    return code


def _agency(text: str) -> str:
    if text and text not in agencies():
        raise ValueError(f"there is no agency {text}: see sql/reference/agencies.csv")
    return text


def _reads(text: str) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(text.split()))
    unknown = [one for one in named if one not in (*READS, TITLES)]
    if unknown or not set(named) & set(READS):
        wrong = f"there is no {unknown[0]}" if unknown else "it reads nothing"
        raise ValueError(
            f"{wrong}: write some of {' '.join(READS)}, and {TITLES} besides for what"
            " people wrote"
        )
    return named
