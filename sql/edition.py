"""The edition: by which rules, lists, profile and calendar figures are made."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sql.calendar import published_days
from sql.statements import HERE

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS = 16


def edition(deadline_profile: str) -> str:
    """A hash of 16 letters over all that decides what the same messages mean."""
    found = sha256()
    for part in _parts(deadline_profile):
        found.update(len(part).to_bytes(8) + part)
    return found.hexdigest()[:LETTERS]


def _parts(deadline_profile: str) -> Iterator[bytes]:
    yield deadline_profile.encode()
    yield repr(published_days().to_pydict()).encode()
    reference = HERE / "reference"
    for path in sorted(reference.rglob("*.csv*")):
        yield path.relative_to(reference).as_posix().encode()
        yield path.read_bytes()
