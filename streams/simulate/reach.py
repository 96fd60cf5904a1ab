"""Waits for the broker and its topics, with a line that names them."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from streams.broker.cluster import SourceError
from streams.simulate.start import ask_broker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from streams.simulate.start import Holdings
    from streams.simulate.stop import Stop

RETRY_S = 1.0
KNOCK_S = 0.5


def wait_for_broker(
    connection: Mapping[str, Any], stop: Stop, say: Callable[[str], None]
) -> Holdings | None:
    """What the broker holds, once it answers and has our topics; None when stopped."""
    said = ""
    while not stop.is_set:
        held, why_not = _ask(connection)
        if held:
            return held
        if why_not != said:
            say(f"waiting: {why_not}")
            said = why_not
        stop.wait(RETRY_S)
    return None


def _ask(connection: Mapping[str, Any]) -> tuple[Holdings | None, str]:
    servers = list(connection["bootstrap_servers"])
    # A client blocks for half a minute on a closed port; a knock does not.
    if not any(_opens(server) for server in servers):
        return None, (
            f"no answer at {','.join(servers)} (KAFKA_BOOTSTRAP_SERVERS); is Kafka "
            "running?"
        )
    try:
        held = ask_broker(connection)
    except SourceError as error:
        return None, str(error)
    if not held.is_ready:
        return None, f"{','.join(servers)} does not have all topics of the board yet"
    return held, ""


def _opens(server: str) -> bool:
    host, _, port = server.strip().rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), KNOCK_S).close()
    except (OSError, ValueError):
        return False
    return True
