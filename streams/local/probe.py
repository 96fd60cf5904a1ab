"""Asks a port whether what should live there is really answering."""

import http.client
import json
import secrets
import socket
import struct
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from typing import Any

LOOPBACK = "127.0.0.1"
API_VERSIONS = 18
CORRELATION = 1
NO_CLIENT_NAME = -1
PAIRS = range(20_000, 32_000, 2)
"""The first port of every pair that may be given."""


def answers_kafka(port: int, *, host: str = LOOPBACK, timeout: float = 1.0) -> bool:
    """Tell whether a Kafka broker answers there.

    An open port is not enough: a broker listens before it serves.
    """
    body = struct.pack(">hhih", API_VERSIONS, 0, CORRELATION, NO_CLIENT_NAME)
    try:
        with socket.create_connection((host, port), timeout) as connection:
            connection.settimeout(timeout)
            connection.sendall(struct.pack(">i", len(body)) + body)
            answer = connection.recv(8)
    except OSError:
        return False
    return answer[4:] == struct.pack(">i", CORRELATION)


def is_healthy(port: int, path: str, *, timeout: float = 1.0) -> bool:
    """Tell whether that path of a port of this machine answers with `status: ok`."""
    return _get(port, path, timeout).get("status") == "ok"


def _get(port: int, path: str, timeout: float) -> dict[str, Any]:
    """Return the JSON that is answered with 200, nothing for any other answer."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        told = json.loads(answer.read())
    except (OSError, ValueError, http.client.HTTPException):
        return {}
    finally:
        connection.close()
    is_good = answer.status == http.HTTPStatus.OK and isinstance(told, dict)
    return told if is_good else {}


def is_taken(port: int) -> bool:
    """Tell whether a program already listens on that port of this machine."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError:
            return True
    return False


def free_port(pairs: range = PAIRS) -> int:
    """Return a port that is free now, with its neighbour free as well.

    It lies below those that the kernel hands to outgoing connections, which could
    take it between this answer and its use. Nor does a later call return it, whose
    caller could not know that it is spoken for.
    """
    firsts = _shuffled(pairs)
    return next(port for port in firsts if not (is_taken(port) or is_taken(port + 1)))


@cache
def _shuffled(pairs: range) -> Iterator[int]:
    """Return the first port of every pair, in an order of this process."""
    return cycle(secrets.SystemRandom().sample(pairs, len(pairs)))


def wait_until(
    condition: Callable[[], bool], *, seconds: float, every: float = 0.05
) -> bool:
    """Wait for the condition; tell whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True
