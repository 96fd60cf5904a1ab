"""What `make run` is told by the environment, read once and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HIGHEST_PORT = 65_534
SWITCH = {"0": False, "1": True}


class CannotRunError(Exception):
    """`make run` cannot go on; the text is the one line that says why, and the way."""


@dataclass(frozen=True, kw_only=True)
class LocalSettings:
    """Where everything lives and listens. Ports are on 127.0.0.1.

    `cluster` is the address of an existing Kafka, empty where we start one ourselves.
    `demo` tells whether synthetic data may be produced.
    """

    home: Path
    broker_port: int
    board_port: int
    flight_port: int
    hub_port: int
    cluster: str
    demo: bool

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "LocalSettings":
        """Read the settings; raise CannotRunError naming the one that is wrong."""
        cluster = environment.get("KAFKA_BOOTSTRAP_SERVERS", "").strip()
        return cls(
            home=(ROOT / environment.get("CGC_HOME", "var")).resolve(),
            broker_port=_port(environment, "CGC_BROKER_PORT", default=9092),
            board_port=_port(environment, "CGC_BOARD_PORT", default=8501),
            flight_port=_port(environment, "CGC_FLIGHT_PORT", default=8815),
            hub_port=_port(environment, "CGC_HUB_PORT", default=9464),
            cluster=cluster,
            demo=_switch(environment, "DEMO", default=not cluster),
        )


def _port(environment: Mapping[str, str], name: str, *, default: int) -> int:
    text = environment.get(name) or str(default)
    if not (text.isdecimal() and 0 < int(text) <= HIGHEST_PORT):
        raise CannotRunError(f"{name}={text} is not a port: give 1 to {HIGHEST_PORT}.")
    return int(text)


def _switch(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = environment.get(name) or str(int(default))
    if text not in SWITCH:
        raise CannotRunError(f"{name}={text} is neither 0 (no) nor 1 (yes).")
    return SWITCH[text]
