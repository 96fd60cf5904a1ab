"""All records of one item: its event, what corrects it, what repeats, its moves."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from streams.events import STREAMS
from streams.simulate.days import HOUR_MS, MINUTE_MS, SECOND_MS
from streams.simulate.facts import one_of
from streams.simulate.lives import life
from streams.simulate.messages import event_of
from streams.simulate.planned import Planned
from streams.simulate.tables import kind_profiles
from streams.simulate.wording import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from streams.events import Event
    from streams.simulate.places import Places
    from streams.simulate.planned import Draft

_encode = msgspec.json.Encoder().encode


@cache
def topics() -> Mapping[str, str]:
    return {stream.kind: stream.topic for stream in STREAMS}


def plan_item(draft: Draft, places: Places, draw: Random) -> list[Planned]:
    """The records of an item; the first one opens it."""
    return plan_told(draft, event_of(draft, places, draw), draw)


def plan_told(draft: Draft, event: Event, draw: Random) -> list[Planned]:
    """The same of an item whose first message is written already."""
    return [
        Planned(
            at_ms=draft.at_ms,
            topic=topics()[draft.kind],
            key=event.id.encode(),
            value=_encode(event),
            opens=True,
            planted=draft.site.planted,
        ),
        *_later_versions(draft, event, draw),
        *life(msgspec.structs.replace(draft, tags=event.tags), draw),
    ]


def _record(draft: Draft, event: Event, at_ms: int) -> Planned:
    return Planned(at_ms, topics()[draft.kind], event.id.encode(), _encode(event))


def _later_versions(draft: Draft, event: Event, draw: Random) -> Iterator[Planned]:
    """A repeat of the same, or a correction, now and then."""
    profile = kind_profiles()[draft.kind]
    chance = draw.random()
    if chance < profile.duplicate_share:
        again_ms = draft.at_ms + SECOND_MS + int(draw.random() * 3 * HOUR_MS)
        yield _record(draft, event, again_ms)
    elif chance < profile.duplicate_share + profile.corrected_share:
        later_ms = draft.at_ms + int((10 + 1_400 * draw.random() ** 3) * MINUTE_MS)
        yield _record(draft, _corrected(event, draw), later_ms)


def _corrected(event: Event, draw: Random) -> Event:
    """The next version: more is known, and sometimes the place is more exact."""
    kind = next(stream.kind for stream in STREAMS if isinstance(event, stream.struct))
    changes = {"version": 2, "description": one_of(sentences()[kind], draw)}
    if event.longitude is not None:
        changes["longitude"] = round(event.longitude + draw.gauss(0, 0.0003), 5)
    return msgspec.structs.replace(event, **changes)
