"""The key of parties of a board on its own broker, made once and kept."""

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

SETTING = "CGC_PARTY_KEY_FILE"
NAME = "party.key"
BYTES = 32
ONLY_ITS_OWNER = 0o600


def keyed(
    home: Path, inherited: Mapping[str, str], say: Callable[[str], None]
) -> dict[str, str]:
    """Return where the key is, for the environment: the file that is set, else one in
    the home, which is made where there is none.
    """
    if inherited.get(SETTING):
        return {}
    path = home / NAME
    if not path.exists():
        _make(path)
        say(f"Made {path}, under which parties are hashed; {SETTING} names another.")
    return {SETTING: str(path)}


def _make(path: Path) -> None:
    """Never open to others, and never half written under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_ITS_OWNER)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{secrets.token_hex(BYTES)}\n")
    new.rename(path)
