"""What every answer carries: a strict content policy, the page's language and theme."""

from __future__ import annotations

import base64
import hashlib
import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders, QueryParams

from board.look.texts import texts
from board.web.signpost import opening, signpost

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
OTHERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
BASE = (
    b'<script>window.__streamlit = {BACKEND_BASE_URL: new URL("./", '
    b'document.baseURI).href, MAIN_PAGE_BASE_URL: new URL("./", '
    b"document.baseURI).href, HOST_CONFIG: {blockErrorDialogs: true}}</script>"
)
"""Tells Streamlit where its server is; else it tries (and fails) below every page. And
that it must not put a dialog over the page: nobody is there to close it on a wall.
"""
BESIDE = b"".join(
    b'<script type="module" src="./assets/%s.js"></script>' % name
    for name in (b"revive", b"ending")
)
"""Stand beside Streamlit's scripts, whatever becomes of those."""
UNTITLED = b"<title>Streamlit</title>"
"""What Streamlit answers to every address, also where it then finds no page."""
STYLES = (
    b'<link rel="stylesheet" href="./assets/board.css" />'
    b'<link rel="stylesheet" href="./assets/theme.css" />'
)


class Page:
    """Rewrites Streamlit's index page: language, theme, our style sheet, title.

    Streamlit's own inline scripts are allowed by their hash, so that no
    `unsafe-inline` or `unsafe-eval` is needed for scripts.
    """

    def __init__(self, app: ASGIApp, *, addresses: frozenset[str]) -> None:
        self._app = app
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        lost = "" if scope["path"] in self._addresses else scope["path"]
        answer = _Answer(QueryParams(scope["query_string"]), send, lost=lost)
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        wants_page = b"text/html" in dict(scope["headers"]).get(b"accept", b"")
        inner = {**scope, "headers": plain} if wants_page else scope
        await self._app(inner, receive, answer.send)


class _Answer:
    def __init__(self, parameters: QueryParams, send: Send, *, lost: str) -> None:
        self._parameters = parameters
        self._lost = lost
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._open(message)
        elif self._start is None:
            await self._send(message)
        else:
            await self._collect(message)

    async def _open(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        if headers.get("content-type", "").startswith("text/html"):
            self._start = message
            return
        _secure(headers, policy(()))
        await self._send(message)

    async def _collect(self, message: Message) -> None:
        self._body += message.get("body", b"")
        if message.get("more_body") or self._start is None:
            return
        body = self._written(self._start)
        headers = MutableHeaders(scope=self._start)
        _secure(headers, policy(INLINE.findall(body)))
        headers["content-length"] = str(len(body))
        headers["cache-control"] = "no-store"
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})

    def _written(self, start: Message) -> bytes:
        """Streamlit's index page in our words, or that there is no such page; any other
        as it is.
        """
        if UNTITLED not in self._body:
            return self._body
        if self._lost:
            start["status"] = HTTPStatus.NOT_FOUND
            return _lost(self._lost, self._parameters)
        return _rewritten(self._body, self._parameters)


def policy(inline: tuple[bytes, ...] | list[bytes]) -> str:
    """The content policy, with the hashes of the inline scripts that may run."""
    hashes = "".join(
        f" 'sha256-{base64.b64encode(hashlib.sha256(one).digest()).decode()}'"
        for one in inline
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval'{hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def _secure(headers: MutableHeaders, content_policy: str) -> None:
    headers["content-security-policy"] = content_policy
    for name, value in OTHERS.items():
        headers[name] = value


def _lost(path: str, parameters: QueryParams) -> bytes:
    """What stands at an address where there is no page: that, and the way back."""
    words = texts(opening(parameters)[0])
    up = "../" * (path.count("/") - 1) or "./"
    lead = words("address.back"), f"{up}?{parameters}" if parameters else up
    return signpost(parameters, words("address.unknown"), lead, up=up, goes=False)


def _rewritten(body: bytes, parameters: QueryParams) -> bytes:
    language, tag = opening(parameters)
    title = texts(language)("app.title").encode()
    return (
        body.replace(b'<html lang="en"', tag.encode(), 1)
        .replace(UNTITLED, b"<title>" + title + b"</title>", 1)
        .replace(b"<meta", BASE + BESIDE + STYLES + b"<meta", 1)
    )
