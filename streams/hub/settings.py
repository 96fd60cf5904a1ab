"""Settings of the hub, built once from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sql.room import MEGABYTE
from sql.store import DEADLINE_PROFILE
from streams.broker.connection import connection_from
from streams.hub.listening import Listening, listening
from streams.privacy.flight_token import SETTING as FLIGHT_TOKEN
from streams.privacy.flight_token import flight_token
from streams.privacy.party_key import SETTING as PARTY_KEY
from streams.signing.key import SETTING as SIGNING_KEY
from streams.signing.lists import POLICIES, SIGNERS

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_FLIGHT_PORT, DEFAULT_HUB_PORT = 8815, 9464
HIGHEST_PORT = 65_535
DISK_RESERVE_MB, MOST_RESERVE_MB = 512, 1_000_000
BACKUPS_KEPT, MOST_KEPT = 7, 1_000
LISTS = ("CGC_USERS", "CGC_SYSTEMS", SIGNERS, POLICIES)
SAFE, OUR_PARTY_KEY = "CGC_BACKUP_KEYS_DIR", "party.key"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class HubSettings(Struct, frozen=True, kw_only=True):
    """All that the hub can be told; the README has the table."""

    home: Path
    flight_port: int
    http_port: int
    is_synthetic: bool
    broker_kind: str
    memory_limit: str
    threads: int
    disk_reserve: int
    """Bytes that stay free on the disk."""
    deadline_profile: str
    backups: Path | None
    """The folder of the backups, if any are to be taken; so many are kept."""
    backups_kept: int
    lists: Mapping[str, Path]
    """Files that a backup takes too, by the settings that name them."""
    party_key_file: Path
    backup_keys: Path | None
    """The key of parties, if there is one, and the folder that a copy of it goes to."""
    log_level: str
    connection: Mapping[str, Any]
    signers: Path | None = None
    signed_topics: Path | None = None
    """The lists of keys and of what is asked of each topic."""
    signing_key: str = ""
    """The file of the key by which a program that sends signs."""
    is_standby: bool = False
    """Whether another hub of the city does what is to be done once."""
    flight_token: str = ""
    """What whoever asks by Flight has to bear, if anything."""
    listening: Listening | None = None
    """Where boards of other machines ask, if they do."""

    @property
    def database(self) -> Path:
        return self.home / "board.duckdb"

    @property
    def changed_passwords(self) -> Path:
        """Where the board keeps what users made of their passwords on screen."""
        return self.home / "passwords.json"


def settings_from(environ: Mapping[str, str]) -> HubSettings:
    """Settings from `CGC_*` and `KAFKA_*`; ValueError names what does not fit."""
    home = Path(environ.get("CGC_HOME", "var"))
    return HubSettings(
        home=home,
        flight_port=_number(
            environ, "CGC_FLIGHT_PORT", DEFAULT_FLIGHT_PORT, most=HIGHEST_PORT
        ),
        http_port=_number(environ, "CGC_HUB_PORT", DEFAULT_HUB_PORT, most=HIGHEST_PORT),
        is_synthetic=environ.get("CGC_DEMO", "0") == "1",
        broker_kind=environ.get("CGC_BROKER_KIND", "cluster"),
        memory_limit=environ.get("CGC_MEMORY_LIMIT", "2GB"),
        threads=_number(environ, "CGC_THREADS", 1, most=64),
        disk_reserve=_disk_reserve(environ),
        deadline_profile=environ.get("CGC_DEADLINE_PROFILE", DEADLINE_PROFILE),
        backups=Path(environ["CGC_BACKUPS"]) if environ.get("CGC_BACKUPS") else None,
        backups_kept=_number(environ, "CGC_BACKUPS_KEPT", BACKUPS_KEPT, most=MOST_KEPT),
        lists={name: Path(environ[name]) for name in LISTS if environ.get(name)},
        party_key_file=Path(environ.get(PARTY_KEY) or home / OUR_PARTY_KEY),
        backup_keys=_safe(environ),
        log_level=_log_level(environ),
        connection=connection_from(environ),
        signers=_file(environ, SIGNERS),
        signed_topics=_file(environ, POLICIES),
        signing_key=environ.get(SIGNING_KEY, ""),
        is_standby=_yes(environ, "CGC_STANDBY"),
        flight_token=flight_token(environ.get(FLIGHT_TOKEN)),
        listening=listening(environ),
    )


def _yes(environ: Mapping[str, str], name: str) -> bool:
    text = environ.get(name, "0")
    if text not in ("0", "1"):
        raise ValueError(f"{name}={text}: write 1 or 0")
    return text == "1"


def _file(environ: Mapping[str, str], name: str) -> Path | None:
    """None only where nothing is said: an empty name opens no door."""
    named = environ.get(name)
    if named == "":
        raise ValueError(f"{name} is empty: name a file, or leave it unset")
    return Path(named) if named else None


def _safe(environ: Mapping[str, str]) -> Path | None:
    """ValueError where a key would lie beside what it protects."""
    safe = _file(environ, SAFE)
    beside = environ.get("CGC_BACKUPS")
    if safe and beside and safe.resolve().is_relative_to(Path(beside).resolve()):
        raise ValueError(
            f"{SAFE}={safe} lies in CGC_BACKUPS: a key beside what it protects keeps "
            "nobody out; name a folder on another disk"
        )
    return safe


def _number(
    environ: Mapping[str, str], name: str, default: int, *, least: int = 1, most: int
) -> int:
    value = environ.get(name, str(default))
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ValueError(f"{name}={value} is not a number from {least} to {most}")
    return int(value)


def _disk_reserve(environ: Mapping[str, str]) -> int:
    name = "CGC_DISK_RESERVE_MB"
    reserve = _number(environ, name, DISK_RESERVE_MB, least=0, most=MOST_RESERVE_MB)
    return reserve * MEGABYTE


def _log_level(environ: Mapping[str, str]) -> str:
    level = environ.get("CGC_LOG_LEVEL", "INFO")
    if level not in LOG_LEVELS:
        raise ValueError(f"CGC_LOG_LEVEL={level} is none of {', '.join(LOG_LEVELS)}")
    return level
