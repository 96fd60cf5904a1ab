"""A port where somebody answers who is no hub."""

from __future__ import annotations

from contextlib import contextmanager
from socketserver import BaseRequestHandler, TCPServer
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_HTTP = (
    b"hello, this is another program\r\n\r\n",
    b"HTTP/1.1 503 no\r\ncontent-length: 99\r\n\r\n{",
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
)
"""No status line, half an answer, and one in pieces that are none."""


@contextmanager
def speaking(said: bytes) -> Iterator[int]:
    """The port of one that says this to whoever comes, and hangs up."""

    class Speaker(BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(4096)
            self.request.sendall(said)

    with TCPServer(("127.0.0.1", 0), Speaker) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
