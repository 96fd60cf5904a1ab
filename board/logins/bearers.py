"""Whose a token is that another system sends, and how often it may."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from msgspec import Struct

from board.logins.bucket import Buckets
from board.logins.systems import systems_in
from board.logins.tokens import token_hash
from board.logins.tries import Tries
from board.look.clock import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from board.logins.systems import System
    from board.settings import SystemSettings

LOG = logging.getLogger(__name__)


class Borne(Struct, frozen=True):
    """Whose a token is, None for nobody's; after how many seconds to come again, 0 for
    at once; and whether it was looked at at all.
    """

    system: System | None
    wait_s: int = 0
    is_looked_at: bool = True


class Bearers:
    """Safe from any thread. ValueError where the file of systems does not fit."""

    def __init__(self, settings: SystemSettings) -> None:
        self._path = settings.systems
        self._tries = Tries()
        self._buckets = Buckets(settings.per_minute)
        self._fault = ""
        self._by_token = _by_token(systems_in(self._path))

    def borne(self, token: str, host: str, now: datetime) -> Borne:
        """Wrong tokens are slowed by the host that sends them, as wrong passwords are
        by their name. The right one is never held up by them, or whoever sends wrong
        ones would lock the others out: it cannot be guessed, however fast.
        """
        system = self._by_token.get(token_hash(token))
        if system is not None and system.is_valid(day_of(now)):
            return Borne(system, self._buckets.wait_s(system.name, now))
        if self._tries.begins(host, now):
            return Borne(None)
        return Borne(None, self._tries.wait_s(host, now), is_looked_at=False)

    def read_anew(self) -> None:
        """Read the file, which is small; what does not fit leaves the systems as they
        were, and is told once.
        """
        try:
            found = _by_token(systems_in(self._path))
        except ValueError as fault:
            if str(fault) != self._fault:
                LOG.warning("the systems stay as they were: %s", fault)
            self._fault = str(fault)
            return
        if found != self._by_token:
            LOG.warning("%s was read anew: %s systems", self._path, len(found))
        self._by_token, self._fault = found, ""


def _by_token(systems: dict[str, System]) -> dict[str, System]:
    return {one.token: one for one in systems.values()}
