"""Ways to the provider that somebody is on, until the provider sends them back."""

from __future__ import annotations

import secrets
import threading
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from board.logins.sso.unproven import Unproven

if TYPE_CHECKING:
    from datetime import datetime

LASTS = timedelta(minutes=10)
KNOWN = 10_000
"""So many are remembered at once, the latest."""


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

    @property
    def challenge(self) -> str:
        """What the provider is told of the verifier beforehand (PKCE, S256)."""
        digest = sha256(self.verifier.encode()).digest()
        return urlsafe_b64encode(digest).rstrip(b"=").decode()


class Ways:
    """Safe from any thread. A way is of one browser, by a cookie that it got, and is
    gone on once.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun: dict[tuple[bytes, str], Way] = {}

    def begin(self, wish: Wish, browser: str, now: datetime) -> tuple[Way, str]:
        """The way and the cookie of its browser, which keeps the one that it has as
        long as it is on another way too.
        """
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        way = Way(wish, state, nonce, verifier, now)
        with self._lock:
            self._forget(now)
            is_known = any(key == _key(browser) for key, _ in self._begun)
            cookie = browser if is_known else secrets.token_urlsafe(32)
            self._begun[_key(cookie), way.state] = way
        return way, cookie

    def end(self, browser: str, state: str, now: datetime) -> Way:
        """The way that an answer belongs to, once. Raises Unproven."""
        with self._lock:
            way = self._begun.pop((_key(browser), state), None)
        if way is None or now - way.begun_at >= LASTS:
            raise Unproven("stale", "an answer came that nobody here waits for")
        return way

    def _forget(self, now: datetime) -> None:
        old = [key for key, way in self._begun.items() if now - way.begun_at >= LASTS]
        for key in old:
            del self._begun[key]
        while len(self._begun) >= KNOWN:
            del self._begun[next(iter(self._begun))]


def _key(browser: str) -> bytes:
    return sha256(browser.encode(errors="replace")).digest()
