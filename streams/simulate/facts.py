"""What the first message of an item says in every stream."""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar

from streams.simulate.chance import pace
from streams.simulate.days import HOUR_MS, MINUTE_MS, SECOND_MS, moment
from streams.simulate.tables import HERE, choices, kind_profiles, rows
from streams.simulate.wording import ENTERPRISE_TAG, campaign, sentences, spot_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from streams.simulate.places import Places
    from streams.simulate.planned import Draft
    from streams.simulate.wording import Title

PARTIES_A_TOWN = 900

Fields = dict[str, Any]
T = TypeVar("T")


def common_fields(draft: Draft, title: Title, places: Places, draw: Random) -> Fields:
    """What every stream's message says."""
    return {
        **_identity(draft, draw),
        **_times(draft, draw),
        **_words(draft, title, draw),
        **_reach(draft, places, draw),
        "synthetic": True,
    }


def one_of(values: Sequence[T], draw: Random) -> T:
    """Any of the values, all being equal."""
    return values[int(draw.random() * len(values))]


def _identity(draft: Draft, draw: Random) -> Fields:
    party = draft.site.party
    if party is None and draw.random() < kind_profiles()[draft.kind].party_share:
        # Squared, so that a few parties come back often.
        number = int(draw.random() ** 2 * PARTIES_A_TOWN)
        party = party_hash(f"{draft.village.town}/{number}")
    return {
        "id": draft.item_id,
        "version": 1,
        "division_code": draft.village.code,
        "category": draft.category,
        "party_hash": party,
    }


@lru_cache(maxsize=65_536)
def party_hash(party: str) -> str:
    """What stands for a party: sources send a keyed hash as well."""
    return blake2b(party.encode(), digest_size=16).hexdigest()


def _times(draft: Draft, draw: Random) -> Fields:
    """Reported just before the record, or hours before when it comes late."""
    profile = kind_profiles()[draft.kind]
    chance = draw.random()
    lag_ms = int(chance * 40 * SECOND_MS)
    if chance < profile.late_share:
        lag_ms = int((2 + 28 * chance / profile.late_share) * HOUR_MS)
    reported_ms = draft.at_ms - lag_ms
    before_ms = int(profile.occurred_minutes * pace().factor(draw) * MINUTE_MS)
    return {
        "reported_at": moment(reported_ms // SECOND_MS),
        "occurred_at": moment((reported_ms - before_ms) // SECOND_MS),
    }


def _words(draft: Draft, title: Title, draw: Random) -> Fields:
    profile = kind_profiles()[draft.kind]
    described = draw.random() < profile.description_share
    tags = title.tags
    if not tags and draw.random() < profile.enterprise_share:
        tags = ENTERPRISE_TAG
    spot = one_of(spot_names()[title.spot_class, draft.village.is_community], draw)
    return {
        "title": f"{draft.village.name}{spot}{title.text}",
        "description": one_of(sentences()[draft.kind], draw) if described else None,
        "tags": (tags,) if tags else (),
        "campaign": campaign(draft.kind, draft.category, draft.day, draw),
    }


def _reach(draft: Draft, places: Places, draw: Random) -> Fields:
    spread = choices()["spread", draft.kind].pick(draw)
    return {"spread": SPREAD[spread](draft, places, draw)}


def _nowhere_else(_draft: Draft, _places: Places, _draw: Random) -> tuple[str, ...]:
    return ()


def _in_town(draft: Draft, places: Places, draw: Random) -> tuple[str, ...]:
    return (one_of(places.by_town[draft.village.town], draw).code,)


def _in_county(draft: Draft, places: Places, draw: Random) -> tuple[str, ...]:
    return (one_of(places.by_county[draft.village.county], draw).town,)


def _in_city(draft: Draft, places: Places, draw: Random) -> tuple[str, ...]:
    others = tuple(code for code in places.by_county if code != draft.village.county)
    return (one_of(others, draw),)


SPREAD: Mapping[str, Callable[[Draft, Places, Random], tuple[str, ...]]] = {
    "none": _nowhere_else,
    "within_town": _in_town,
    "cross_town": _in_county,
    "cross_county": _in_city,
}
"""Which other division is touched, by how far an item reaches."""


def coded(draft: Draft, lists: Sequence[str], draw: Random) -> Fields:
    """A code for each field that is drawn from the list of its name."""
    return {name: choices()[name, draft.kind].pick(draw) for name in lists}


def sourced(draft: Draft, source: str) -> Fields:
    return {"source": source, "source_ref": f"{source}-{draft.item_id}"}


def village_position(draft: Draft, source: str, draw: Random) -> Fields:
    if draw.random() >= kind_profiles()[draft.kind].position_share:
        return {}
    spot = draft.site.spot or one_of(draft.village.spots, draw)
    datum = sources()[source]["datum"]
    if datum == "gcj02":
        longitude, latitude = spot.gcj02_longitude, spot.gcj02_latitude
    else:
        longitude, latitude = spot.longitude, spot.latitude
    return {"longitude": longitude, "latitude": latitude, "datum": datum}


@cache
def sources() -> Mapping[str, Mapping[str, str]]:
    return {row["source"]: row for row in rows(HERE / "sources.csv")}
