"""The key under which parties are hashed, out of a file that others cannot read."""

from __future__ import annotations

import stat
from pathlib import Path

from streams.privacy.parties import PartyKey

SETTING = "CGC_PARTY_KEY_FILE"


def party_key(name: str) -> PartyKey | None:
    """What stands in the file of that name without the line break at its end; None
    where none is named. ValueError names the setting, and never what the file holds.
    """
    if not name:
        return None
    path = Path(name)
    try:
        mode, secret = path.stat().st_mode, path.read_bytes()
    except OSError as fault:
        raise ValueError(f"{SETTING}={name}: {fault.strerror}") from fault
    if stat.S_IMODE(mode) & (stat.S_IRWXG | stat.S_IRWXO):
        raise ValueError(f"{SETTING}={name} is open to others: chmod 600 it")
    try:
        return PartyKey(secret.rstrip(b"\r\n"))
    except ValueError as short:
        raise ValueError(f"{SETTING}={name} is too short: {short}") from short
