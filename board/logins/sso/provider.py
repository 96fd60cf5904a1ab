"""The provider: where it is asked, by which keys it signs, and whom it proves."""

from __future__ import annotations

import threading
from base64 import b64encode
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from msgspec import Struct

from board.logins.sso.ending import Endings, ended_by
from board.logins.sso.line import Line
from board.logins.sso.proof import Expected, kid_of, proven_in
from board.logins.sso.unproven import Unproven

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from board.logins.marks import Mark
    from board.logins.sso.proof import Proven
    from board.logins.sso.ways import Way
    from board.provider import ProviderSettings

WELL_KNOWN = "/.well-known/openid-configuration"
KNOWN_FOR = timedelta(hours=1)
ANEW_AFTER = timedelta(minutes=1)
"""A key that nobody knows has the keys asked for anew, no oftener than this."""
LEFT_ALONE = timedelta(seconds=5)
"""For so long a provider that did not answer is not asked again."""
One = TypeVar("One")
BASIC, POST = "client_secret_basic", "client_secret_post"


class Places(Struct, frozen=True):
    """Of the discovery document what is needed."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str = ""
    token_endpoint_auth_methods_supported: tuple[str, ...] = (BASIC,)


class Keys(Struct, frozen=True):
    """A set of keys (RFC 7517)."""

    keys: tuple[dict[str, Any], ...]


class Provider:
    """Asks lazily and remembers; safe from any thread, and waits up to some seconds.
    What raises, raises Unproven.
    """

    def __init__(self, settings: ProviderSettings) -> None:
        self.settings = settings
        self._line = Line(settings)
        self._asking, self._endings = threading.Lock(), Endings()
        self._places: tuple[Places, datetime] | None = None
        self._keys: tuple[Keys, datetime] | None = None
        self._silent: tuple[Unproven, datetime] | None = None

    def way_in(self, way: Way, now: datetime) -> str:
        """The address at the provider where a way begins."""
        asked = {
            "response_type": "code",
            "scope": "openid profile",
            "client_id": self.settings.client_id,
            "redirect_uri": self.settings.returns_to,
            "state": way.state,
            "nonce": way.nonce,
            "code_challenge": way.challenge,
            "code_challenge_method": "S256",
            **({"prompt": "none"} if way.wish.is_silent else {}),
        }
        return _with(self._where(now).authorization_endpoint, asked)

    def way_out(self, now: datetime, leads_to: str) -> str:
        """The address at the provider that ends its own session; empty without one."""
        ending = self._where(now).end_session_endpoint
        if not self._line.leads_to(ending):
            return ""
        client = self.settings.client_id
        asked = {"client_id": client, "post_logout_redirect_uri": leads_to}
        return _with(ending, asked)

    def proven_by(self, code: str, way: Way, now: datetime) -> Proven:
        """Whom the provider proves by a code that it gave at the end of a way."""
        token = self._token_for(code, way, now)
        expected = Expected(
            issuer=self.settings.issuer,
            client_id=self.settings.client_id,
            nonce=way.nonce,
            name_claim=self.settings.name_claim,
        )
        return proven_in(token, self._keys_of(kid_of(token), now), expected, now)

    def ended_by(self, token: str, now: datetime) -> Mark:
        """Whose login the provider ends by a logout token, which counts once."""
        keys = self._keys_of(kid_of(token), now)
        jti, mark = ended_by(token, keys, self.settings, now)
        self._endings.take(jti, now)
        return mark

    def _token_for(self, code: str, way: Way, now: datetime) -> str:
        places = self._where(now)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.settings.returns_to,
            "client_id": self.settings.client_id,
            "code_verifier": way.verifier,
        }
        proof, headers = _of_client(self.settings, places)
        answer = self._line.ask(places.token_endpoint, form | proof, headers)
        if answer.status != HTTPStatus.OK:
            error = answer.said.get("error")
            reason = "code" if error == "invalid_grant" else "provider"
            raise Unproven(reason, f"no token: {answer.status} {error!r}"[:200])
        return str(answer.said.get("id_token", ""))

    def _where(self, now: datetime) -> Places:
        with self._asking:
            if self._places and now - self._places[1] < KNOWN_FOR:
                return self._places[0]
            found = self._asked(self._discovered, now)
            self._places = found, now
            return found

    def _keys_of(self, kid: str, now: datetime) -> tuple[Mapping[str, Any], ...]:
        """All keys where the token names none; else those that bear its name. A key
        that the provider took back counts no longer than its description.
        """
        where = self._where(now).jwks_uri
        with self._asking:
            found = _named(kid, self._keys[0]) if self._keys else ()
            kept_for = KNOWN_FOR if found else ANEW_AFTER
            if self._keys and now - self._keys[1] < kept_for:
                return found
            keys = self._asked(lambda: self._said(where, Keys), now)
            self._keys = keys, now
            return _named(kid, keys)

    def _discovered(self) -> Places:
        issuer = self.settings.issuer
        found = self._said(issuer.rstrip("/") + WELL_KNOWN, Places)
        if found.issuer != issuer:
            raise Unproven("provider", "the provider says that it is another issuer")
        needed = found.authorization_endpoint, found.token_endpoint, found.jwks_uri
        if not all(self._line.leads_to(one) for one in needed):
            raise Unproven("provider", "the provider sends us to another host")
        return found

    def _said(self, address: str, sort: type[One]) -> One:
        answer = self._line.ask(address)
        if answer.status != HTTPStatus.OK:
            raise Unproven("unreachable", f"{address} answered {answer.status}")
        try:
            return msgspec.convert(answer.said, sort)
        except ValueError as fault:
            raise Unproven("provider", f"{address}: {fault}") from fault

    def _asked(self, ask: Callable[[], One], now: datetime) -> One:
        """What the provider answers, unless it has just failed to."""
        if self._silent and now - self._silent[1] < LEFT_ALONE:
            raise Unproven(self._silent[0].reason, "the provider is left alone for now")
        try:
            found = ask()
        except Unproven as fault:
            self._silent = fault, now
            raise
        self._silent = None
        return found


def _of_client(
    settings: ProviderSettings, places: Places
) -> tuple[dict[str, str], dict[str, str]]:
    """How the board proves itself: what the form has more, and what the headers."""
    secret = settings.client_secret
    if not secret:
        return {}, {}
    known = places.token_endpoint_auth_methods_supported
    if BASIC not in known and POST in known:
        return {"client_secret": secret}, {}
    pair = f"{quote(settings.client_id, '')}:{quote(secret, '')}".encode()
    return {}, {"authorization": f"Basic {b64encode(pair).decode()}"}


def _named(kid: str, keys: Keys) -> tuple[Mapping[str, Any], ...]:
    return tuple(one for one in keys.keys if not kid or one.get("kid") == kid)


def _with(address: str, asked: Mapping[str, str]) -> str:
    joint = "&" if urlsplit(address).query else "?"
    return f"{address}{joint}{urlencode(asked)}"
