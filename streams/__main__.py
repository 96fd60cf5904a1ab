"""The hub as a program: `python -m streams`; `python -m streams verify` recounts,
`python -m streams skip` has it go past what cannot be read, `backup`, `backups` and
`restore` copy the store, list the copies and put one back, `migrate` takes one of an
earlier version over, `key` makes a key to sign with.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from sql.errors import StoreError, StoreInvalidError, StoreUnavailableError
from sql.flight import FlightServer
from sql.store import Store
from streams.broker import fit
from streams.broker.watchdog import StuckError
from streams.hub import backup, key, migrate, restore, skip, verify
from streams.hub.backups import Backups
from streams.hub.errands import Errands
from streams.hub.failing import end_with_any_thread
from streams.hub.garbage import collect_by_the_clock
from streams.hub.hub import Hub
from streams.hub.leaving import Leaving
from streams.hub.serve import ServeError, health_of, serve
from streams.hub.settings import settings_from
from streams.hub.signers import signatures_of
from streams.hub.standstill import watch_over
from streams.hub.start import AdmissionError, admission_of, rules_of
from streams.logs import set_up
from streams.signing.lists import SignersError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from http.server import HTTPServer

    from streams.hub.settings import HubSettings


OTHERS: Mapping[str, Callable[[Sequence[str], HubSettings], int]] = {
    "verify": verify.main,
    "skip": skip.main,
    "backup": backup.main,
    "backups": backup.list_all,
    "restore": restore.main,
    "migrate": migrate.main,
    "key": key.main,
}
"""What the first word may name instead of the hub."""
PASSING = (StoreInvalidError, StoreUnavailableError, StuckError)
REFUSALS = (
    StoreError,
    ServeError,
    AdmissionError,
    SignersError,
    fit.ClientMisfitError,
)
"""What keeps a hub from beginning; one that runs knows no StoreError but the passing
ones.
"""
PAUSE_S = 2.0
"""So that a disk that stays full is not tried without a pause."""


class Opened(Struct, frozen=True):
    """The store, and all that stands around it while the hub runs."""

    store: Store
    hub: Hub
    leaving: Leaving
    flights: tuple[FlightServer, ...]
    http: HTTPServer


def main(words: Sequence[str] = ()) -> int:
    """Run until SIGTERM or Ctrl-C. 2 means that something has to be put right first,
    1 that starting anew is what helps, or will once there is room again. What nobody
    foresaw ends it with its traceback, and 1.
    """
    try:
        settings = settings_from(os.environ)
    except ValueError as error:
        return _refused(error)
    set_up(settings.log_level)
    try:
        if words and words[0] in OTHERS:
            return OTHERS[words[0]](words[1:], settings)
        opened = _opened(settings)
    except PASSING as error:
        return _to_be_started_anew(error)
    except REFUSALS as error:
        return _refused(error)
    try:
        _follow(opened)
    except PASSING as error:
        return _to_be_started_anew(error)
    return 0


def _refused(error: Exception) -> int:
    print(f"python -m streams: {error}", file=sys.stderr)
    return 2


def _to_be_started_anew(error: Exception) -> int:
    print(f"python -m streams: to be started anew: {error}", file=sys.stderr)
    threading.Event().wait(PAUSE_S)
    return 1


def _opened(settings: HubSettings) -> Opened:
    """Open the store and serve it."""
    fit.require_fit(fit.installed())
    store = Store(
        settings.database,
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        deadline_profile=settings.deadline_profile,
        disk_reserve=settings.disk_reserve,
    )
    admission = admission_of(
        store,
        is_synthetic=settings.is_synthetic,
        signatures=signatures_of(store, settings),
    )
    backups = Backups(settings, store)
    hub = Hub(
        settings,
        store,
        admission=admission,
        rules=rules_of(store),
        errands=Errands(
            store,
            settings.connection,
            backups=backups,
            is_standby=settings.is_standby,
        ),
        backups=backups,
    )
    leaving = Leaving(hub, store)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leaving.begin())
    flights = tuple(_flights(settings, store, hub))
    http = serve(settings.http_port, hub.gauge)
    return Opened(store, hub, leaving, flights, http)


def _flights(settings: HubSettings, store: Store, hub: Hub) -> Iterator[FlightServer]:
    """The door for who is on this machine, and the one for others where they ask."""
    door = partial(
        FlightServer,
        store,
        token=settings.flight_token,
        health=partial(health_of, hub.gauge),
    )
    yield door(host="127.0.0.1", port=settings.flight_port)
    if (outside := settings.listening) is not None:
        yield door(host=outside.host, port=outside.port, outward=outside.outward)


def _follow(opened: Opened) -> None:
    """Follow the topics until told to stop, then close in order."""
    end_with_any_thread()
    collect_by_the_clock()
    watch_over(opened.hub.gauge)
    try:
        opened.hub.run()
    finally:
        opened.http.shutdown()
        for flight in opened.flights:
            flight.shutdown()
        opened.store.close()
        opened.leaving.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
