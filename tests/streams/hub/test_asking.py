"""What a shell asks of a hub, and how it hears that the hub refused to listen."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from sql.errors import StoreError
from streams.entries.operations import BackUp
from streams.events import DESK_TOPIC
from streams.hub.asking import refusal_of, said_by_hub
from streams.hub.settings import settings_from
from tests.support.intake import START, Intake
from tests.support.messages import CENTER
from tests.support.ports import free_port
from tests.support.speaking import NO_HTTP, speaking

REAL = {"synthetic": False}


def asked(entry_id: str, **said: Any) -> BackUp:
    return BackUp(
        entry_id=entry_id,
        actor="ops",
        role="administrator",
        acting_center=CENTER,
        entered_at=START,
        **said,
    )


@pytest.mark.parametrize(("said", "why"), [({}, ""), (REAL, "mixed_with")])
def test_who_asks_need_not_know_what_the_store_is_and_hears_a_refusal(
    said: dict[str, Any], why: str
) -> None:
    intake = Intake()
    for entry in (asked("backup-0", **REAL), asked("backup-1", **said)):
        message = msgspec.to_builtins(entry, str_keys=True)
        intake.take((DESK_TOPIC, message, START))
    found = refusal_of(intake.store, "backup-1")
    assert found.startswith(why)
    assert bool(found) == bool(why)


@pytest.mark.parametrize("said", NO_HTTP)
def test_what_speaks_otherwise_at_the_port_of_a_hub_is_told_of_by_its_setting(
    said: bytes,
) -> None:
    """It may be a hub that holds the store: nobody takes it for a stopped one."""
    with (
        speaking(said) as port,
        pytest.raises(StoreError, match=f"port {port} .CGC_HUB_PORT. gives no answer"),
    ):
        said_by_hub(settings_from({"CGC_HUB_PORT": str(port)}))
    assert said_by_hub(settings_from({"CGC_HUB_PORT": str(free_port())})) is None
