"""Ways to the provider that somebody is on, until the provider sends them back."""

from __future__ import annotations

import secrets
import threading
from base64 import urlsafe_b64encode
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from board.logins.sso.unproven import Unproven

if TYPE_CHECKING:
    from datetime import datetime

LASTS = timedelta(minutes=10)
KNOWN, OF_ONE = 10_000, 1_000
"""So many are remembered at once, and so many of one caller."""
VERSION_6, SHARED = 6, 64
CROWDED = 1_000
"""So many that had to make room are remembered, so that whoever comes back is told."""


class Wish(Struct, frozen=True, kw_only=True):
    """What it is about: to which path of the board, in which language and theme; the
    handle of the login that the browser has, if there is one, and whether that goes on
    instead of a new one; whether the provider is to ask nothing.
    """

    wanted: str
    look: dict[str, str]
    handle: str = ""
    goes_on: bool = False
    is_silent: bool = False

    def aloud(self) -> Wish:
        return structs.replace(self, is_silent=False)


class Way(Struct, frozen=True):
    """One way, for one answer."""

    wish: Wish
    state: str
    nonce: str
    verifier: str
    begun_at: datetime
    caller: str = ""

    @property
    def challenge(self) -> str:
        """What the provider is told of the verifier beforehand (PKCE, S256)."""
        digest = sha256(self.verifier.encode()).digest()
        return urlsafe_b64encode(digest).rstrip(b"=").decode()


class Ways:
    """Safe from any thread. A way is of one browser, by a cookie that it got, and is
    gone on once. Too many of one caller make room among themselves, and too many of all
    among those of whom the most are.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun: dict[tuple[bytes, str], Way] = {}
        self._crowded_out: dict[tuple[bytes, str], None] = {}

    def begin(
        self, wish: Wish, browser: str, now: datetime, caller: str = ""
    ) -> tuple[Way, str]:
        """The way and the cookie of its browser, which keeps the one that it has as
        long as it is on another way too. `caller` is the address that it comes from.
        """
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        way = Way(wish, state, nonce, verifier, now, network_of(caller))
        with self._lock:
            self._forget(now)
            self._make_room(way.caller)
            is_known = any(key == _key(browser) for key, _ in self._begun)
            cookie = browser if is_known else secrets.token_urlsafe(32)
            self._begun[_key(cookie), way.state] = way
        return way, cookie

    def end(self, browser: str, state: str, now: datetime) -> Way:
        """The way that an answer belongs to, once. Raises Unproven."""
        with self._lock:
            key = _key(browser), state
            way, is_crowded = self._begun.pop(key, None), key in self._crowded_out
        if is_crowded:
            raise Unproven("crowded", "too many ways of one caller were begun")
        if way is None or now - way.begun_at >= LASTS:
            raise Unproven("stale", "an answer came that nobody here waits for")
        return way

    def _forget(self, now: datetime) -> None:
        old = [key for key, way in self._begun.items() if now - way.begun_at >= LASTS]
        for key in old:
            del self._begun[key]

    def _make_room(self, caller: str) -> None:
        counts = Counter(one.caller for one in self._begun.values())
        if counts[caller] >= OF_ONE:
            self._crowd_out(caller)
        elif len(self._begun) >= KNOWN:
            self._crowd_out(max(counts, key=lambda one: counts[one]))

    def _crowd_out(self, caller: str) -> None:
        """The oldest of that caller."""
        key = next(key for key, way in self._begun.items() if way.caller == caller)
        del self._begun[key]
        self._crowded_out[key] = None
        while len(self._crowded_out) > CROWDED:
            del self._crowded_out[next(iter(self._crowded_out))]


def network_of(caller: str) -> str:
    """An address, or the network of a version 6 one: whoever has one of those has all
    of its network.
    """
    try:
        address = ip_address(caller)
    except ValueError:
        return caller
    if address.version != VERSION_6:
        return caller
    return str(ip_network((address, SHARED), strict=False))


def _key(browser: str) -> bytes:
    return sha256(browser.encode(errors="replace")).digest()
