"""A joint case in a real store, and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.board.views.items.shown import (
    CITY,
    HOUR,
    NOW,
    OTHER_TOWN,
    TOWN,
    WRITTEN,
    Shown,
    moved,
)
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake

if TYPE_CHECKING:
    from board.picture.snapshot import Snapshot


@pytest.fixture(scope="module")
def intake() -> Intake:
    """A joint case: sent up, returned, sent up again, with tasks, one of them late."""
    found = Intake()
    with found.together():
        first = {
            "title": WRITTEN,
            "description": f"{WRITTEN}，已到场",
            "longitude": 113.3,
        }
        found.event("dispute", level="03", latitude=31.9, **first)
        found.event("dispute", 2)
        found.event("incident", longitude=113.3, latitude=31.9)
        found.event(
            "dispute",
            version=2,
            party_hash="c" * 64,
            level="02",
            title=f"{WRITTEN}升级",
            parties_count=5,
            at=START + 3 * HOUR,
        )
        town = {"acting_center": TOWN}
        task = town | {"task_id": "t1"}
        moved(found, "accept", 1)
        moved(found, "escalate", 2, to_center=TOWN)
        moved(found, "return", 4, **town, note=WRITTEN)
        moved(found, "escalate", 5, to_center=TOWN)
        moved(found, "sign", 6, **town)
        moved(found, "handle", 6.5, **town, moved_at=(START + HOUR).isoformat())
        moved(found, "join", 8, **task, to_agency="police", to_center=OTHER_TOWN)
        moved(
            found, "join", 9, **town, task_id="t2", to_agency="justice", to_center=TOWN
        )
        moved(found, "close", 22, **town)
        moved(
            found,
            "supervise",
            24,
            acting_center=str(CITY),
            role="leader",
            grade="yellow_card",
            number="DB-1",
            due_at=(START + 96 * HOUR).isoformat(),
        )
        moved(found, "link", 25, **town, link_kind="dispute", link_id="dispute-2")
    return found


@pytest.fixture(scope="module")
def of_the_case(intake: Intake) -> Snapshot:
    maker = maker_of(Shut(intake.store))
    maker.tick(NOW)
    return maker.snapshot


@pytest.fixture(scope="module")
def shown(intake: Intake, of_the_case: Snapshot) -> Shown:
    return Shown(intake, of_the_case)
