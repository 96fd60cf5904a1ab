"""Whose login ends by a logout token (OpenID Connect Back-Channel Logout 1.0)."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from board.logins.marks import mark_of
from board.logins.sso.proof import LEEWAY, signed
from board.logins.sso.unproven import Unproven

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from board.logins.marks import Mark
    from board.provider import ProviderSettings

EVENT = "http://schemas.openid.net/event/backchannel-logout"
FRESH = timedelta(minutes=10)
"""A token that is older ends nothing, so its name need not be kept for longer."""
KNOWN = 10_000
"""So many names of tokens are kept, which the provider alone can make."""


class Claims(Struct, frozen=True):
    """What a logout token must say; one of `sub` and `sid` has to be there."""

    iss: str
    aud: str | tuple[str, ...]
    iat: float
    jti: str
    events: dict[str, dict[str, Any]]
    sub: str = ""
    sid: str = ""
    exp: float | None = None


class Endings:
    """Tokens that were taken already; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: dict[str, datetime] = {}

    def take(self, jti: str, now: datetime) -> None:
        """Raises Unproven for one that was taken before."""
        with self._lock:
            kept = FRESH + 2 * LEEWAY
            taken = {one: at for one, at in self._taken.items() if now - at < kept}
            self._taken = taken
            if jti in taken or len(taken) >= KNOWN:
                raise Unproven("token", "the logout token was used before")
            taken[jti] = now


def ended_by(
    token: str,
    keys: Iterable[Mapping[str, Any]],
    settings: ProviderSettings,
    now: datetime,
) -> tuple[str, Mark]:
    """The name of a token and whose login it ends. Raises Unproven."""
    body = signed(token, keys)
    try:
        claims = msgspec.json.decode(body, type=Claims)
        said = msgspec.json.decode(body, type=dict[str, Any])
    except ValueError as fault:
        raise Unproven("token", f"the logout token lacks something: {fault}") from fault
    for reason, detail in _faults(claims, said, settings, now):
        raise Unproven(reason, f"the logout token {detail}")
    return claims.jti, mark_of(claims.sub, claims.sid)


def _faults(
    claims: Claims, said: Mapping[str, Any], settings: ProviderSettings, now: datetime
) -> Iterable[tuple[str, str]]:
    """What does not fit, the first first."""
    audience = (claims.aud,) if isinstance(claims.aud, str) else claims.aud
    if claims.iss != settings.issuer:
        yield "issuer", "is of another issuer"
    if settings.client_id not in audience:
        yield "audience", "is for another audience"
    if EVENT not in claims.events or "nonce" in said:
        yield "token", "is none: it has no such event, or a nonce"
    if not claims.jti or not (claims.sub or claims.sid):
        yield "token", "names no token, or nobody"
    yield from _late(claims, now)


def _late(claims: Claims, now: datetime) -> Iterable[tuple[str, str]]:
    at, leeway = now.timestamp(), LEEWAY.total_seconds()
    if claims.iat > at + leeway:
        yield "clock", f"begins in {claims.iat - at:.0f} s"
    if at >= claims.iat + FRESH.total_seconds() + leeway:
        yield "clock", f"is {at - claims.iat:.0f} s old"
    if claims.exp is not None and at >= claims.exp + leeway:
        yield "clock", f"ended {at - claims.exp:.0f} s ago"
