"""The line to the provider: the one host that the board ever asks."""

from __future__ import annotations

import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import msgspec
from msgspec import Struct

from board.logins.sso.unproven import Unproven

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.provider import ProviderSettings

TIMEOUT_S = 5.0
AMBIGUOUS = frozenset("\\@")
"""What browsers and `urlsplit` do not read alike: where a host ends, and who asks."""
MOST_BYTES = 2**20
HTTP_FAULTS = 500
"""From this status on the provider itself is at fault, or what stands before it."""
FORM = "application/x-www-form-urlencoded"


class Answer(Struct, frozen=True):
    """The status and what the JSON said."""

    status: int
    said: dict[str, Any]


class Line:
    """Follows no redirect, asks no proxy, and takes no more than a megabyte; safe from
    any thread, and waits: never on an event loop.
    """

    def __init__(self, settings: ProviderSettings) -> None:
        self._home = _home(settings.issuer)
        self._trusted = _trusted(settings)

    def leads_to(self, address: str) -> bool:
        """Whether an address is of the very host of the issuer, by the same scheme, for
        a browser as well: one takes what stands after a backslash for a path.
        """
        is_plain = address.isprintable() and not set(address) & AMBIGUOUS
        return is_plain and _home(address) == self._home

    def ask(
        self,
        address: str,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Post the form if there is one. Raises Unproven."""
        if not self.leads_to(address):
            raise Unproven("provider", f"{address} is not of the issuer's host")
        try:
            status, body = self._exchange(address, form, headers or {})
        except (OSError, HTTPException) as fault:
            told = f"{address}: {type(fault).__name__} {fault}"
            raise Unproven("unreachable", told) from fault
        if len(body) > MOST_BYTES:
            raise Unproven("provider", f"{address} answered more than {MOST_BYTES}")
        try:
            return Answer(status, msgspec.json.decode(body, type=dict[str, Any]))
        except ValueError as fault:
            reason = "unreachable" if status >= HTTP_FAULTS else "provider"
            raise Unproven(reason, f"{address} answered {status}, no JSON") from fault

    def _exchange(
        self, address: str, form: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        connection = self._connection()
        parts = urlsplit(address)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path
        given = {"accept": "application/json", **headers}
        try:
            if form is None:
                connection.request("GET", target or "/", headers=given)
            else:
                given["content-type"] = FORM
                connection.request("POST", target or "/", urlencode(form), given)
            answer = connection.getresponse()
            return answer.status, answer.read(MOST_BYTES + 1)
        finally:
            connection.close()

    def _connection(self) -> HTTPConnection:
        scheme, host, port = self._home
        if scheme == "https":
            return HTTPSConnection(host, port, timeout=TIMEOUT_S, context=self._trusted)
        return HTTPConnection(host, port, timeout=TIMEOUT_S)


def _trusted(settings: ProviderSettings) -> ssl.SSLContext | None:
    """Authorities; None for a provider on this very machine without https."""
    if not settings.issuer.startswith("https:"):
        return None
    return ssl.create_default_context(cafile=settings.ca_file or None)


def _home(address: str) -> tuple[str, str, int]:
    """Scheme, host and port; of what is no address none that leads anywhere."""
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return "", "", 0
    return parts.scheme, parts.hostname or "", port
