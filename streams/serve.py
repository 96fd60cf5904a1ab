"""The hub's HTTP side: `/health` for supervisors and for the board."""

from __future__ import annotations

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.status import Health

FAILING = "failing"


class ServeError(Exception):
    """The address cannot be served; the text names the setting."""


def serve_health(port: int, health: Callable[[], Health]) -> ThreadingHTTPServer:
    """Serve `/health` on the loopback in its own thread; 503 asks for a restart."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/health":
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            answer = health()
            failing = answer.status == FAILING
            body = msgspec.json.encode(answer)
            self.send_response(
                HTTPStatus.SERVICE_UNAVAILABLE if failing else HTTPStatus.OK
            )
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """A request a second would bury what matters in the log."""

    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    except OSError as error:
        raise ServeError(
            f"port {port} for the hub's HTTP is taken; choose another by CGC_HUB_PORT",
        ) from error
    threading.Thread(target=server.serve_forever, name="http", daemon=True).start()
    return server
