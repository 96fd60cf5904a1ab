"""Passwords as a file keeps them: scrypt (RFC 7914), with what it was made by."""

from __future__ import annotations

import hmac
import os
import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import scrypt

SHORTEST, LONGEST = 12, 128
COST, BLOCKS, ROUNDS = 2**14, 8, 5
"""What OWASP's password storage cheat sheet asks for where 16 MB are to be enough."""
MOST_BYTES = 256 * 2**20
SALT, LENGTH = 16, 32
_FORM = re.compile(
    r"scrypt:(?P<cost>[0-9]{5,7}):(?P<blocks>[0-9]{1,2}):(?P<rounds>[0-9]{1,2})"
    r":(?P<salt>[A-Za-z0-9_-]{22}==):(?P<key>[A-Za-z0-9_-]{43}=)"
)


def hashed(password: str, rounds: int = ROUNDS) -> str:
    """The text for the file; ValueError says what a password must be."""
    if not is_usual(password):
        raise ValueError(f"a password has {SHORTEST} to {LONGEST} characters")
    plain = _plain(password)
    salt = os.urandom(SALT)
    key = _key(plain, salt, COST, BLOCKS, rounds)
    told = ":".join(urlsafe_b64encode(one).decode() for one in (salt, key))
    return f"scrypt:{COST}:{BLOCKS}:{rounds}:{told}"


def is_usual(password: str) -> bool:
    """Whether it is as long as a password has to be."""
    return SHORTEST <= len(_plain(password)) <= LONGEST


def is_same(one: str, other: str) -> bool:
    """Whether two of them open the same, however they were written."""
    return hmac.compare_digest(_plain(one).encode(), _plain(other).encode())


def is_hash(text: str) -> bool:
    """Whether it is what `hashed` writes, no weaker, and no dearer than can be paid."""
    found = _FORM.fullmatch(text)
    if found is None:
        return False
    cost, blocks, rounds = _numbers(found)
    is_power = cost & (cost - 1) == 0
    is_strong = cost >= COST and blocks >= BLOCKS and rounds >= 1
    return is_power and is_strong and 128 * cost * blocks <= MOST_BYTES


def is_right(password: str, text: str) -> bool:
    """Whether the password is the one of a hash; takes as long either way."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError("no hash of a password")
    salt, key = (urlsafe_b64decode(found[name]) for name in ("salt", "key"))
    given = _key(_plain(password)[:LONGEST], salt, *_numbers(found))
    return hmac.compare_digest(given, key)


NOBODY = "scrypt:16384:8:5:AAAAAAAAAAAAAAAAAAAAAA==:" + "A" * 43 + "="
"""What the password of a name that does not exist is compared with: it costs the same,
and no password is known that fits.
"""


def _numbers(found: re.Match[str]) -> tuple[int, int, int]:
    return int(found["cost"]), int(found["blocks"]), int(found["rounds"])


def _plain(password: str) -> str:
    """The same letters are the same password, however a keyboard writes them."""
    return unicodedata.normalize("NFKC", password)


def _key(plain: str, salt: bytes, cost: int, blocks: int, rounds: int) -> bytes:
    most = 2 * MOST_BYTES
    return scrypt(
        plain.encode(), salt=salt, n=cost, r=blocks, p=rounds, maxmem=most, dklen=LENGTH
    )
