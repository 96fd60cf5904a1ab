"""The Flight door: named reads over the wire. No SQL crosses it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
from pyarrow import flight

from sql.errors import StoreError

if TYPE_CHECKING:
    from sql.store import Door

_MAXIMUM_TICKET_BYTES = 16_384


class Question(msgspec.Struct, frozen=True):
    """What a ticket holds: the name of a read and its parameters."""

    name: str
    parameters: dict[str, Any]


class FlightServer(flight.FlightServerBase):  # type: ignore[misc] # pyarrow is untyped
    """Serves the named reads of a store; each call runs on its own cursor.

    Whatever is wrong with a question goes back as a Flight error with its text.
    """

    def __init__(self, store: Door, *, host: str, port: int) -> None:
        try:
            super().__init__(f"grpc://{host}:{port}")
        except OSError as error:
            raise StoreError(
                f"port {port} for Flight is taken; choose another by CGC_FLIGHT_PORT",
            ) from error
        self._store = store

    def do_get(self, _: Any, ticket: Any) -> flight.RecordBatchStream:
        question = _decode(ticket.ticket)
        try:
            rows = self._store.query(question.name, **question.parameters)
        except StoreError as error:
            raise flight.FlightServerError(str(error)) from error
        return flight.RecordBatchStream(rows)


def _decode(ticket: bytes) -> Question:
    if len(ticket) > _MAXIMUM_TICKET_BYTES:
        raise flight.FlightServerError("the question is too long")
    try:
        return msgspec.json.decode(ticket, type=Question)
    except msgspec.MsgspecError as error:
        raise flight.FlightServerError(f"not a question: {error}") from error


class FlightStore:
    """The same door as `sql.store.Store`, over the wire; safe from any thread.

    `address` is `host:port`.

    A broken connection is thrown away and made anew with the next question.
    """

    def __init__(self, address: str, *, timeout_s: float = 10.0) -> None:
        self._address = address
        self._options = flight.FlightCallOptions(timeout=timeout_s)
        self._lock = threading.Lock()
        self._client: flight.FlightClient | None = None

    def query(self, name: str, /, **parameters: object) -> pa.Table:
        """Rows of a named read. StoreError says what was wrong, or that no hub answers
        at the address.
        """
        ticket = flight.Ticket(msgspec.json.encode(Question(name, parameters)))
        client = self._connected()
        try:
            return client.do_get(ticket, self._options).read_all()
        except flight.FlightServerError as error:
            raise StoreError(_first_line(error)) from error
        except pa.ArrowException as error:
            self._forget(client)
            raise StoreError(
                f"no hub answers at {self._address}: {_first_line(error)}",
            ) from error

    def close(self) -> None:
        if self._client is not None:
            self._client.close()

    def _connected(self) -> flight.FlightClient:
        with self._lock:
            if self._client is None:
                self._client = flight.FlightClient(f"grpc://{self._address}")
            return self._client

    def _forget(self, client: flight.FlightClient) -> None:
        with self._lock:
            if self._client is client:
                self._client = None


def _first_line(error: BaseException) -> str:
    return str(error).split(". Detail:", 1)[0].splitlines()[0]
