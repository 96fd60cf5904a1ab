"""The two lists out of their files; what is wrong is said by line and remedy."""

from __future__ import annotations

import csv
import re
import stat
from base64 import b64decode
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct

from streams.clock import SHANGHAI
from streams.events import STREAMS, TOPICS
from streams.signing.lists import (
    ANY,
    OFF,
    POLICIES,
    POLICY_COLUMNS,
    SIGNER_COLUMNS,
    SIGNERS,
    STEPS,
    Lists,
    Policy,
    Signer,
    SignersError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Row = Mapping[str, str]

_KEY_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_CENTER: Final = re.compile(r"[0-9]{12}")
_KEY_BYTES: Final = 32
_EVENT_TOPICS: Final = frozenset(stream.topic for stream in STREAMS)
_SO: Final = "write 2026-12-01T00:00:00+08:00"
_Line = TypeVar("_Line", bound=Struct)


def lists_from(signers: Path | None, policies: Path | None) -> Lists:
    """Read both files, or as many as there are. SignersError names setting, line and
    remedy.
    """
    found = Lists(
        _read(SIGNERS, signers, SIGNER_COLUMNS, signer_of) if signers else (),
        _read(POLICIES, policies, POLICY_COLUMNS, _policy) if policies else (),
    )
    ids = [one.key_id for one in found.signers]
    for one in found.signers:
        if ids.count(one.key_id) > 1:
            raise SignersError(
                f"{SIGNERS}={signers} line {one.line}: {one.key_id} is there twice: a "
                "new key has a new id"
            )
    if any(one.policy != OFF for one in found.policies) and not found.signers:
        raise SignersError(
            f"{POLICIES}={policies} asks for signatures, and no key is known: name a "
            f"file of keys by {SIGNERS}"
        )
    return found


def _read(
    setting: str, path: Path, columns: tuple[str, ...], of: Callable[[Row, int], _Line]
) -> tuple[_Line, ...]:
    place = f"{setting}={path}"
    try:
        if stat.S_IMODE(path.stat().st_mode) & stat.S_IWOTH:
            raise SignersError(f"{place} can be written by others: chmod o-w it")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(
                _lines(list(csv.reader(file, strict=True)), place, columns, of)
            )
    except OSError as fault:
        raise SignersError(f"{place}: {fault.strerror}") from fault
    except (UnicodeDecodeError, csv.Error) as fault:
        raise SignersError(f"{place} is no CSV in UTF-8: save it so") from fault


def _lines(
    rows: list[list[str]],
    place: str,
    columns: tuple[str, ...],
    of: Callable[[Row, int], _Line],
) -> Iterator[_Line]:
    if not rows or tuple(cell.strip() for cell in rows[0]) != columns:
        raise SignersError(f"{place} line 1: the header must be {','.join(columns)}")
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cells):
            continue
        try:
            yield of(_named(cells, columns), number)
        except ValueError as fault:
            raise SignersError(f"{place} line {number}: {fault}") from fault


def _named(cells: list[str], columns: tuple[str, ...]) -> Row:
    if len(cells) != len(columns):
        raise ValueError(f"{len(cells)} cells instead of {len(columns)}")
    return dict(zip(columns, (cell.strip() for cell in cells), strict=True))


def signer_of(row: Row, line: int) -> Signer:
    begins, ends = _moment("valid_from", row), None
    if row["valid_until"]:
        ends = _moment("valid_until", row)
    if ends is not None and ends <= begins:
        raise ValueError("valid_until lies before valid_from: correct one of them")
    return Signer(
        key_id=key_id_from(row["key_id"]),
        public_key=_public_key(row["public_key"]),
        center_code=_center(row["center_code"]),
        below=_yes(row["below"]),
        agency_code=row["agency_code"],
        topics=_topics(row),
        sources=frozenset(row["sources"].split()),
        valid_from=begins,
        valid_until=ends,
        note=row["note"],
        line=line,
    )


def _policy(row: Row, line: int) -> Policy:
    if row["topic"] not in TOPICS:
        raise ValueError(f"{row['topic']!r} is no topic: one of {' '.join(TOPICS)}")
    if row["policy"] not in STEPS:
        raise ValueError(f"{row['policy']!r} is no policy: one of {' '.join(STEPS)}")
    return Policy(
        topic=row["topic"],
        policy=row["policy"],
        valid_from=_moment("valid_from", row),
        note=row["note"],
        line=line,
    )


def key_id_from(text: str) -> str:
    """An id of a key. ValueError says what one is made of."""
    if not _KEY_ID.fullmatch(text):
        raise ValueError(
            f"{text!r} is no id of a key: up to 64 of a-z, 0-9, dot, hyphen and "
            "underscore, a letter or digit first"
        )
    return text


def _public_key(text: str) -> str:
    try:
        size = len(b64decode(text, validate=True))
    except ValueError:
        size = 0
    if size != _KEY_BYTES:
        raise ValueError(
            "public_key is no Ed25519 key: base64 of its 32 bytes, as python -m "
            "streams key prints it"
        )
    return text


def _center(text: str) -> str:
    if not _CENTER.fullmatch(text):
        raise ValueError(f"{text!r} is no code of a center: its 12 digits")
    return text


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"below is {text!r}: write yes or no")
    return text == "yes"


def _topics(row: Row) -> frozenset[str]:
    named = frozenset(TOPICS if row["topics"] == ANY else row["topics"].split())
    if not named or not named <= frozenset(TOPICS):
        raise ValueError(
            f"topics is {row['topics']!r}: * for all, or some of {' '.join(TOPICS)}"
        )
    if not named.isdisjoint(_EVENT_TOPICS) and not row["sources"]:
        raise ValueError("sources is empty: name the sources of its events, or *")
    return named


def _moment(name: str, row: Row) -> datetime:
    try:
        found = datetime.fromisoformat(row[name])
    except ValueError as fault:
        raise ValueError(f"{name} is {row[name]!r}: {_SO}") from fault
    if found.tzinfo is None:
        raise ValueError(f"{name} is {row[name]!r}, without its offset: {_SO}")
    return found.astimezone(SHANGHAI)
