"""By what the provider names a login of its own, so that it can end it here."""

from __future__ import annotations

from hashlib import sha256

from msgspec import Struct


class Mark(Struct, frozen=True):
    """The subject and the session at the provider, as hashes: a number of a person may
    be its subject. Empty where the provider names none, as of whoever used a password.
    """

    sub: str = ""
    sid: str = ""

    def means(self, login: Mark) -> bool:
        """Whether a logout so marked ends that login: of its session where both name
        one, else all of its subject.
        """
        if self.sid and login.sid:
            return self.sid == login.sid and self.sub in {"", login.sub}
        return bool(self.sub) and self.sub == login.sub


UNMARKED = Mark()


def mark_of(sub: str, sid: str) -> Mark:
    """By what a token of the provider says; either may be empty."""
    return Mark(_hashed(sub), _hashed(sid))


def _hashed(named: str) -> str:
    return sha256(named.encode(errors="replace")).hexdigest() if named else ""
