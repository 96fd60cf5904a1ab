"""What an ID token proves: the one place where signatures of others are looked at."""

from __future__ import annotations

from datetime import timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

import jwt
import msgspec
from msgspec import Struct

from board.logins.marks import Mark, mark_of
from board.logins.sso.unproven import Unproven

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

LEEWAY = timedelta(seconds=60)
"""So far the clocks of the provider and of the board may be apart."""
SIGNS = {
    ("RSA", ""): ("RS256", "PS256"),
    ("EC", "P-256"): ("ES256",),
    ("OKP", "Ed25519"): ("EdDSA",),
}
"""By type and curve of a key what it may sign with: no shared secret, never nothing."""
LONGEST = 16_384
SIGNATURES = jwt.PyJWS(options={"enforce_minimum_key_length": True})


class Expected(Struct, frozen=True, kw_only=True):
    """Of whom, for whom and for which question the proof must be."""

    issuer: str
    client_id: str
    nonce: str
    name_claim: str


class Claims(Struct, frozen=True):
    """What every ID token must say."""

    iss: str
    sub: str
    aud: str | tuple[str, ...]
    exp: float
    iat: float
    nonce: str
    azp: str | None = None
    sid: Any = ""
    nbf: float = 0

    @property
    def session(self) -> str:
        """Its session at the provider; what is none of that sort keeps nobody out."""
        return self.sid if isinstance(self.sid, str) else ""


def kid_of(token: str) -> str:
    """Which key the token says it is signed with; empty if it says none."""
    try:
        if len(token) > LONGEST:
            raise Unproven("token", "the token is too long")
        return str(jwt.get_unverified_header(token).get("kid", ""))
    except jwt.PyJWTError as fault:
        raise Unproven("token", f"no token: {type(fault).__name__}") from fault


class Proven(Struct, frozen=True):
    """The login name, and by what the provider names the login."""

    name: str
    mark: Mark = Mark()


def proven_in(
    token: str, keys: Iterable[Mapping[str, Any]], expected: Expected, now: datetime
) -> Proven:
    """Whom a token proves by one of these keys, which are those of its `kid`. Raises
    Unproven.
    """
    body = signed(token, keys)
    try:
        claims = msgspec.json.decode(body, type=Claims)
        said = msgspec.json.decode(body, type=dict[str, Any])
    except ValueError as fault:
        raise Unproven("token", f"the ID token lacks something: {fault}") from fault
    for reason, detail in _faults(claims, expected, now):
        raise Unproven(reason, detail)
    name = said.get(expected.name_claim)
    if not isinstance(name, str) or not name.strip():
        raise Unproven("nameless", f"the ID token has no {expected.name_claim}")
    return Proven(name.strip(), mark_of(claims.sub, claims.session))


def signed(token: str, keys: Iterable[Mapping[str, Any]]) -> bytes:
    """What was signed by one of these keys. With which algorithm is the key's to say,
    never the token's. Raises Unproven.
    """
    for key in keys:
        for algorithm in _algorithms(key):
            try:
                body: bytes = SIGNATURES.decode(
                    token, jwt.PyJWK(dict(key), algorithm), algorithms=[algorithm]
                )
            except (jwt.PyJWTError, ValueError, TypeError):
                continue
            return body
    raise Unproven("token", "no key of the provider signed the token")


def _algorithms(key: Mapping[str, Any]) -> tuple[str, ...]:
    """None for a key that is of another use, or too weak a kind."""
    if key.get("use", "sig") != "sig":
        return ()
    sort = str(key.get("kty", "")), str(key.get("crv", ""))
    fitting = SIGNS.get(sort, ())
    named = key.get("alg")
    return tuple(one for one in fitting if named in (None, one))


def _faults(
    claims: Claims, expected: Expected, now: datetime
) -> Iterable[tuple[str, str]]:
    """What does not fit, the first first."""
    at, leeway = now.timestamp(), LEEWAY.total_seconds()
    audience = (claims.aud,) if isinstance(claims.aud, str) else claims.aud
    is_alone = set(audience) == {expected.client_id}
    if claims.iss != expected.issuer:
        yield "issuer", "the ID token is of another issuer"
    if expected.client_id not in audience:
        yield "audience", "the ID token is for another audience"
    if claims.azp not in (
        (None, expected.client_id) if is_alone else (expected.client_id,)
    ):
        yield "audience", "the ID token was given to another party"
    if at >= claims.exp + leeway:
        yield "clock", f"the ID token ended {at - claims.exp:.0f} s ago"
    early = max(claims.iat, claims.nbf) - at
    if early > leeway:
        yield "clock", f"the ID token begins in {early:.0f} s"
    if not compare_digest(claims.nonce.encode(), expected.nonce.encode()):
        yield "stale", "the nonce of the ID token is another"
    if not claims.sub:
        yield "token", "the ID token has no subject"
