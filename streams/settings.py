"""Settings of the hub, built once from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from streams.outbox import connection_from

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_FLIGHT_PORT, DEFAULT_HUB_PORT = 8815, 9464


class HubSettings(Struct, frozen=True, kw_only=True):
    """All that the hub can be told; the README has the table."""

    home: Path
    flight_port: int
    http_port: int
    is_synthetic: bool
    broker_kind: str
    memory_limit: str
    connection: Mapping[str, Any]

    @property
    def database(self) -> Path:
        return self.home / "board.duckdb"


def settings_from(environ: Mapping[str, str]) -> HubSettings:
    """Settings from `CGC_*` and `KAFKA_*`; ValueError names what does not fit."""
    return HubSettings(
        home=Path(environ.get("CGC_HOME", "var")),
        flight_port=_port(environ, "CGC_FLIGHT_PORT", DEFAULT_FLIGHT_PORT),
        http_port=_port(environ, "CGC_HUB_PORT", DEFAULT_HUB_PORT),
        is_synthetic=environ.get("CGC_DEMO", "0") == "1",
        broker_kind=environ.get("CGC_BROKER_KIND", "cluster"),
        memory_limit=environ.get("CGC_MEMORY_LIMIT", "2GB"),
        connection=connection_from(environ),
    )


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name, str(default))
    if not value.isdecimal() or not 0 < int(value) < 2**16:
        raise ValueError(f"{name}={value} is not a port (1 to 65535)")
    return int(value)
