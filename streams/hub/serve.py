"""The hub's HTTP side: `/health` for supervisors and the board, `/metrics`."""

from __future__ import annotations

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import msgspec
from prometheus_client.exposition import choose_encoder

from streams.status import FAILING

if TYPE_CHECKING:
    from streams.hub.gauge import Gauge

STOP_S = 0.05


class ServeError(Exception):
    """The address cannot be served; the text names the setting."""


class Answer(msgspec.Struct, frozen=True):
    """What goes back: the status, the content's type and the content."""

    status: HTTPStatus
    kind: str
    body: bytes


def serve(port: int, gauge: Gauge) -> ThreadingHTTPServer:
    """Serve the loopback in its own thread; 503 at `/health` asks for a restart."""
    answers = {"/health": _health, "/metrics": _metrics}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer_of = answers.get(self.path)
            if answer_of is None:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            answer = answer_of(gauge, self.headers.get("Accept", ""))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """A request a second would bury what matters in the log."""

    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    except OSError as error:
        raise ServeError(
            f"port {port} for the hub's HTTP is taken; choose another by CGC_HUB_PORT",
        ) from error
    threading.Thread(
        target=server.serve_forever, args=(STOP_S,), name="http", daemon=True
    ).start()
    return server


def health_of(gauge: Gauge) -> bytes:
    """What the hub says of itself, as JSON."""
    return msgspec.json.encode(gauge.health())


def _health(gauge: Gauge, _: str) -> Answer:
    health = gauge.health()
    helps = health.status == FAILING
    status = HTTPStatus.SERVICE_UNAVAILABLE if helps else HTTPStatus.OK
    return Answer(status, "application/json", msgspec.json.encode(health))


def _metrics(gauge: Gauge, accept: str) -> Answer:
    encode, kind = choose_encoder(accept)
    return Answer(HTTPStatus.OK, kind, encode(gauge.metrics.registry))
