"""What a shell asks of a hub, and how it hears that the hub refused to listen."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from streams.entries.operations import BackUp
from streams.events import DESK_TOPIC
from streams.hub.asking import refusal_of
from tests.support.intake import START, Intake
from tests.support.messages import CENTER

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
