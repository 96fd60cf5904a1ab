"""The one producer: every message this project writes goes out through here.

Idempotence is off on purpose: with it, one refused record makes every later send of
kafka-python 3.0.12 fail. One request in flight keeps the order; `id`+`version` and
`move_id` make repeats harmless.
"""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any
from zlib import crc32

from kafka import KafkaProducer
from kafka.errors import BrokerResponseError, KafkaError

from streams.broker.knock import KnockError, knock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Headers = Sequence[tuple[str, bytes]]
    Sign = Callable[[str, bytes, bytes, Headers], Headers]
    """Topic, key, value and headers of a message to the headers that prove it."""

LOG = logging.getLogger(__name__)
PROMPT = {
    "bootstrap_timeout_ms": 4_000,
    "max_block_ms": 4_000,
    "request_timeout_ms": 4_000,
    "delivery_timeout_ms": 5_000,
}
"""Who waits for one message hears within seconds; nothing goes out behind his back."""
BULK = {
    "batch_size": 131_072,
    "linger_ms": 20,
    "compression_type": "lz4",
    "delivery_timeout_ms": 120_000,
}
ANSWER_S = 6.0
"""Longer than a message that is waited for may be on its way."""


class OutboxError(Exception):
    """A message did not reach the broker; the text names the topic and the cause."""


class Sent:
    """One message on its way: what becomes of it concerns its sender alone."""

    def __init__(
        self, topic: str, future: Any, give_up: Callable[[KafkaError], None]
    ) -> None:
        self._topic = topic
        self._future = future
        self._give_up = give_up

    def wait(self, timeout_s: float = ANSWER_S) -> None:
        """Return once the broker has the message; OutboxError says why it has not."""
        try:
            self._future.get(timeout_s)
        except KafkaError as error:
            self._give_up(error)
            raise OutboxError(f"{self._topic}: {error}") from error


class Outbox:
    """Sends messages and says what was refused; safe from any thread.

    The way to the broker is made with the first message, and anew after it failed.
    `bulk` trades a few milliseconds of delay for batches, as history loading needs.
    With `sign` every message carries what proves who sends it.
    """

    def __init__(
        self,
        connection: Mapping[str, Any],
        *,
        bulk: bool = False,
        sign: Sign | None = None,
    ) -> None:
        self._settings = {**connection, **(BULK if bulk else PROMPT)}
        self._sign = sign
        self._lock = threading.Lock()
        self._opening: Future[KafkaProducer] | None = None
        self._producer: Any = None
        self._partitions: dict[str, int] = {}
        self._refused: list[str] = []

    def send(
        self,
        topic: str,
        key: bytes,
        value: bytes,
        at_ms: int | None = None,
        headers: Headers = (),
    ) -> Sent:
        """Send one message; wait for it by what this returns, or never hear of it.

        OutboxError when it cannot even be queued, as for a topic that is not there.
        """
        producer, future = self._put(topic, key, value, at_ms, headers)
        return Sent(topic, future, lambda error: self._failed(producer, error))

    def queue(
        self,
        topic: str,
        key: bytes,
        value: bytes,
        at_ms: int | None = None,
        headers: Headers = (),
    ) -> None:
        """Send one of many messages: `flush` waits for all and tells the refused.

        OutboxError when it cannot even be queued, as for a topic that is not there.
        """
        _, future = self._put(topic, key, value, at_ms, headers)
        future.add_errback(self._refuse, topic)

    def flush(self, timeout_s: float = 30.0) -> None:
        """Wait until all is with the broker; OutboxError names the first refused of
        those that were queued.
        """
        producer = self._producer
        try:
            if producer is not None:
                producer.flush(timeout=timeout_s)
        except KafkaError as error:
            self._failed(producer, error)
            raise OutboxError(f"the broker did not answer in time: {error}") from error
        refused, self._refused = self._refused, []
        if refused:
            raise OutboxError(f"{len(refused)} refused, first: {refused[0]}")

    def close(self, timeout_s: float = 5.0) -> None:
        """Let go of the broker, after what is on its way if that takes no longer."""
        producer = self._taken_out(self._producer)
        if producer is not None:
            _close(producer, timeout_s)

    def _put(
        self,
        topic: str,
        key: bytes,
        value: bytes,
        at_ms: int | None,
        headers: Headers,
    ) -> tuple[Any, Any]:
        if self._sign is not None:
            headers = (*headers, *self._sign(topic, key, value, headers))
        while True:
            producer = self._ready()
            try:
                partition = self._partition_of(producer, topic, key)
                with self._lock:
                    if producer is self._producer:
                        return producer, producer.send(
                            topic, value, key, list(headers), partition, at_ms
                        )
            except KafkaError as error:
                self._failed(producer, error)
                raise OutboxError(f"{topic}: {error}") from error

    def _partition_of(self, producer: KafkaProducer, topic: str, key: bytes) -> int:
        """The same key, the same partition: the client's own hash is Python and takes
        a third of a send.
        """
        count = self._partitions.get(topic)
        if count is None:
            count = len(producer.partitions_for(topic))
            self._partitions[topic] = count
        return crc32(key) % count

    def _refuse(self, topic: str, error: BaseException) -> None:
        self._refused.append(f"{topic}: {error}")

    def _ready(self) -> Any:
        """The producer; who comes while it is being made shares what becomes of it."""
        with self._lock:
            if self._producer is not None:
                return self._producer
            is_mine = self._opening is None
            opening = self._opening = self._opening or Future()
        if is_mine:
            self._open(opening)
        return opening.result()

    def _open(self, opening: Future[KafkaProducer]) -> None:
        try:
            producer = _made(self._settings)
        except BaseException as error:
            with self._lock:
                self._opening = None
            opening.set_exception(error)
            raise
        with self._lock:
            self._producer, self._opening, self._partitions = producer, None, {}
        opening.set_result(producer)

    def _failed(self, producer: KafkaProducer, error: KafkaError) -> None:
        """Throw a producer away that gets no answer; a refusal is an answer."""
        if isinstance(error, BrokerResponseError) or not self._taken_out(producer):
            return
        patience_s = self._settings["delivery_timeout_ms"] / 1_000 + 1
        threading.Thread(
            target=_close, args=(producer, patience_s), name="outbox", daemon=True
        ).start()

    def _taken_out(self, producer: KafkaProducer | None) -> KafkaProducer | None:
        """The producer, if it was still the one to send with."""
        with self._lock:
            if producer is not self._producer:
                return None
            self._producer = None
        return producer


def _made(settings: Mapping[str, Any]) -> KafkaProducer:
    try:
        knock(settings)
        return KafkaProducer(
            **settings,
            enable_idempotence=False,
            acks="all",
            max_in_flight_requests_per_connection=1,
            reconnect_backoff_max_ms=5_000,
        )
    except (KafkaError, KnockError) as error:
        raise OutboxError(f"no way to the broker: {error}") from error


def _close(producer: KafkaProducer, timeout_s: float) -> None:
    try:
        producer.close(timeout=timeout_s)
    except KafkaError as error:
        LOG.warning("a producer left messages behind: %s", error)
