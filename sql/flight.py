"""The Flight door: named reads over the wire. No SQL crosses it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import pyarrow as pa
from pyarrow import flight

from sql.errors import StoreError
from sql.questions import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sql.store import Door

Asked = TypeVar("Asked")

_MAXIMUM_TICKET_BYTES = 16_384
MAXIMUM_ROUND_BYTES = 524_288
_ROUND = "round"
"""The action that answers several questions of one moment."""


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
        question = _decode(ticket.ticket, Question, _MAXIMUM_TICKET_BYTES)
        return flight.RecordBatchStream(self._answers(question)[0])

    def do_action(self, _: Any, action: Any) -> Iterator[pa.Buffer]:
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
        with self._asking() as client:
            return client.do_get(ticket, self._options).read_all()

    def round(self, *questions: Question) -> list[pa.Table]:
        """The rows of several questions, all of one moment: no commit comes between."""
        action = flight.Action(_ROUND, msgspec.json.encode(questions))
        with self._asking() as client:
            answers = client.do_action(action, self._options)
            return [pa.ipc.open_stream(one.body).read_all() for one in answers]

    @contextmanager
    def _asking(self) -> Iterator[flight.FlightClient]:
        client = self._connected()
        try:
            yield client
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
