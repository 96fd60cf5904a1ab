"""What a backup says of itself, in a file beside the copy of the store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sql.questions import Question
from sql.version import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sql.store import Store

FILE: Final = "manifest.json"
STORE: Final = "board.duckdb"


class BackupError(Exception):
    """No backup, or none that can be put back; the text says why and what helps."""


class Kept(Struct, frozen=True):
    """The next offset of a partition, and which topic of that name it is of."""

    topic: str
    topic_id: str
    epoch: int
    partition: int
    next_offset: int


class Holdings(Struct, frozen=True, kw_only=True):
    """How many rows a store has of what no hub takes away again, its last transaction,
    and the last link of the chain over the desk's log: `verify --head` looks for it.
    """

    duckdb: str
    batch_no: int | None
    last_commit_at: datetime | None
    events: int
    moves: int
    desk_entries: int
    rejects: int
    open_items: int
    finished_items: int
    links: int
    last_link: str | None

    @property
    def messages(self) -> int:
        """What was read; of two stores of the same topics the older holds fewer."""
        return self.events + self.moves + self.desk_entries + self.rejects


class Moment(Struct, frozen=True, kw_only=True):
    """Where a store stands between two of its transactions."""

    schema: str
    edition: str
    holdings: Holdings
    partitions: tuple[Kept, ...]


class KeptList(Struct, frozen=True):
    """A list in a backup, by the setting that names it; bytes and SHA-256."""

    setting: str
    size: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """A finished backup: `made_at` is the moment of its content, in UTC; `size` in
    bytes; commits waited for `held_s` of the `took_s` seconds that it took.

    `verified_at` is when all of it was recounted, or one of `verified_of` shares of its
    items; `fault` is what was wrong with it then.

    `lists` are beside the copy, `without` says which are not and why; `party_key` is
    the fingerprint of the key under which its parties are hashed, '' for none known.
    """

    name: str
    made_at: datetime
    asked_by: str
    size: int
    sha256: str
    moment: Moment
    held_s: float
    took_s: float
    verified_at: datetime | None = None
    verified_of: int = 0
    fault: str = ""
    lists: tuple[KeptList, ...] = ()
    without: tuple[str, ...] = ()
    party_key: str = ""


def moment_of(store: Store) -> Moment:
    """Where a store stands. StoreError as of its reads."""
    partitions, holdings, facts = store.round(
        Question("partitions", {}),
        Question("holdings", {}),
        Question("store_facts", {}),
    )
    said = {row["name"]: row["value"] for row in facts.to_pylist()}
    rows = partitions.rename_columns({"partition_no": "partition"})
    kept = rows.select(list(Kept.__struct_fields__)).to_pylist()
    found = {
        "schema": SCHEMA,
        "edition": said.get("edition", ""),
        "holdings": holdings.to_pylist()[0],
        "partitions": kept,
    }
    return in_utc(msgspec.convert(found, Moment))


def in_utc(moment: Moment) -> Moment:
    """The same, as every machine writes it."""
    at = moment.holdings.last_commit_at
    there = at.astimezone(UTC) if at else None
    return replace(moment, holdings=replace(moment.holdings, last_commit_at=there))


def unlike(one: Moment, other: Moment) -> Iterator[str]:
    """In which parts two moments differ, by name."""
    for name in Moment.__struct_fields__:
        if getattr(one, name) != getattr(other, name):
            yield name


def encoded(manifest: Manifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest)) + b"\n"


def read(folder: Path) -> Manifest:
    """BackupError when the folder is no backup, or one of another version."""
    try:
        text = (folder / FILE).read_bytes()
        return msgspec.json.decode(text, type=Manifest)
    except OSError as error:
        raise BackupError(f"{folder} is no backup: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise BackupError(f"{folder / FILE} cannot be read: {error}") from error
