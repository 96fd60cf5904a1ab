"""Passwords that people changed on screen: a file of the board's own, since the board
never writes the file of users.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, structs

from board.logins.passwords import is_hash
from board.logins.private import read_private, write_private

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from board.logins.users import User


class Change(Struct, frozen=True):
    """The hash that counts for a name instead of the one of the file of users, and what
    that one was: SHA-256 of its text, for a hash that counts no more is not kept.
    """

    name: str
    instead_of: str
    password: str


class Changes:
    """Not safe from several threads at once: whoever calls holds a lock. ValueError
    where the file does not fit: nobody falls back to an old password unseen.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = _read(path)

    def over(self, users: Mapping[str, User]) -> dict[str, User]:
        """The users with the passwords that they changed. A change counts only as long
        as the line of its user has the password that it was made over.
        """
        found = dict(users)
        for name in self._kept.keys() & users.keys():
            if self._kept[name].instead_of == _digest(users[name]):
                password = self._kept[name].password
                found[name] = structs.replace(users[name], password=password)
        return found

    def keep(self, user: User, password: str) -> None:
        """Keep the hash of a password that counts from now on instead of the one in
        the line of `user`. Raises OSError, and then nothing has changed.
        """
        one = Change(user.name, _digest(user), password)
        self._write(self._kept | {one.name: one})

    def forget(self, users: Mapping[str, User]) -> None:
        """Forget what counts no more, or a line that is put back would wake it up.
        Raises OSError.
        """
        fitting = {
            name: one
            for name, one in self._kept.items()
            if name in users and one.instead_of == _digest(users[name])
        }
        if fitting != self._kept:
            self._write(fitting)

    def _write(self, kept: dict[str, Change]) -> None:
        write_private(self._path, msgspec.json.encode(list(kept.values())))
        self._kept = kept


def _read(path: Path) -> dict[str, Change]:
    body = read_private(path)
    if body is None:
        return {}
    try:
        return _fitting(msgspec.json.decode(body, type=list[Change]))
    except ValueError as fault:
        raise ValueError(
            f"{path} is not what the board wrote: put it back, or take it away, and the"
            " passwords of CGC_USERS count again"
        ) from fault


def _fitting(found: Iterable[Change]) -> dict[str, Change]:
    kept = {one.name: one for one in found}
    if not all(is_hash(one.password) for one in kept.values()):
        raise ValueError("no hash of a password")
    return kept


def _digest(user: User) -> str:
    return sha256(user.password.encode()).hexdigest()
