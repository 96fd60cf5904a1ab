"""From a typed event to a fact: one flat row, with all that follows from code lists."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Self

from msgspec import Struct, defstruct
from msgspec.json import Encoder

from streams.alarms import category_of
from streams.codes import division_number
from streams.datum import to_wgs84
from streams.events import CameraAlert, Event
from streams.fields import getter_of
from streams.rejects import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from streams.codes import Codes, Place
    from streams.events import Stream

    CategoryOf = Callable[[Any, str, Codes], tuple[str, bool]]

_JSON: Final = Encoder()
_SORTED_JSON: Final = Encoder(order="sorted")


class Fact(Struct, frozen=True, gc=False):
    """One event, flat, in the order of the store's columns; all text is masked.

    `content_hash` is a signed 64-bit number of the content, whatever its key order and
    envelope. `town_code` is 0 above towns. `details` holds the kind-specific fields and
    `extra` the unknown ones, as JSON objects.
    """

    kind: str
    item_id: str
    version: int
    content_hash: int
    division_code: int
    town_code: int
    occurred_at: datetime
    reported_at: datetime
    category: str
    severity: str
    scale: str
    spread: str
    title: str
    description: str | None
    longitude: float | None
    latitude: float | None
    source: str
    source_ref: str
    tags: list[str]
    campaign: str | None
    party_hash: str | None
    is_synthetic: bool | None
    is_device_health: bool
    details: str
    extra: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FactMaker:
    """Makes facts of one stream; what follows from the stream is worked out once."""

    kind: str
    category_of: CategoryOf
    own_scale: Callable[[Event], Any]
    details: Callable[..., Struct]
    own_values: Callable[[Struct], Iterable[Any]]

    @classmethod
    def of(cls, stream: Stream) -> Self:
        """Work out what follows from the stream alone."""
        common = Event.__struct_fields__
        own = [name for name in stream.struct.__struct_fields__ if name not in common]
        details = [(name, Any, None) for name in (*own, "spread", "category_sent")]
        return cls(
            kind=stream.kind,
            category_of=_CATEGORY_OF.get(stream.struct, _listed_category),
            own_scale=attrgetter(stream.own_scale),
            details=defstruct("Details", details, omit_defaults=True, gc=False),
            own_values=getter_of(*own),
        )

    def fact(self, event: Event, extra: Mapping[str, Any], codes: Codes) -> Fact:
        """Make the fact of a masked event and its masked unknown fields.

        Raises Refused when its division or category is unknown.
        """
        code = division_number(event.division_code)
        place = codes.divisions.get(code)
        if place is None:
            raise _unknown_division(code)
        category, is_device_health = self.category_of(event, self.kind, codes)
        longitude, latitude = _position(event, codes)
        return Fact(
            self.kind,
            event.id,
            event.version,
            _hash(event, extra),
            code,
            place.town_code,
            event.occurred_at,
            event.reported_at,
            category,
            codes.severities[self.kind][int(self.own_scale(event))],
            event.scale,
            _spread(code, place, event.spread, codes) if event.spread else "none",
            event.title,
            event.description,
            longitude,
            latitude,
            event.source,
            event.source_ref,
            list(event.tags),
            event.campaign,
            event.party_hash,
            event.synthetic,
            is_device_health,
            self._details_of(event, category),
            _extra(event, extra, longitude),
        )

    def _details_of(self, event: Event, category: str) -> str:
        spread = [code.ljust(12, "0") for code in event.spread] or None
        sent = event.category if event.category != category else ""
        details = self.details(*self.own_values(event), spread, sent or None)
        return _JSON.encode(details).decode()


def _unknown_division(code: int) -> Refused:
    return Refused(
        "unknown_division",
        f"`$.division_code` {code} is not in the list of divisions: correct it, or add "
        "the division to the list",
    )


def _listed_category(event: Event, kind: str, codes: Codes) -> tuple[str, bool]:
    if (kind, event.category) in codes.categories:
        return event.category, False
    raise Refused(
        "unknown_category",
        f"`$.category` {event.category} is not a category of {kind}: correct it, or "
        "add it to the list",
    )


def _alarm_category(alert: CameraAlert, _: str, codes: Codes) -> tuple[str, bool]:
    category = category_of(alert, codes.alarms)
    return category, category in codes.alarms.device_categories


_CATEGORY_OF: Final[Mapping[type[Event], CategoryOf]] = {CameraAlert: _alarm_category}


def _sent_position(event: Event) -> tuple[float, float] | None:
    """Take the position as sent; 0,0 is what devices send that know none."""
    longitude, latitude = event.longitude, event.latitude
    if longitude is None or latitude is None or not (longitude or latitude):
        return None
    return longitude, latitude


def _position(event: Event, codes: Codes) -> tuple[float, float] | tuple[None, None]:
    """Place the event in WGS-84; a position outside the city is no position."""
    sent = _sent_position(event)
    if sent is None:
        return None, None
    longitude, latitude = to_wgs84(*sent, event.datum)
    inside = codes.bounds.holds(longitude, latitude)
    return (longitude, latitude) if inside else (None, None)


def _extra(
    event: Event, extra: Mapping[str, Any], longitude: float | None
) -> str | None:
    """Keep unknown fields, and a position that was dropped for lying elsewhere."""
    sent = _sent_position(event) if longitude is None else None
    if sent is not None:
        extra = {**extra, "position_outside": (*sent, event.datum)}
    return _SORTED_JSON.encode(extra).decode() if extra else None


def _spread(code: int, place: Place, others: Iterable[str], codes: Codes) -> str:
    """How far apart the touched divisions lie: the smallest area that holds them."""
    numbers = {division_number(other) for other in others} - {code}
    if not numbers:
        return "none"
    places = [place, *(codes.place_of(number) for number in numbers)]
    if place.town_code and len({each.town_code for each in places}) == 1:
        return "within_town"
    if place.county_code and len({each.county_code for each in places}) == 1:
        return "cross_town"
    return "cross_county"


def _hash(event: Event, extra: Mapping[str, Any]) -> int:
    content = _JSON.encode(event)
    if extra:
        content += _SORTED_JSON.encode(extra)
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big", signed=True)
