"""Asks a hub that runs, as a person at its machine: what it says; and by an entry of
the desk, so that the log holds who wanted it, what it shall do.
"""

from __future__ import annotations

import getpass
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import msgspec

from sql.errors import StoreError
from sql.flight import FlightStore
from streams.broker.outbox import Outbox
from streams.clock import now
from streams.entries.listed import entry_name
from streams.events import DESK_TOPIC
from streams.signing.key import signing_key

if TYPE_CHECKING:
    from sql.store import Door
    from streams.entries.entry import DeskEntry
    from streams.hub.settings import HubSettings

ROLE: Final = "administrator"
ASK_S = 3.0
LOOKED_AT: Final = 200


def said_by_hub(settings: HubSettings) -> bytes | None:
    """What `/health` says; None when nobody listens at its port. StoreError when who
    does hangs, or speaks otherwise: it may be a hub that holds the store.
    """
    port = settings.http_port
    connection = HTTPConnection("127.0.0.1", port, timeout=ASK_S)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().read()
    except ConnectionRefusedError:
        return None
    except (OSError, HTTPException) as error:
        raise StoreError(
            f"what listens at port {port} (CGC_HUB_PORT) gives no answer of a hub: "
            f"{type(error).__name__} {error}",
        ) from error
    finally:
        connection.close()


def ask(settings: HubSettings, struct: type[DeskEntry], **fields: Any) -> str:
    """Send an entry and return its id. OutboxError when it does not get there.

    It does not say whether it is synthetic: a shell need not know what the store is.
    """
    entry = struct(
        entry_id=f"{entry_name(struct)}-{uuid4()}",
        actor=getpass.getuser(),
        role=ROLE,
        acting_center=_highest_center(settings),
        entered_at=now(),
        **fields,
    )
    signing = signing_key(settings.signing_key)
    outbox = Outbox(settings.connection, sign=signing.headers if signing else None)
    try:
        key = entry.entry_id.encode()
        outbox.send(DESK_TOPIC, key, msgspec.json.encode(entry)).wait()
    finally:
        outbox.close()
    return entry.entry_id


def refusal_of(store: Door, entry_id: str) -> str:
    """Why the hub refused an entry, if it is among those that it refused last; ''."""
    refused = store.query("rejects_recent", row_limit=LOOKED_AT).to_pylist()
    return next(
        (
            f"{one['reason']}: {one['detail']}"
            for one in refused
            if one["topic"] == DESK_TOPIC and entry_id in one["payload"]
        ),
        "",
    )


def _highest_center(settings: HubSettings) -> str:
    store = FlightStore(
        f"127.0.0.1:{settings.flight_port}", token=settings.flight_token
    )
    try:
        centers = store.query("centers").to_pylist()
    finally:
        store.close()
    return next(
        f"{row['center_code']:012d}"
        for row in centers
        if row["parent_center_code"] is None
    )
