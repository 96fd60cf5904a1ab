"""The Flight door: named reads over the wire. No SQL crosses it."""

from __future__ import annotations

import hmac
import threading
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import pyarrow as pa
from msgspec import Struct
from pyarrow import flight

from sql.errors import LateHubError, NoHubError, StoreError
from sql.questions import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sql.store import Door

Asked = TypeVar("Asked")

_MAXIMUM_TICKET_BYTES = 16_384
MAXIMUM_ROUND_BYTES = 524_288
_ROUND, _HEALTH = "round", "health"
"""The action that answers several questions of one moment; and the hub's own word on
how it is, for which no store is asked.
"""
_BEARER = "authorization"
_PLAIN, _TLS = "grpc", "grpc+tls"
_CHANNEL = [("grpc.use_local_subchannel_pool", 1), ("grpc.enable_http_proxy", 0)]
"""Else one made anew waits as long as the broken one would have; no hub is asked by way
of others.
"""
LEAST_TOKEN_BYTES = 32


def token_of(secret: bytes) -> str:
    """What crosses the wire of a secret, which itself may hold any bytes. ValueError
    for one that is too short.
    """
    kept = secret.rstrip(b"\r\n")
    if len(kept) < LEAST_TOKEN_BYTES:
        raise ValueError(f"fewer than {LEAST_TOKEN_BYTES} bytes")
    return f"Bearer {sha256(kept).hexdigest()}"


class Outward(Struct, frozen=True):
    """What a server shows and asks of whoever comes from another machine, in PEM."""

    certificate: bytes
    key: bytes


class _Guard(flight.ServerMiddlewareFactory):  # type: ignore[misc] # pyarrow is untyped
    """Lets nobody in who does not bear the token."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    def start_call(self, _: Any, headers: Mapping[str, list[str]]) -> None:
        given = headers.get(_BEARER) or [""]
        if not hmac.compare_digest(given[0].encode(), self._token):
            raise flight.FlightUnauthenticatedError("the token is not this hub's")


class FlightServer(flight.FlightServerBase):  # type: ignore[misc] # pyarrow is untyped
    """Serves the named reads of a store; each call runs on its own cursor. Whoever asks
    bears the `token` where there is one.

    Whatever is wrong with a question goes back as a Flight error with its text.
    """

    def __init__(
        self,
        store: Door,
        *,
        host: str,
        port: int,
        token: str = "",
        outward: Outward | None = None,
        health: Callable[[], bytes] = lambda: b"{}",
    ) -> None:
        scheme = _TLS if outward else _PLAIN
        shown = [(outward.certificate, outward.key)] if outward else None
        guards = {"token": _Guard(token)} if token else None
        try:
            super().__init__(
                f"{scheme}://{host}:{port}",
                tls_certificates=shown,
                middleware=guards,
            )
        except (OSError, pa.ArrowException) as error:
            raise StoreError(_not_served(port, outward)) from error
        self._store = store
        self._health = health

    def do_get(self, _: Any, ticket: Any) -> flight.RecordBatchStream:
        question = _decode(ticket.ticket, Question, _MAXIMUM_TICKET_BYTES)
        return flight.RecordBatchStream(self._answers(question)[0])

    def do_action(self, _: Any, action: Any) -> Iterator[pa.Buffer]:
        if action.type == _HEALTH:
            return iter([pa.py_buffer(self._health())])
        if action.type != _ROUND:
            raise flight.FlightServerError(f"no action is named {action.type!r}")
        body = action.body.to_pybytes()
        questions = _decode(body, list[Question], MAXIMUM_ROUND_BYTES)
        return map(_packed, self._answers(*questions))

    def _answers(self, *questions: Question) -> list[pa.Table]:
        try:
            return self._store.round(*questions)
        except StoreError as error:
            raise flight.FlightServerError(str(error)) from error


def _not_served(port: int, outward: Outward | None) -> str:
    if outward is None:
        return f"port {port} for Flight is taken; choose another by CGC_FLIGHT_PORT"
    return (
        f"CGC_FLIGHT_LISTEN: port {port} is taken or the host is not this machine's, "
        "or CGC_FLIGHT_CERT and CGC_FLIGHT_KEY do not belong together"
    )


def _decode(asked: bytes, wanted: type[Asked], most_bytes: int) -> Asked:
    if len(asked) > most_bytes:
        raise flight.FlightServerError("the question is too long")
    try:
        return msgspec.json.decode(asked, type=wanted)
    except msgspec.MsgspecError as error:
        raise flight.FlightServerError(f"not a question: {error}") from error


def _packed(rows: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return sink.getvalue()


class FlightStore:
    """The same door as `sql.store.Store`, over the wire; safe from any thread.

    `address` is `host:port`, or `grpc+tls://host:port` for one whose certificate the
    `authorities` (PEM) vouch for.

    A broken connection is thrown away and made anew with the next question.
    """

    def __init__(
        self,
        address: str,
        *,
        timeout_s: float = 10.0,
        token: str = "",
        authorities: bytes | None = None,
    ) -> None:
        self.address = address
        bearing = [(_BEARER.encode(), token.encode())] if token else []
        self._options = flight.FlightCallOptions(timeout=timeout_s, headers=bearing)
        self._authorities = authorities
        self._lock = threading.Lock()
        self._client: flight.FlightClient | None = None

    def query(self, name: str, /, **parameters: object) -> pa.Table:
        """Rows of a named read. StoreError says what was wrong, NoHubError that no hub
        answers at the address.
        """
        ticket = flight.Ticket(msgspec.json.encode(Question(name, parameters)))
        with self._asking() as client:
            return client.do_get(ticket, self._options).read_all()

    def round(self, *questions: Question) -> list[pa.Table]:
        """The rows of several questions, all of one moment: no commit comes between."""
        action = flight.Action(_ROUND, msgspec.json.encode(questions))
        with self._asking() as client:
            answers = client.do_action(action, self._options)
            return [pa.ipc.open_stream(one.body).read_all() for one in answers]

    def health(self) -> bytes:
        """The hub's own word on how it is, as JSON; errors as of `query`."""
        with self._asking() as client:
            (answer,) = client.do_action(flight.Action(_HEALTH, b""), self._options)
            return bytes(answer.body)

    @contextmanager
    def _asking(self) -> Iterator[flight.FlightClient]:
        client = self._connected()
        try:
            yield client
        except flight.FlightServerError as error:
            raise StoreError(_first_line(error)) from error
        except pa.ArrowException as error:
            self._forget(client)
            is_late = isinstance(error, flight.FlightTimedOutError)
            gone = LateHubError if is_late else NoHubError
            raise gone(
                f"no hub answers at {self.address}: {_first_line(error)}",
            ) from error

    def close(self) -> None:
        if self._client is not None:
            self._client.close()

    def _connected(self) -> flight.FlightClient:
        with self._lock:
            if self._client is None:
                self._client = flight.FlightClient(
                    self._location,
                    tls_root_certs=self._authorities,
                    generic_options=_CHANNEL,
                )
            return self._client

    @property
    def _location(self) -> str:
        is_whole = self.address.startswith(f"{_TLS}://")
        return self.address if is_whole else f"{_PLAIN}://{self.address}"

    def _forget(self, client: flight.FlightClient) -> None:
        with self._lock:
            if self._client is client:
                self._client = None


def _first_line(error: BaseException) -> str:
    """Without what the wire says of itself."""
    said = str(error).split(". Detail:", 1)[0].splitlines()[0]
    return said.split(". gRPC client debug context:", 1)[0]
