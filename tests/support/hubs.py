"""A hub in a thread of the test, and what its store holds."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sql.store import Store
from streams.broker.connection import connection_from
from streams.broker.outbox import Outbox
from streams.hub.backups import Backups
from streams.hub.errands import Errands
from streams.hub.hub import Hub
from streams.hub.settings import settings_from
from streams.hub.signers import signatures_of
from streams.hub.start import admission_of, rules_of

STOP_S = 30.0
"""A hub that takes longer to end is stuck."""


def hub_on(
    store: Store, environ: Mapping[str, str], errands: Errands | None = None
) -> Hub:
    settings = settings_from(environ)
    backups = Backups(settings, store)
    return Hub(
        settings,
        store,
        admission=admission_of(
            store, is_synthetic=True, signatures=signatures_of(store, settings)
        ),
        rules=rules_of(store),
        errands=errands or Errands(store, settings.connection, backups=backups),
        backups=backups,
    )


@contextmanager
def running_in(
    store: Store, environ: Mapping[str, str], errands: Errands | None = None
) -> Iterator[Hub]:
    """Run a hub on that store; it must end in time when it is stopped."""
    hub = hub_on(store, environ, errands)
    thread = threading.Thread(target=hub.run, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.stop()
        thread.join(STOP_S)
    assert not thread.is_alive()


def counts(store: Store) -> dict[str, int]:
    """How many messages the store holds, and what became of them."""
    rows = store.query("message_counts").to_pylist()
    names = ("messages", "distinct_messages", "accepted", "rejected", "refused")
    return {name: sum(row[name] for row in rows) for name in names}


def produce(bootstrap: str, *messages: tuple[str, bytes]) -> None:
    """Send (topic, value) and return when the broker has them."""
    connection = connection_from({"KAFKA_BOOTSTRAP_SERVERS": bootstrap})
    outbox = Outbox(connection, bulk=True)
    for number, (topic, value) in enumerate(messages):
        outbox.queue(topic, str(number).encode(), value)
    outbox.flush()
    outbox.close()
