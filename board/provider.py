"""The identity provider of a city (统一身份认证), as a file names it."""

from __future__ import annotations

import re
import ssl
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from streams.privacy.secret_files import secret_in

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTING = "CGC_OIDC"
OURSELVES = frozenset({"127.0.0.1", "::1", "localhost"})
"""A provider on this very machine may do without https."""
_KEY = re.compile(r"`(?:\$\.)?(\w+)`")
RETURN = "/sso-return"
"""Where the provider sends people back to, below the board's own address."""


class ProviderSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who proves who somebody is: the issuer, what the board is called there and by
    which secret it proves itself (none: by PKCE alone), the board's own public address,
    the claim that has the login name, what stands on the button (none: the house's
    words), and the authorities that are trusted instead of the system's.
    """

    issuer: str
    client_id: str
    redirect: str
    client_secret: str = ""
    name_claim: str = "preferred_username"
    button: str = ""
    ca_file: str = ""

    @property
    def returns_to(self) -> str:
        return self.redirect.rstrip("/") + RETURN


def provider_settings(
    named: str | None, *, has_users: bool, is_https: bool
) -> ProviderSettings | None:
    """None only where nothing is said of a provider. ValueError names the setting, the
    file, the line and the remedy, and never the secret.
    """
    if named is None:
        return None
    if not named:
        raise ValueError(f"{SETTING} is empty: name a file of a provider, or unset it")
    said = f"{SETTING}={named}"
    if not has_users:
        raise ValueError(f"{said}: CGC_USERS must say who has which seats")
    text = _text(Path(named), said)
    try:
        found = msgspec.convert(tomllib.loads(text), ProviderSettings)
        for key, remedy in _unfit(found, is_https=is_https):
            raise ValueError(f"`{key}` {remedy}")  # noqa: TRY301 - the place is added once
    except tomllib.TOMLDecodeError as fault:
        raise ValueError(f'{said}: {fault}; write lines as key = "text"') from fault
    except ValueError as fault:
        raise ValueError(f"{said}{_line(str(fault), text)}: {fault}") from fault
    return found


def _text(path: Path, said: str) -> str:
    try:
        return secret_in(path, said).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ValueError(f"{said} is no text in UTF-8: save it so") from fault


def _unfit(found: ProviderSettings, *, is_https: bool) -> Iterator[tuple[str, str]]:
    """What does not fit, by its key, and what would."""
    for key in ("issuer", "redirect"):
        if not _is_safe(getattr(found, key)):
            yield key, "must be an https address without query, as https://host/path"
    for key in ("client_id", "name_claim"):
        if not getattr(found, key).strip():
            yield key, "is empty"
    if found.redirect.startswith("https:") != is_https:
        yield "redirect", "and CGC_HTTPS must agree: CGC_HTTPS=1 with https, else 0"
    fault = _authorities(found.ca_file)
    if fault:
        yield "ca_file", f"{fault}: name a PEM file of authorities"


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    is_bare = not (parts.query or parts.fragment or parts.username or parts.password)
    is_kept = parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in OURSELVES
    )
    return bool(parts.hostname) and is_bare and is_kept and address.isprintable()


def _authorities(file: str) -> str:
    """Why they cannot be read; empty if they can, or if none are named."""
    try:
        if file:
            ssl.create_default_context(cafile=file)
    except OSError as fault:
        return fault.strerror or type(fault).__name__
    return ""


def _line(fault: str, text: str) -> str:
    """Where the key stands that a fault names last, if it stands somewhere."""
    named = _KEY.findall(fault)
    for number, line in enumerate(text.splitlines(), start=1):
        if named and line.partition("=")[0].strip() == named[-1]:
            return f" line {number}"
    return ""
