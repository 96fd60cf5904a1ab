"""The hub's own word on how it is, from its health page."""

from __future__ import annotations

import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from board.reads.programs import hub_health
from board.settings import settings_from
from tests.support.ports import free_port
from tests.support.speaking import NO_HTTP, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(503)
        self.end_headers()
        self.wfile.write(b'{"status": "store_failing"}')

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/health"
        server.shutdown()


def test_a_proxy_of_the_environment_is_not_asked_how_the_hub_is(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setattr(urllib.request, "_opener", None)
    found = hub_health(replace(settings_from({}), health_url=address))
    assert found is not None
    assert found.status == "store_failing"


@pytest.mark.parametrize("said", NO_HTTP)
def test_what_speaks_no_http_is_no_hub(said: bytes) -> None:
    with speaking(said) as port:
        address = f"http://127.0.0.1:{port}/health"
        assert hub_health(replace(settings_from({}), health_url=address)) is None
