"""The ports of this run, each with the setting that moves it."""

from collections.abc import Iterable
from dataclasses import dataclass

from streams.local.choice import BrokerChoice
from streams.local.probe import free_port, is_taken
from streams.local.settings import CannotRunError, LocalSettings


@dataclass(frozen=True, kw_only=True)
class PortUse:
    """A port that we are going to listen on."""

    port: int
    use: str
    setting: str


def ports_of(settings: LocalSettings, broker: BrokerChoice) -> tuple[PortUse, ...]:
    broker_ports = (
        PortUse(port=port, use="broker", setting="CGC_BROKER_PORT")
        for port in broker.ports
    )
    return (
        *broker_ports,
        PortUse(port=settings.flight_port, use="hub", setting="CGC_FLIGHT_PORT"),
        PortUse(port=settings.hub_port, use="hub", setting="CGC_HUB_PORT"),
        PortUse(port=settings.board_port, use="board", setting="CGC_BOARD_PORT"),
    )


def require_free(ports: Iterable[PortUse]) -> None:
    """Raise CannotRunError naming the first port that is taken, and the way out."""
    seen: set[int] = set()
    for use in ports:
        if use.port in seen or is_taken(use.port):
            raise CannotRunError(
                f"Port {use.port} ({use.use}) is taken: end what listens there, "
                f"or choose another, for example {use.setting}={free_port()}."
            )
        seen.add(use.port)
