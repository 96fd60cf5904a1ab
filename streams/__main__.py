"""The hub as a program: `python -m streams`."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING

from sql.errors import StoreError
from sql.flight import FlightServer
from sql.store import Store
from streams.admission import AdmissionError, admission_of, rules_of
from streams.hub import Hub
from streams.serve import ServeError, serve_health
from streams.settings import settings_from

if TYPE_CHECKING:
    from streams.settings import HubSettings


COLLECT_AFTER = 50_000


def main() -> int:
    """Run until SIGTERM or Ctrl-C; 2 means that something has to be put right first."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    try:
        run(settings_from(os.environ))
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
    )
    admission = admission_of(store, is_synthetic=settings.is_synthetic)
    hub = Hub(settings, store, admission=admission, rules=rules_of(store))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: hub.stop())
    flight = FlightServer(store, host="127.0.0.1", port=settings.flight_port)
    http = serve_health(settings.http_port, hub.gauge.health)
    _spare_the_collector()
    try:
        hub.run()
    finally:
        http.shutdown()
        flight.shutdown()
        store.close()


def _spare_the_collector() -> None:
    """Messages form no cycles: looking for them in every batch costs a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 100)


if __name__ == "__main__":
    sys.exit(main())
