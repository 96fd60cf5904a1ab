"""A party as a keyed hash: repeats can be counted, and nobody is named."""

from __future__ import annotations

import hmac
import re
import unicodedata
from hashlib import sha256
from typing import Final

SHORTEST_KEY: Final = 32
"""Bytes; a shorter key could be found by trying."""
MASKED: Final = "*"
_FINGERPRINT: Final = "which party key this is"
_DIGITS: Final = 16
_PARTS: Final = re.compile(r"[,;、/|\n]")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=[0-9])[\s\-.]+(?=[0-9x])")
_NUMBERS: Final = (
    re.compile(r"(?<![0-9])([1-9][0-9]{16}[0-9x])(?![0-9])"),
    re.compile(r"(?<![0-9])(?:\+?(?:00)?86)?(1[3-9][0-9]{9})(?![0-9])"),
)
"""An ID number and a mobile phone: each tells more than the name beside it."""
_NOBODY: Final = frozenset(
    {
        *("", "无", "暂无", "没有", "不详", "未知", "不明", "匿名", "保密", "未提供"),
        *("na", "none", "unknown", "anonymous"),
    }
)


class PartyKey:
    """A secret of at least `SHORTEST_KEY` bytes; nothing that is written shows it."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) < SHORTEST_KEY:
            raise ValueError(f"{len(secret)} bytes, and at least {SHORTEST_KEY} needed")
        self._secret = secret

    def __repr__(self) -> str:
        return "PartyKey()"

    def __reduce__(self) -> str:
        raise TypeError("a key stays in its process")

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits by which a key is told from another: no party has
        this hash, for an identity has no blanks.
        """
        return party_hash(_FINGERPRINT, self._secret)[:_DIGITS]

    def hash_of(self, identity: str) -> str:
        """As `party_hash` has it under this key."""
        return party_hash(identity, self._secret)


def party_hash(identity: str, key: bytes) -> str:
    """HMAC-SHA256 of an identity as `identity_of` gives it: 64 hexadecimal digits."""
    return hmac.digest(key, identity.encode(), sha256).hex()


def identity_of(said: str) -> str:
    """What a party is known by, the same however it was written: the ID number or the
    mobile phone in what was said, else its letters and figures, whatever their width
    and case, without blanks and signs. Of several parties it is the first; nobody's is
    empty.
    """
    plain = unicodedata.normalize("NFKC", said).casefold()
    if _bare(plain) in _NOBODY:
        return ""
    first = next((one for one in _PARTS.split(plain) if _bare(one)), "")
    written = (first, _BETWEEN_DIGITS.sub("", first))
    found = (one.search(text) for text in written for one in _NUMBERS)
    return next((one[1] for one in found if one), _bare(first))


def is_masked(said: str) -> bool:
    """Whether somebody masked it before: then it may be anybody's."""
    return MASKED in unicodedata.normalize("NFKC", said)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))
