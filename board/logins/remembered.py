"""Logins that outlast the board: what is written of them, and which count again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from board.logins.marks import Mark
from board.logins.private import read_private, write_private
from board.logins.sessions import Session
from board.look.clock import day_of
from streams.entries.looking import Way  # noqa: TC001 - decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from board.logins.users import User

LOG = logging.getLogger(__name__)
OFTEN = timedelta(minutes=1)
"""So often it is written who still sits there."""


class Remembered(Struct, frozen=True):
    """One session; `key` is the SHA-256 of its token in hex, `proof` that of its user
    as the file of users had it: neither lets anybody in.
    """

    key: str
    handle: str
    name: str
    proof: str
    since: datetime
    seen_at: datetime
    ends_at: datetime | None
    how: Way = "password"
    mark: Mark = Mark()


class Page(Struct, frozen=True):
    """All sessions of a board at a moment."""

    written_at: datetime
    sessions: tuple[Remembered, ...]


class Memory:
    """The file of the sessions of a board; not safe from several threads at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written_at: datetime | None = None
        self._is_told = False

    def is_stale(self, now: datetime) -> bool:
        return self._written_at is None or now - self._written_at >= OFTEN

    def write(self, held: Mapping[bytes, Session], now: datetime) -> None:
        """What cannot be kept is over after a restart, as the log then says once: that
        is no reason to let nobody in.
        """
        self._written_at = now
        sessions = tuple(_remembered(key, one, now) for key, one in held.items())
        try:
            write_private(self._path, msgspec.json.encode(Page(now, sessions)))
            self._is_told = False
        except OSError as fault:
            if not self._is_told:
                LOG.warning("a restart of the board ends all logins: %s", fault)
            self._is_told = True

    def read(
        self, users: Mapping[str, User], now: datetime, longest: timedelta
    ) -> dict[bytes, Session]:
        """Those that go on: of users that are as they were, before their end. The time
        in which there was no board is nobody's idleness, up to `longest`: after that
        all are over, also where the clock was set back that far, or where the file is
        not what this board wrote.
        """
        page = self._page()
        if page is None or abs(now - page.written_at) > longest:
            return {}
        return dict(_going_on(page, users, now))

    def _page(self) -> Page | None:
        try:
            body = read_private(self._path)
            return msgspec.json.decode(body, type=Page) if body is not None else None
        except (OSError, ValueError) as fault:
            LOG.warning("all logins of before are over: %s", fault)
            return None


def _remembered(key: bytes, one: Session, now: datetime) -> Remembered:
    return Remembered(
        key=key.hex(),
        handle=one.handle,
        name=one.user.name,
        proof=_proof(one.user),
        since=one.since,
        seen_at=now if one.tell else one.seen_at,
        ends_at=one.ends_at,
        how=one.how,
        mark=one.mark,
    )


def _going_on(
    page: Page, users: Mapping[str, User], now: datetime
) -> Iterator[tuple[bytes, Session]]:
    for one in page.sessions:
        user = users.get(one.name)
        if user is None or _proof(user) != one.proof or not user.is_valid(day_of(now)):
            continue
        if one.ends_at is None or now < one.ends_at:
            seen_at = one.seen_at + (now - page.written_at)
            yield bytes.fromhex(one.key), _again(one, user, seen_at)


def _again(one: Remembered, user: User, seen_at: datetime) -> Session:
    return Session(
        one.handle,
        user,
        one.since,
        seen_at,
        one.ends_at,
        set(),
        how=one.how,
        mark=one.mark,
    )


def _proof(user: User) -> str:
    return sha256(msgspec.json.encode(user)).hexdigest()
