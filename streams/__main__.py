"""The hub as a program: `python -m streams`; `python -m streams verify` recounts."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from sql.errors import StoreError, StoreInvalidError, StoreUnavailableError
from sql.flight import FlightServer
from sql.store import Store
from streams.broker.watchdog import StuckError
from streams.hub import verify
from streams.hub.errands import Errands
from streams.hub.garbage import collect_by_the_clock
from streams.hub.hub import Hub
from streams.hub.leaving import Leaving
from streams.hub.serve import ServeError, serve
from streams.hub.settings import settings_from
from streams.hub.standstill import watch_over
from streams.hub.start import AdmissionError, admission_of, rules_of
from streams.logs import set_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.hub.settings import HubSettings


VERIFY = "verify"
PAUSE_S = 2.0
"""So that a disk that stays full is not tried without a pause."""


def main(words: Sequence[str] = ()) -> int:
    """Run until SIGTERM or Ctrl-C. 2 means that something has to be put right first,
    1 that starting anew is what helps, or will once there is room again.
    """
    try:
        settings = settings_from(os.environ)
        set_up(settings.log_level)
        if tuple(words[:1]) == (VERIFY,):
            return verify.main(words[1:], settings)
        run(settings)
    except (StoreInvalidError, StoreUnavailableError, StuckError) as error:
        print(f"python -m streams: to be started anew: {error}", file=sys.stderr)
        threading.Event().wait(PAUSE_S)
        return 1
    except (StoreError, ServeError, AdmissionError, ValueError) as error:
        print(f"python -m streams: {error}", file=sys.stderr)
        return 2
    return 0


def run(settings: HubSettings) -> None:
    """Open the store, serve it, follow the topics."""
    store = Store(
        settings.database,
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        deadline_profile=settings.deadline_profile,
        disk_reserve=settings.disk_reserve,
    )
    admission = admission_of(store, is_synthetic=settings.is_synthetic)
    hub = Hub(
        settings,
        store,
        admission=admission,
        rules=rules_of(store),
        errands=Errands(store, settings.connection),
    )
    leaving = Leaving(hub, store)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leaving.begin())
    flight = FlightServer(store, host="127.0.0.1", port=settings.flight_port)
    http = serve(settings.http_port, hub.gauge)
    collect_by_the_clock()
    watch_over(hub.gauge)
    try:
        hub.run()
    finally:
        http.shutdown()
        flight.shutdown()
        store.close()
        leaving.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
