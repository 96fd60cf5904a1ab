"""One matter that a second source tells of again, as an item of its own: what a person
would merge. Only the truth file says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import TYPE_CHECKING

import msgspec
from msgspec import structs

from streams.events import STREAMS
from streams.simulate.chance import seeded
from streams.simulate.days import MINUTE_MS
from streams.simulate.facts import one_of, sources
from streams.simulate.items import plan_told
from streams.simulate.messages import event_of
from streams.simulate.places import spot_at
from streams.simulate.planned import PlantedRepeat
from streams.simulate.tables import kind_profiles, mix, mix_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from streams.events import Event
    from streams.simulate.places import Places, Spot
    from streams.simulate.planned import Draft, Planned

TELLERS = ("hotline_12345", "grid")
"""Who tells of what another source has told of already."""
LEAD_INS = {"hotline_12345": "来电反映", "grid": "网格员报告"}
OWN_WORDS_SHARE = 0.5
LONGEST_MINUTES = 10 * 60
FARTHEST_M = 150
NO_POINT_SHARE = 0.25
NEAR_CATEGORY_SHARE = 0.12
OTHER_CATEGORY_SHARE = 0.03
METRES_A_DEGREE = 111_195
TYPES = {stream.kind: stream.struct for stream in STREAMS}


@dataclass(frozen=True)
class Teller:
    """Plans what is told of twice in slices that end at `end_ms`, so that both items
    are of one slice. Draws of its own: what is told of once stays as it is.
    """

    seed: int
    places: Places
    end_ms: int

    def repeats(self, draft: Draft, first: Planned) -> Iterator[list[Planned]]:
        """The second item with all its records, where there is one."""
        share = kind_profiles()[draft.kind].again_share
        draw = seeded(self.seed, "again", draft.item_id)
        at_ms = draft.at_ms + int(draw.random() ** 2 * LONGEST_MINUTES * MINUTE_MS)
        if draw.random() >= share or at_ms >= self.end_ms:
            return
        told = msgspec.json.decode(first.value, type=TYPES[draft.kind])
        again = structs.replace(
            draft,
            item_id=f"{draft.item_id}-2",
            at_ms=at_ms,
            site=structs.replace(
                draft.site,
                row=mix_row(draft.kind, _category(draft, draw)),
                spot=_near(_spot(told, draft, draw), draw),
                planted=PlantedRepeat(
                    repeat_id=f"{draft.item_id}-2",
                    kind=draft.kind,
                    first_id=draft.item_id,
                    at_ms=at_ms,
                ),
            ),
        )
        event = event_of(again, self.places, draw)
        yield plan_told(again, _as_told(event, told, again, draw), draw)


def _as_told(event: Event, told: Event, again: Draft, draw: Random) -> Event:
    """The words of who tells of it again: another source, at a point of his own or at
    none; it happened when it happened.
    """
    source = one_of([one for one in TELLERS if one != told.source], draw)
    known = sources()[source]
    through = "channel" if again.kind == "dispute" else "received_through"
    placed = again.site.spot if draw.random() >= NO_POINT_SHARE else None
    is_gcj = known["datum"] == "gcj02"
    return structs.replace(
        event,
        title=_title(event, told, source, draw),
        source=source,
        source_ref=f"{source}-{again.item_id}",
        occurred_at=told.occurred_at,
        datum=known["datum"],
        longitude=placed and (placed.gcj02_longitude if is_gcj else placed.longitude),
        latitude=placed and (placed.gcj02_latitude if is_gcj else placed.latitude),
        **{through: known[through]},
    )


def _title(event: Event, told: Event, source: str, draw: Random) -> str:
    """Half of them tell it in words of their own, the others as it was told."""
    is_own = draw.random() < OWN_WORDS_SHARE or event.category != told.category
    return event.title if is_own else f"{LEAD_INS[source]}{told.title}"


def _category(draft: Draft, draw: Random) -> str:
    """Mostly the same; a neighbour of its group, or seldom any other."""
    chance = draw.random()
    known = [one.category for one in mix()[draft.kind]]
    near = [one for one in known if one[:2] == draft.category[:2]]
    if chance < OTHER_CATEGORY_SHARE:
        return one_of(known, draw)
    is_near = chance < OTHER_CATEGORY_SHARE + NEAR_CATEGORY_SHARE
    return one_of(near, draw) if is_near else draft.category


def _spot(told: Event, draft: Draft, draw: Random) -> Spot:
    """Where it was told of; anywhere in the village where no point was said."""
    at = (told.longitude, told.latitude)
    spots = tuple(draft.village.spots)
    return next((one for one in spots if at in (one[:2], one[2:])), one_of(spots, draw))


def _near(spot: Spot, draw: Random) -> Spot:
    metres, angle = FARTHEST_M * draw.random(), 2 * pi * draw.random()
    up = metres * sin(angle) / METRES_A_DEGREE
    across = metres * cos(angle) / METRES_A_DEGREE / cos(radians(spot.latitude))
    return spot_at(round(spot.longitude + across, 5), round(spot.latitude + up, 5))
