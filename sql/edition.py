"""The edition: by which rules, lists, profile and calendar figures are made.

A store keeps its lists as tables; what they were loaded by says when to load them anew.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sql.calendar import published_days
from sql.statements import HERE, statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LETTERS = 16


def edition(deadline_profile: str) -> str:
    """A hash of 16 letters over all that decides what the same messages mean."""
    return _hash_of(_parts(deadline_profile))


def loaded_by(deadline_profile: str) -> str:
    """A hash of 16 letters over the edition and the statements that load its lists."""
    texts = (one.text for one in statements("schema").values())
    return _hash_of(part.encode() for part in (edition(deadline_profile), *texts))


def _hash_of(parts: Iterable[bytes]) -> str:
    found = sha256()
    for part in parts:
        found.update(len(part).to_bytes(8) + part)
    return found.hexdigest()[:LETTERS]


def _parts(deadline_profile: str) -> Iterator[bytes]:
    yield deadline_profile.encode()
    yield repr(published_days().to_pydict()).encode()
    reference = HERE / "reference"
    for path in sorted(reference.rglob("*.csv*")):
        yield path.relative_to(reference).as_posix().encode()
        yield path.read_bytes()
