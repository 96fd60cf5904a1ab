"""What boards of another machine show a hub, out of a file that others cannot read."""

from __future__ import annotations

from pathlib import Path

from sql.flight import token_of
from streams.privacy.secret_files import secret_in

SETTING = "CGC_FLIGHT_TOKEN_FILE"


def flight_token(name: str | None) -> str:
    """What a call bears by the file of that name; '' where none is named. ValueError
    names the setting, and never what the file holds.
    """
    if name is None:
        return ""
    if not name:
        raise ValueError(f"{SETTING} is empty: name a file, or leave it unset")
    try:
        return token_of(secret_in(Path(name), f"{SETTING}={name}"))
    except ValueError as fault:
        said = str(fault)
        if said.startswith(SETTING):
            raise
        raise ValueError(f"{SETTING}={name} holds {said}") from fault
