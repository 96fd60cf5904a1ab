"""The key under which parties are hashed, out of a file that others cannot read."""

from __future__ import annotations

from pathlib import Path

from streams.privacy.parties import PartyKey
from streams.privacy.secret_files import secret_in

SETTING = "CGC_PARTY_KEY_FILE"


def party_key(name: str) -> PartyKey | None:
    """What stands in the file of that name without the line break at its end; None
    where none is named. ValueError names the setting, and never what the file holds.
    """
    if not name:
        return None
    secret = secret_in(Path(name), f"{SETTING}={name}")
    try:
        return PartyKey(secret.rstrip(b"\r\n"))
    except ValueError as short:
        raise ValueError(f"{SETTING}={name} is too short: {short}") from short
