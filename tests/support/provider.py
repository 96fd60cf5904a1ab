"""A small identity provider (演示数据) that listens, and misbehaves on demand."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLIENT = "cgc-board"
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
SECRET = "a synthetic secret: of+nobody"  # noqa: S105 - of nobody


class In(float):
    """So many seconds from when the token is made."""


@cache
def private_key(kid: str) -> Any:
    """One of each kind, made once for all tests; `other` is of somebody else."""
    if kid.startswith("ec"):
        return ec.generate_private_key(ec.SECP256R1())
    if kid == "ed":
        return ed25519.Ed25519PrivateKey.generate()
    size = 1024 if kid == "weak" else 2048
    return rsa.generate_private_key(public_exponent=65537, key_size=size)


def public_key(kid: str, **more: str) -> dict[str, Any]:
    sort = jwt.algorithms.RSAAlgorithm
    if kid.startswith("ec"):
        sort = jwt.algorithms.ECAlgorithm
    if kid == "ed":
        sort = jwt.algorithms.OKPAlgorithm
    found = sort.to_jwk(private_key(kid).public_key(), as_dict=True)
    return {**{k: v for k, v in found.items() if k != "key_ops"}, "kid": kid, **more}


class IdentityProvider:
    """`person` is who sits before the browser; `claims`, `header` and `signed` say what
    the ID tokens are to have instead of what is right, `error` is how it refuses at the
    front, `status` breaks an address, `said` changes the discovery document, `asks` has
    it show a page first, `knows` is whether it lets people in who are not to be asked.
    """

    def __init__(self) -> None:
        self.issuer = ""
        self._codes: dict[str, dict[str, str]] = {}
        self.behave()

    def behave(self) -> None:
        """From now on as a provider should."""
        self.person = "k0231"
        self.claims: dict[str, Any] = {}
        self.signed = ("RS256", "rsa")
        self.key_id: str | None = "rsa"
        self.keys = [public_key("rsa")]
        self.error = ""
        self.status: dict[str, int] = {}
        self.said: dict[str, Any] = {}
        self.asks = False
        self.knows = True
        self.asked: list[str] = []
        self.ended: list[dict[str, str]] = []

    def file(self, folder: Path, redirect: str, **more: str) -> Path:
        """What `CGC_OIDC` names."""
        given = {
            "issuer": self.issuer,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect": redirect,
        } | more
        path = folder / "provider.toml"
        lines = (f"{key} = {json.dumps(one)}\n" for key, one in given.items())
        path.write_text("".join(lines), encoding="utf-8")
        path.chmod(0o600)
        return path

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/end",
        } | self.said

    def authorized(self, asked: dict[str, str]) -> str:
        """Where a browser is sent that asked so."""
        is_shy = asked.get("prompt") == "none" and not self.knows
        error = "login_required" if is_shy else self.error
        told = {"error": error, "state": asked["state"]}
        if not error:
            code = secrets.token_urlsafe(16)
            self._codes[code] = asked
            told = {"code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(told)}"

    def token(self, form: dict[str, str], proof: str) -> tuple[int, dict[str, Any]]:
        asked = self._codes.pop(form.get("code", ""), None)
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        if asked is None or asked["code_challenge"] != _plain(digest):
            return HTTPStatus.BAD_REQUEST, {"error": "invalid_grant"}
        pair = base64.b64decode(proof.removeprefix("Basic ")).decode()
        given = form.get("client_secret", "") or dict(
            parse_qsl(f"s={pair.partition(':')[2]}")
        ).get("s", "")
        if given != SECRET or asked["redirect_uri"] != form["redirect_uri"]:
            return HTTPStatus.UNAUTHORIZED, {"error": "invalid_client"}
        return HTTPStatus.OK, {"id_token": self.id_token(asked["nonce"])}

    def id_token(self, nonce: str) -> str:
        now = time.time()
        right = {
            "iss": self.issuer,
            "sub": "8f14e45f",
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "preferred_username": self.person,
        }
        claims = {
            key: now + one if isinstance(one, In) else one
            for key, one in (right | self.claims).items()
            if one is not None
        }
        return self._signed(claims)

    def logout_token(self, **more: Any) -> str:
        """What it posts when somebody logs out there; None takes a claim out."""
        now = time.time()
        right = {
            "iss": self.issuer,
            "sub": "8f14e45f",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 120,
            "jti": secrets.token_urlsafe(8),
            "events": {LOGOUT: {}},
        }
        found = {key: one for key, one in (right | more).items() if one is not None}
        return self._signed(
            {k: now + one if isinstance(one, In) else one for k, one in found.items()}
        )

    def _signed(self, claims: dict[str, Any]) -> str:
        algorithm, kid = self.signed
        header = {"kid": self.key_id} if self.key_id else {}
        if algorithm in ("none", "HS256"):
            return _forged(algorithm, header, claims)
        return jwt.encode(claims, private_key(kid), algorithm, headers=header)


def _forged(algorithm: str, header: dict[str, str], claims: dict[str, Any]) -> str:
    """Signed by nothing, or with the public key as if it were a secret."""
    parts = ({**header, "alg": algorithm}, claims)
    told = ".".join(_plain(msgspec.json.encode(one)) for one in parts)
    secret = msgspec.json.encode(public_key("rsa"))
    proof = hmac.digest(secret, told.encode(), "sha256")
    return f"{told}.{_plain(proof) if algorithm != 'none' else ''}"


def _plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class _Desk(BaseHTTPRequestHandler):
    provider: IdentityProvider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        if not self._begins(parts.path):
            return
        is_asked = self.provider.asks and asked.get("prompt") != "none"
        if parts.path == "/authorize" and is_asked:
            onward = f"/entered?{parts.query}"
            self._page(
                f'<h1>统一身份</h1><a href="{onward}">进入</a>'.replace("&", "&amp;")
            )
        elif parts.path in ("/authorize", "/entered"):
            self._onward(self.provider.authorized(asked))
        elif parts.path == "/end":
            self.provider.ended.append(asked)
            self._onward(asked["post_logout_redirect_uri"])
        elif parts.path == "/jwks":
            self._json(HTTPStatus.OK, {"keys": self.provider.keys})
        else:
            self._json(HTTPStatus.OK, self.provider.discovery())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        if self._begins("/token"):
            proof = self.headers.get("authorization", "")
            self._json(*self.provider.token(dict(parse_qsl(body)), proof))

    def log_message(self, *_given: Any) -> None:
        """Tests are quiet."""

    def _begins(self, path: str) -> bool:
        self.provider.asked.append(path)
        status = self.provider.status.get(path)
        if status:
            self._answer(status, b"<h1>broken</h1>", "text/html")
        return not status

    def _page(self, text: str) -> None:
        self._answer(HTTPStatus.OK, text.encode(), "text/html; charset=utf-8")

    def _json(self, status: int, said: dict[str, Any]) -> None:
        self._answer(status, msgspec.json.encode(said), "application/json")

    def _onward(self, address: str) -> None:
        self._answer(HTTPStatus.FOUND, b"", "text/plain", location=address)

    def _answer(self, status: int, body: bytes, sort: str, **more: str) -> None:
        self.send_response(status)
        size = str(len(body))
        for key, one in {"content-type": sort, "content-length": size, **more}.items():
            self.send_header(key, one)
        self.end_headers()
        self.wfile.write(body)


def certificate(folder: Path) -> Path:
    """A file with a key and what says that it is of 127.0.0.1, which signs itself."""
    key, name = private_key("ec-tls"), x509.Name([])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    path = folder / "provider.pem"
    path.write_bytes(key.private_bytes(pem, *form) + made.public_bytes(pem))
    return path


@contextmanager
def providing(
    host: str = "127.0.0.1", pem: Path | None = None
) -> Iterator[IdentityProvider]:
    """While it listens on a port of its own, by https with a certificate; for a browser
    `localhost` is another site than a board at 127.0.0.1.
    """
    provider = IdentityProvider()
    desk = type("Desk", (_Desk,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), desk)
    if pem:
        trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trusted.load_cert_chain(pem)
        server.socket = trusted.wrap_socket(server.socket, server_side=True)
    provider.issuer = f"{'https' if pem else 'http'}://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
