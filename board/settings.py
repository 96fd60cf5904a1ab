"""What the board is told by its environment, read once."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from board.look.links import LinkTemplate, link_template
from board.provider import SETTING as PROVIDER
from board.provider import provider_settings
from streams.broker.connection import connection_from
from streams.privacy.flight_token import SETTING as FLIGHT_TOKEN
from streams.privacy.flight_token import flight_token
from streams.privacy.party_key import party_key
from streams.signing.key import SETTING as SIGNING_KEY
from streams.signing.key import signing_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.provider import ProviderSettings
    from streams.privacy.parties import PartyKey
    from streams.signing.key import SigningKey

MOST = 10_000
PROJECT = Path(__file__).parent.parent
HUB = re.compile(r"(grpc\+tls://)?([\w.-]+|\[[0-9a-fA-F:]+\]):(\d{1,5})", re.ASCII)
HERE = re.compile(r"127(\.\d{1,3}){3}|localhost|\[::1\]", re.ASCII)
AUTHORITIES = "CGC_FLIGHT_CAFILE"


class LoginSettings(Struct, frozen=True, kw_only=True):
    """The file of users, the board's own files of passwords that they changed on screen
    and of logins that go on after a restart, whether the board stands behind https, how
    long a login lasts that nobody uses, and how long any lasts unless its user says
    otherwise; and who else proves who somebody is, if there is one.
    """

    users: Path
    changed: Path
    remembered: Path
    is_https: bool
    idle: timedelta
    longest: timedelta
    provider: ProviderSettings | None = None


class SystemSettings(Struct, frozen=True, kw_only=True):
    """The file of other systems, and how many questions each may ask a minute."""

    systems: Path
    per_minute: int


class BoardSettings(Struct, frozen=True, kw_only=True):
    """Ports, folders and the way to Kafka; everything else the board learns from the
    hub. `connection` is what every client of Kafka is told; the links lead from an item
    to the system that it came from and to its video; without a `party_key` nobody can
    say whom an item is about, without `logins` everybody chooses a seat, without
    `systems` no other system reads, and without a `signing_key` what is sent goes
    unsigned. `hubs` are addresses, the preferred one first; none where nothing is said
    of them, and the one hub is at `flight_address`.
    """

    port: int
    flight_address: str
    health_url: str
    home: Path
    connection: Mapping[str, Any]
    hubs: tuple[str, ...] = ()
    flight_token: str = ""
    flight_authorities: bytes | None = None
    source_link: LinkTemplate = LinkTemplate()
    video_link: LinkTemplate = LinkTemplate()
    party_key: PartyKey | None = None
    logins: LoginSettings | None = None
    systems: SystemSettings | None = None
    signing_key: SigningKey | None = None

    @property
    def ways(self) -> dict[str, LinkTemplate]:
        """The links that lead out of the board, by what they lead to."""
        return {"source": self.source_link, "video": self.video_link}

    @property
    def progress_file(self) -> Path:
        return self.home / "simulate-status.json"


def settings_from(environment: Mapping[str, str]) -> BoardSettings:
    """Read the settings from environment variables, with the house's defaults.

    ValueError names the variable that does not fit.
    """
    broker_port = environment.get("CGC_BROKER_PORT", "9092")
    home = Path(environment.get("CGC_HOME", str(PROJECT / "var")))
    return BoardSettings(
        port=int(environment.get("CGC_BOARD_PORT", "8501")),
        flight_address=f"127.0.0.1:{environment.get('CGC_FLIGHT_PORT', '8815')}",
        health_url=f"http://127.0.0.1:{environment.get('CGC_HUB_PORT', '9464')}/health",
        home=home,
        connection=connection_from(
            {"KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{broker_port}", **environment}
        ),
        hubs=_hubs(environment),
        flight_token=flight_token(environment.get(FLIGHT_TOKEN)),
        flight_authorities=_authorities(environment),
        source_link=_link("CGC_SOURCE_LINK", environment),
        video_link=_link("CGC_VIDEO_LINK", environment),
        party_key=party_key(environment.get("CGC_PARTY_KEY_FILE", "")),
        logins=_logins(environment, home),
        systems=_systems(environment),
        signing_key=signing_key(environment.get(SIGNING_KEY, "")),
    )


def _hubs(environment: Mapping[str, str]) -> tuple[str, ...]:
    """None only where nothing is said of hubs. What crosses the net is sealed, and the
    hub knows who asks.
    """
    named = environment.get("CGC_HUBS")
    if named is None:
        return ()
    hubs = tuple(one.strip() for one in named.split(","))
    for one in hubs:
        found = HUB.fullmatch(one)
        if found is None:
            raise ValueError(f"CGC_HUBS: {one!r} is no host:port, nor grpc+tls:// one")
        if not (found[1] or HERE.fullmatch(found[2])):
            raise ValueError(
                f"CGC_HUBS: {one} is another machine: write grpc+tls://{one}"
            )
        if found[1] and FLIGHT_TOKEN not in environment:
            raise ValueError(f"CGC_HUBS: {one} asks for a token: {FLIGHT_TOKEN}")
    if len(set(hubs)) < len(hubs):
        raise ValueError("CGC_HUBS names a hub twice")
    return hubs


def _authorities(environment: Mapping[str, str]) -> bytes | None:
    """The authorities that vouch for hubs; the system's where nothing is said."""
    named = environment.get(AUTHORITIES)
    if named is None:
        return None
    try:
        return Path(named).read_bytes()
    except OSError as fault:
        raise ValueError(f"{AUTHORITIES}={named}: {fault.strerror}") from fault


def _logins(environment: Mapping[str, str], home: Path) -> LoginSettings | None:
    """None only where nothing is said of users: an empty name opens no board."""
    named, provider = environment.get("CGC_USERS"), environment.get(PROVIDER)
    is_https = _yes("CGC_HTTPS", environment)
    proven = provider_settings(provider, has_users=bool(named), is_https=is_https)
    if named is None:
        return None
    if not named:
        raise ValueError("CGC_USERS is empty: name a file of users, or leave it unset")
    return LoginSettings(
        users=Path(named),
        changed=home / "passwords.json",
        remembered=home / "logins.json",
        is_https=is_https,
        idle=timedelta(minutes=_number("CGC_IDLE_MINUTES", environment, "30")),
        longest=timedelta(hours=_number("CGC_SESSION_HOURS", environment, "12")),
        provider=proven,
    )


def _systems(environment: Mapping[str, str]) -> SystemSettings | None:
    """None only where nothing is said of systems."""
    named = environment.get("CGC_SYSTEMS")
    if named is None:
        return None
    if not named:
        raise ValueError("CGC_SYSTEMS is empty: name a file of systems, or unset it")
    return SystemSettings(
        systems=Path(named),
        per_minute=_number("CGC_SYSTEMS_PER_MINUTE", environment, "120"),
    )


def _yes(name: str, environment: Mapping[str, str]) -> bool:
    text = environment.get(name, "0")
    if text not in ("0", "1"):
        raise ValueError(f"{name}={text}: write 1 or 0")
    return text == "1"


def _number(name: str, environment: Mapping[str, str], usual: str) -> int:
    text = environment.get(name, usual)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise ValueError(f"{name}={text}: write a whole number from 1 to {MOST}")
    return int(text)


def _link(name: str, environment: Mapping[str, str]) -> LinkTemplate:
    return link_template(name, environment.get(name, ""))
