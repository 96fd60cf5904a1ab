"""A secured cluster by settings alone; whoever is refused learns which one is wrong."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from sql.store import Store
from streams.broker.cluster import SourceError, describe
from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox, OutboxError
from streams.events import STREAMS
from streams.local.probe import wait_until
from tests.support.hubs import STOP_S, hub_on
from tests.support.messages import TOPICS, encoded, event
from tests.support.ready import ready_store
from tests.support.secured import LOOPBACK, PASSWORD, Secured, secured
from tests.support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def doors(
    kafka_library: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Secured]:
    with secured(kafka_library, tmp_path_factory.mktemp("secured")) as found:
        yield found


def produce(environ: dict[str, str], kind: str, item_id: str) -> None:
    outbox = Outbox(connection_from(environ))
    try:
        message = encoded(event(kind, id=item_id))
        outbox.send(TOPICS[kind], item_id.encode(), message).wait()
    finally:
        outbox.close()


OPENING: dict[str, Callable[[Secured], dict[str, str]]] = {
    "SCRAM over TLS": lambda doors: doors.by_password("SCRAM-SHA-512"),
    "PLAIN over TLS": lambda doors: doors.by_password("PLAIN"),
    "a certificate of ours": Secured.by_certificate,
    "a host of another name": lambda doors: (
        doors.by_password()
        | {
            "KAFKA_BOOTSTRAP_SERVERS": f"localhost:{doors.sasl}",
            "KAFKA_SSL_CHECK_HOSTNAME": "false",
        }
    ),
}


@pytest.mark.parametrize("way", OPENING)
def test_the_hub_reads_what_the_outbox_sends(doors: Secured, way: str) -> None:
    environ, item_id = OPENING[way](doors), way.replace(" ", "-")
    with hub_of(environ) as store:
        for stream in STREAMS:
            produce(environ, stream.kind, item_id)
            wait_for_item(store, stream.kind, item_id)


def test_the_right_to_read_is_all_that_the_hub_needs(doors: Secured) -> None:
    with hub_of(doors.by_reading_right()) as store:
        produce(doors.by_password(), "incident", "seen")
        wait_for_item(store, "incident", "seen")
    types = {row["timestamp_type"] for row in store.query("partitions").to_pylist()}
    assert types == {"unknown"}


def test_who_may_not_write_is_told_of_which_topic(doors: Secured) -> None:
    refused = "cgc.incidents.*TopicAuthorizationFailed"
    with pytest.raises(OutboxError, match=refused):
        produce(doors.by_reading_right(), "incident", "unseen")


@contextmanager
def hub_of(environ: dict[str, str]) -> Iterator[Store]:
    """The store of a hub that runs while the context is open."""
    store = ready_store()
    hub = hub_on(store, environ | {"CGC_DEMO": "1"})
    thread = threading.Thread(target=hub.run, daemon=True)
    thread.start()
    try:
        yield store
    finally:
        hub.stop()
        thread.join(STOP_S)
    assert not thread.is_alive()


def wait_for_item(store: Store, kind: str, item_id: str) -> None:
    wait_for(
        lambda: store.query("item", kind=kind, id=item_id).num_rows, f"{kind} {item_id}"
    )


def without_certificate(doors: Secured) -> dict[str, str]:
    owned = {"KAFKA_SSL_CERTFILE", "KAFKA_SSL_KEYFILE"}
    settings = doors.by_certificate()
    return {name: value for name, value in settings.items() if name not in owned}


REFUSED: dict[str, tuple[Callable[[Secured], dict[str, str]], str]] = {
    "a wrong password": (
        lambda doors: doors.by_password() | {"KAFKA_SASL_PLAIN_PASSWORD": "wrong"},
        "KAFKA_SASL_PLAIN_PASSWORD",
    ),
    "a wrong password, PLAIN": (
        lambda doors: doors.by_password("PLAIN") | {"KAFKA_SASL_PLAIN_PASSWORD": "no"},
        "KAFKA_SASL_PLAIN_PASSWORD",
    ),
    "a mechanism that is not taken": (
        lambda doors: doors.by_password("SCRAM-SHA-256"),
        "KAFKA_SASL_MECHANISM=SCRAM-SHA-256, but PLAIN, SCRAM-SHA-512",
    ),
    "an authority that we do not know": (
        lambda doors: (
            doors.by_password() | {"KAFKA_SSL_CAFILE": str(doors.keys / "stranger.crt")}
        ),
        "KAFKA_SSL_CAFILE",
    ),
    "a certificate of another host": (
        lambda doors: (
            doors.by_password() | {"KAFKA_BOOTSTRAP_SERVERS": f"localhost:{doors.sasl}"}
        ),
        "KAFKA_SSL_CHECK_HOSTNAME",
    ),
    "a file that holds no key": (
        lambda doors: (
            doors.by_certificate()
            | {"KAFKA_SSL_KEYFILE": str(doors.keys / "board.crt")}
        ),
        "KAFKA_SSL_",
    ),
    "no certificate where one is asked for": (
        without_certificate,
        "KAFKA_SSL_CERTFILE",
    ),
    "no TLS where TLS is spoken": (
        lambda doors: {"KAFKA_BOOTSTRAP_SERVERS": f"{LOOPBACK}:{doors.sasl}"},
        "KAFKA_SECURITY_PROTOCOL",
    ),
    "TLS where none is spoken": (
        lambda doors: (
            doors.by_certificate()
            | {"KAFKA_BOOTSTRAP_SERVERS": f"{LOOPBACK}:{doors.plain}"}
        ),
        "KAFKA_SECURITY_PROTOCOL",
    ),
    "no password where one is asked for": (
        lambda doors: (
            doors.by_certificate()
            | {"KAFKA_BOOTSTRAP_SERVERS": f"{LOOPBACK}:{doors.sasl}"}
        ),
        "KAFKA_SECURITY_PROTOCOL",
    ),
    "a password where none is asked for": (
        lambda doors: (
            doors.by_certificate()
            | doors.by_password()
            | {"KAFKA_BOOTSTRAP_SERVERS": f"{LOOPBACK}:{doors.ssl}"}
        ),
        "KAFKA_SECURITY_PROTOCOL",
    ),
}


@pytest.mark.parametrize("way", REFUSED)
def test_a_refusal_is_one_line_that_names_the_setting(doors: Secured, way: str) -> None:
    settings, named = REFUSED[way]
    connection = connection_from(settings(doors))
    threads = threading.active_count()
    with pytest.raises(SourceError, match=named) as asked:
        describe(connection)
    with pytest.raises(OutboxError, match=named):
        Outbox(connection).send(TOPICS["incident"], b"key", b"value")
    line = str(asked.value)
    assert connection["bootstrap_servers"][0] in line
    assert "\n" not in line
    assert PASSWORD not in line
    assert wait_until(lambda: threading.active_count() <= threads, seconds=STOP_S)
