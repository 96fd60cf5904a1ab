"""Where boards of other machines ask this hub: only sealed, and only who is known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sql.flight import Outward
from streams.privacy.flight_token import SETTING as TOKEN
from streams.privacy.secret_files import secret_in

if TYPE_CHECKING:
    from collections.abc import Mapping

LISTEN, CERTIFICATE, KEY = "CGC_FLIGHT_LISTEN", "CGC_FLIGHT_CERT", "CGC_FLIGHT_KEY"
NEEDED = (CERTIFICATE, KEY, TOKEN)
PLACE = re.compile(r"([\w.-]+|\[[0-9a-fA-F:]+\]):(\d{1,5})", re.ASCII)
HIGHEST_PORT = 65_535


class Listening(Struct, frozen=True):
    """The address beside the loopback, and what is shown there."""

    host: str
    port: int
    outward: Outward


def listening(environ: Mapping[str, str]) -> Listening | None:
    """None where nothing is said. ValueError names what is missing or does not fit,
    and never what a file holds.
    """
    named = environ.get(LISTEN)
    if named is None:
        return None
    found = PLACE.fullmatch(named)
    if found is None or not 1 <= int(found[2]) <= HIGHEST_PORT:
        raise ValueError(f"{LISTEN}={named} is no host:port, such as 0.0.0.0:8816")
    missing = [one for one in NEEDED if not environ.get(one)]
    if missing:
        raise ValueError(
            f"{LISTEN}={named} opens the hub to other machines: {', '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} missing"
        )
    port = int(found[2])
    if str(port) == environ.get("CGC_FLIGHT_PORT", "8815"):
        raise ValueError(
            f"{LISTEN}={named}: choose another port than CGC_FLIGHT_PORT, which is "
            "this machine's own"
        )
    key = secret_in(Path(environ[KEY]), f"{KEY}={environ[KEY]}")
    return Listening(found[1], port, Outward(_certificate(environ[CERTIFICATE]), key))


def _certificate(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as fault:
        raise ValueError(f"{CERTIFICATE}={name}: {fault.strerror}") from fault
