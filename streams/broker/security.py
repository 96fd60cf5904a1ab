"""The settings of a secured Kafka: which there are, and what may stand in each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "KAFKA_"
_FAMILIES = tuple(PREFIX + word for word in ("SECURITY_", "SASL_", "SSL_"))
_PASSWORD = ("sasl_mechanism", "sasl_plain_username", "sasl_plain_password")
_SWITCH = {"true": True, "1": True, "false": False, "0": False}


class SecurityError(ValueError):
    """A setting is unknown, wrong, missing or of no effect; the text names it."""


def _one_of(*words: str) -> Callable[[str], str]:
    def chosen(value: str) -> str:
        if value not in words:
            raise ValueError(f"is none of {', '.join(words)}")
        return value

    return chosen


def _file(value: str) -> str:
    if not Path(value).is_file():
        raise ValueError("is not a file")
    return value


def _switch(value: str) -> bool:
    if value.lower() not in _SWITCH:
        raise ValueError("is neither true nor false")
    return _SWITCH[value.lower()]


SETTINGS: Mapping[str, Callable[[str], Any]] = {
    "security_protocol": _one_of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
    "sasl_mechanism": _one_of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"),
    "sasl_plain_username": str,
    "sasl_plain_password": str,
    "ssl_cafile": _file,
    "ssl_certfile": _file,
    "ssl_keyfile": _file,
    "ssl_password": str,
    "ssl_crlfile": _file,
    "ssl_check_hostname": _switch,
}
"""By kafka-python's names; in the environment in capitals, after `KAFKA_`."""


def variable(setting: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + setting.upper()


def security_from(environ: Mapping[str, str]) -> dict[str, Any]:
    """What a client is told, from `KAFKA_SECURITY_PROTOCOL`, `KAFKA_SASL_*` and
    `KAFKA_SSL_*`; empty ones count as not given.

    SecurityError names the variable that does not fit.
    """
    given = {
        name: value
        for name, value in environ.items()
        if value and name.startswith(_FAMILIES)
    }
    known = {variable(setting): setting for setting in SETTINGS}
    if unknown := sorted(given.keys() - known.keys()):
        there = ", ".join(known)
        raise SecurityError(f"{unknown[0]} is not known; there are {there}")
    found = {known[name]: _read(name, known[name], given[name]) for name in given}
    _require_whole(found)
    return found


def _read(name: str, setting: str, value: str) -> Any:
    try:
        return SETTINGS[setting](value)
    except ValueError as error:
        raise SecurityError(f"{name}={value} {error}") from error


def _require_whole(found: Mapping[str, Any]) -> None:
    """A password without its protocol would never be asked for: nobody would notice."""
    protocol = found.get("security_protocol", "PLAINTEXT")
    for family, word in (("sasl_", "SASL"), ("ssl_", "SSL")):
        idle = [name for name in found if name.startswith(family)]
        if idle and word not in protocol.split("_"):
            raise SecurityError(
                f"{variable(idle[0])} has no effect with "
                f"{variable('security_protocol')}={protocol}"
            )
    needed: tuple[str, ...] = _PASSWORD if protocol.startswith("SASL_") else ()
    needed += ("ssl_certfile",) if "ssl_keyfile" in found else ()
    if missing := [variable(name) for name in needed if name not in found]:
        raise SecurityError(f"{', '.join(missing)} must be given as well")
