"""Knocks at Kafka's door before a client is made, so that who is refused learns why.

kafka-python 3.0.12 says no more than that it could not bootstrap: it drops an answer
that comes with the end of the connection. And a client that cannot begin leaves its
thread behind.
"""

from __future__ import annotations

import socket
import ssl
import struct
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kafka.net.sasl import get_sasl_mechanism

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CONNECT_S, ANSWER_S = 2.0, 8.0
_METADATA, _SASL_HANDSHAKE, _API_VERSIONS, _SASL_AUTHENTICATE = 3, 17, 18, 36
_NO_NAME = -1
_NO_TOPICS = struct.pack(">i", 0)
_NO_SASL_HERE = 34
_MOST_BYTES = 10_000_000
_WRONG_HOST = {62, 64}
"""OpenSSL's codes for a certificate of another host name or address."""
_RUNNING = "Is it running, and is KAFKA_BOOTSTRAP_SERVERS right?"
_PROTOCOL = "Is KAFKA_SECURITY_PROTOCOL right for it?"
_BOTH = "Are KAFKA_BOOTSTRAP_SERVERS and KAFKA_SECURITY_PROTOCOL right?"


class KnockError(Exception):
    """Nobody lets us in; the text says for each server why, and names the setting."""


class _RefusedError(Exception):
    """One server does not let us in; the text says why."""


def knock(connection: Mapping[str, Any]) -> None:
    """Return once a server lets us in; KnockError when none does, or one has no port:
    a client would not begin with such a one, whoever else answers.
    """
    for server in connection["bootstrap_servers"]:
        if not _port(server).isdecimal():
            raise KnockError(f"{server} has no port. {_RUNNING}")
    refusals = []
    for server in connection["bootstrap_servers"]:
        try:
            _enter(server.strip(), connection)
        except _RefusedError as refusal:
            refusals.append(str(refusal))
        else:
            return
    raise KnockError("; ".join(refusals))


def _enter(server: str, connection: Mapping[str, Any]) -> None:
    host = server.rpartition(":")[0].strip("[]")
    try:
        plain = socket.create_connection((host, int(_port(server))), CONNECT_S)
    except (OSError, UnicodeError) as error:  # the latter for what is no host name
        text = f"no Kafka listens at {server}: {error}. {_RUNNING}"
        raise _RefusedError(text) from error
    with plain:
        plain.settimeout(ANSWER_S)
        try:
            with _secured(plain, host, connection) as door:
                _introduce(door, host, connection)
        except _ENDINGS as error:
            raise _RefusedError(f"Kafka at {server} {_said(error)}") from error


def _port(server: str) -> str:
    return server.strip().rpartition(":")[2]


def _secured(
    plain: socket.socket, host: str, connection: Mapping[str, Any]
) -> socket.socket:
    if not connection.get("security_protocol", "").endswith("SSL"):
        return plain
    return _context(connection).wrap_socket(plain, server_hostname=host)


def _context(connection: Mapping[str, Any]) -> ssl.SSLContext:
    """What the client itself makes of the same settings."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = connection.get("ssl_check_hostname", True)
    try:
        _load(context, connection)
    except OSError as error:
        raise _RefusedError(
            f"what KAFKA_SSL_* name cannot be used: {error}. Are the files right, "
            "and KAFKA_SSL_PASSWORD?"
        ) from error
    return context


def _load(context: ssl.SSLContext, connection: Mapping[str, Any]) -> None:
    if authority := connection.get("ssl_cafile"):
        context.load_verify_locations(authority)
    else:
        context.load_default_certs()
    if certificate := connection.get("ssl_certfile"):
        password = connection.get("ssl_password", "")
        key = connection.get("ssl_keyfile")
        context.load_cert_chain(certificate, key, lambda: password)
    if revoked := connection.get("ssl_crlfile"):
        context.load_verify_locations(revoked)
        context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF


def _said(error: Exception) -> str:
    """What the end of a conversation means, and the setting to look at."""
    return next(tell(error) for kind, tell in _TELL.items() if isinstance(error, kind))


def _told_of_trust(error: Any) -> str:
    said = error.verify_message
    if error.verify_code in _WRONG_HOST:
        return (
            f"shows a certificate of another host ({said}). Reach it by the name that "
            "is in it, or set KAFKA_SSL_CHECK_HOSTNAME=false"
        )
    return (
        f"shows a certificate that we do not trust ({said}). Is KAFKA_SSL_CAFILE "
        "that of its authority?"
    )


def _told_of_tls(error: Any) -> str:
    reason = error.reason or str(error)
    if "CERTIFICATE" in reason or "UNKNOWN_CA" in reason:
        return (
            f"does not take our certificate ({reason}). Are KAFKA_SSL_CERTFILE and "
            "KAFKA_SSL_KEYFILE right?"
        )
    return f"speaks no TLS with us ({reason}). {_PROTOCOL}"


_TELL: Mapping[type[Exception], Callable[[Any], str]] = {
    _RefusedError: str,
    ssl.SSLCertVerificationError: _told_of_trust,
    ssl.SSLError: _told_of_tls,
    TimeoutError: lambda _: f"gave no answer within {ANSWER_S:.0f} s",
    OSError: lambda error: f"ended the talk ({error}). {_PROTOCOL}",
    ValueError: lambda error: f"does not talk like Kafka ({error}). {_BOTH}",
    struct.error: lambda error: f"does not talk like Kafka ({error}). {_BOTH}",
}
"""From the narrow to the wide: the first that fits speaks."""
_ENDINGS = tuple(_TELL)


def _introduce(door: socket.socket, host: str, connection: Mapping[str, Any]) -> None:
    """Ask what anybody may ask, then show who we are, or that nobody wants to know."""
    _ask(door, _API_VERSIONS, 0)
    if connection.get("security_protocol", "").startswith("SASL_"):
        _agree_on_mechanism(door, connection["sasl_mechanism"])
        _authenticate(door, host, connection)
    else:
        _ask(door, _METADATA, 1, _NO_TOPICS)


def _agree_on_mechanism(door: socket.socket, name: str) -> None:
    written = struct.pack(">h", len(name)) + name.encode()
    answer = _ask(door, _SASL_HANDSHAKE, 1, written)
    code, count = struct.unpack(">hi", answer.read(6))
    if code == _NO_SASL_HERE:
        raise _RefusedError(f"asks for no password. {_PROTOCOL}")
    if code:
        offered = ", ".join(_text(answer) for _ in range(count))
        raise _RefusedError(f"takes no KAFKA_SASL_MECHANISM={name}, but {offered}")


def _authenticate(
    door: socket.socket, host: str, connection: Mapping[str, Any]
) -> None:
    mechanism = get_sasl_mechanism(connection["sasl_mechanism"])(
        **{**connection, "host": host}
    )
    while not mechanism.is_done():
        token = mechanism.auth_bytes()
        body = struct.pack(">i", len(token)) + token
        answer = _ask(door, _SASL_AUTHENTICATE, 0, body)
        (code,) = struct.unpack(">h", answer.read(2))
        said = _text(answer)
        if code:
            raise _RefusedError(
                f"refuses {connection['sasl_plain_username']} ({said}). Are "
                "KAFKA_SASL_PLAIN_USERNAME and KAFKA_SASL_PLAIN_PASSWORD right?"
            )
        _receive(mechanism, answer.read()[4:])


def _receive(mechanism: Any, token: bytes) -> None:
    try:
        mechanism.receive(token)
    except LookupError as error:
        raise ValueError(f"its proof lacks {error}") from error


def _ask(
    door: socket.socket, question: int, version: int, body: bytes = b""
) -> BytesIO:
    """Send one request and return its answer, after the number that joins the two."""
    request = struct.pack(">hhih", question, version, question, _NO_NAME) + body
    door.sendall(struct.pack(">i", len(request)) + request)
    (size,) = struct.unpack(">i", _exactly(door, 4))
    if not 0 < size < _MOST_BYTES:
        raise ValueError(f"an answer of {size} bytes")
    return BytesIO(_exactly(door, size)[4:])


def _exactly(door: socket.socket, size: int) -> bytes:
    read = b""
    while len(read) < size:
        more = door.recv(size - len(read))
        if not more:
            raise ConnectionResetError("hung up")
        read += more
    return read


def _text(answer: BytesIO) -> str:
    """A text that may be null."""
    (size,) = struct.unpack(">h", answer.read(2))
    return answer.read(max(size, 0)).decode()
