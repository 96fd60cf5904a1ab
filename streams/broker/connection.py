"""What every client of ours is told: where the broker is, and how to reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streams.broker.security import security_from

if TYPE_CHECKING:
    from collections.abc import Mapping

_EMBEDDED_API_VERSION = (2, 3)
"""What the mock broker inside librdkafka speaks; it cannot be asked."""


def connection_from(environ: Mapping[str, str]) -> dict[str, Any]:
    """Client settings from `KAFKA_*`: bootstrap servers, TLS and SASL.

    SecurityError, a ValueError, names the variable that does not fit.
    """
    settings = security_from(environ)
    servers = environ.get("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
    settings["bootstrap_servers"] = servers.split(",")
    if environ.get("CGC_BROKER_KIND") == "embedded":
        settings["api_version"] = _EMBEDDED_API_VERSION
    return settings
