"""Tokens of other systems: long, random, and kept as their hash alone."""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

BYTES = 32
BEGINNING = "cgc_"
"""So begins every token, so that whoever finds one in a log knows what it is."""
_HASH = re.compile(r"sha256:[0-9a-f]{64}")


def new_token() -> str:
    """256 random bits: nobody guesses them, so a plain hash is enough, and a poll does
    not cost a tenth of a second as a password does.
    """
    return BEGINNING + secrets.token_urlsafe(BYTES)


def token_hash(token: str) -> str:
    """The text for the file. Hashes are looked up, never tokens: no comparison takes
    longer the nearer it comes.
    """
    return f"sha256:{sha256(token.encode(errors='replace')).hexdigest()}"


def is_token_hash(text: str) -> bool:
    return bool(_HASH.fullmatch(text))
