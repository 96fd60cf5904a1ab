"""Messages of hand-overs (演示数据), as a board sends them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from streams.entries.duty import Handed, HandedOver, TakenOver
from streams.entries.looking import Place
from streams.events import DESK_TOPIC
from tests.support import messages
from tests.support.city import CITY_CENTER

if TYPE_CHECKING:
    from datetime import datetime

    from tests.support.city import City

Record = tuple[str, dict[str, Any], "datetime"]


def hand_over(entry_id: str, at: datetime, **fields: Any) -> Record:
    """A hand-over that came at a moment, of the hours since `from_at`."""
    return _record("hand_over", entry_id, at, **{"vector": [], **fields})


def take_over(entry_id: str, at: datetime, hand_over: str, **fields: Any) -> Record:
    """A signature for a hand-over."""
    return _record("take_over", entry_id, at, hand_over=hand_over, **fields)


def _record(entry: str, entry_id: str, at: datetime, **fields: Any) -> Record:
    moments = {"entered_at": at, "from_at": at, "as_of": at}
    if entry == "take_over":
        moments = {"entered_at": at}
    message = {
        "entry_id": entry_id,
        "entry": entry,
        "actor": "seat-1",
        "role": "duty_officer",
        "acting_center": messages.CENTER,
        "synthetic": True,
        **moments,
        **fields,
    }
    said = {
        name: one.isoformat() if hasattr(one, "isoformat") else one
        for name, one in message.items()
    }
    return DESK_TOPIC, said, at


def shifts(city: City, now: datetime) -> None:
    """Two hand-overs of the city's center: one taken over, one that waits."""
    early, late = now - timedelta(hours=13), now - timedelta(hours=1)
    _drawn(city, "shift-night", "周明", early, early - timedelta(hours=12))
    signed = early + timedelta(minutes=12)
    city.enter(
        TakenOver(
            entry_id="shift-night-taken",
            actor="demo",
            acting_center=CITY_CENTER,
            entered_at=signed,
            person="吴燕",
            hand_over="shift-night",
            note="演示数据：已逐件核对",
            synthetic=True,
        ),
        signed,
    )
    _drawn(city, "shift-day", "吴燕", late, early)


def _drawn(
    city: City, entry_id: str, person: str, at: datetime, since: datetime
) -> None:
    vector = city.store.query("offsets_at", at=at).column(0)[0].as_py()
    found = city.store.query(
        "handover_proposed_as_of",
        offsets=vector,
        center_code=int(CITY_CENTER),
        hand_over="",
        by_handover=0,
        shift_at=since,
        now_at=at,
        row_limit=6,
    ).to_pylist()
    handed = tuple(
        Handed(
            kind=one["kind"],
            item_id=one["item_id"],
            note="演示数据：夜间每两小时回一次现场" if place == 0 else None,
        )
        for place, one in enumerate(found)
    )
    city.enter(
        HandedOver(
            entry_id=entry_id,
            actor="demo",
            role="duty_officer",
            acting_center=CITY_CENTER,
            entered_at=at,
            person=person,
            from_at=since,
            as_of=at,
            vector=msgspec.json.decode(vector, type=tuple[Place, ...]),
            items=handed,
            note="演示数据：本班平稳，重点盯住督办回复",
            synthetic=True,
        ),
        at,
    )
