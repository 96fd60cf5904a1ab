"""From a typed event to a fact: one flat row, with all that follows from code lists."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from operator import attrgetter
from struct import Struct as PackedStruct
from typing import TYPE_CHECKING, Any, Final, Self

from msgspec import Struct
from msgspec.json import Encoder

from streams.events import CameraAlert, Event
from streams.intake.camera_alarms import category_of
from streams.intake.codes import division_number
from streams.intake.datum import to_wgs84
from streams.intake.rejects import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from streams.events import Stream
    from streams.intake.codes import Codes, Place

    CategoryOf = Callable[[Any, str, Codes], tuple[str, bool]]
    _Position = tuple[float | None, float | None, bool]

_JSON: Final = Encoder()
_SIGNED_64: Final = PackedStruct(">q")
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
    own_keys: tuple[bytes, ...]

    @classmethod
    def of(cls, stream: Stream) -> Self:
        """Work out what follows from the stream alone."""
        common = Event.__struct_fields__
        own = [name for name in stream.struct.__struct_fields__ if name not in common]
        return cls(
            kind=stream.kind,
            category_of=_CATEGORY_OF.get(stream.struct, _listed_category),
            own_scale=attrgetter(stream.own_scale),
            own_keys=tuple(f',"{name}":'.encode() for name in own),
        )

    def fact(self, event: Event, extra: Mapping[str, Any], codes: Codes) -> Fact:
        """Make the fact of a masked event and its masked unknown fields.

        Raises Refused when its division or category is unknown.
        """
        division = codes.sent_divisions.get(event.division_code)
        if division is None:
            raise _unknown_division(event.division_code)
        code, place = division
        category, is_device_health = self.category_of(event, self.kind, codes)
        longitude, latitude, is_outside = _position(event, codes)
        content = _JSON.encode(event)
        return Fact(
            self.kind,
            event.id,
            event.version,
            _hash(content, extra),
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
            self._details(content, event, category),
            _extra(event, extra, is_outside=is_outside),
        )

    def _details(self, content: bytes, event: Event, category: str) -> str:
        """Cut the kind's own fields out of the encoded event, where they come last, and
        add what was worked out.
        """
        own = b"{" + content[self._first_own(content) + 1 :]
        if event.spread or (event.category and event.category != category):
            own = _joined(own, _worked_out(event, category))
        return own.decode()

    def _first_own(self, content: bytes) -> int:
        """No text can hold such a key: quotes within a text are escaped."""
        for key in self.own_keys:
            at = content.rfind(key)
            if at > 0:
                return at
        return len(content) - 2


def _worked_out(event: Event, category: str) -> bytes:
    fields: dict[str, Any] = {}
    if event.spread:
        fields["spread"] = [code.ljust(12, "0") for code in event.spread]
    if event.category not in ("", category):
        fields["category_sent"] = event.category
    return _JSON.encode(fields)


def _joined(one: bytes, other: bytes) -> bytes:
    """Join two JSON objects."""
    return one[:-1] + b"," + other[1:] if len(one) > len(b"{}") else other


def _unknown_division(sent: str) -> Refused:
    return Refused(
        "unknown_division",
        f"`$.division_code` {division_number(sent)} is not in the list of divisions: "
        "correct it, or add the division to the list",
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


def _position(event: Event, codes: Codes) -> _Position:
    """Place the event in WGS-84; a position outside the city is no position.

    0,0 is what devices send that know none.
    """
    longitude, latitude = event.longitude, event.latitude
    if longitude is None or latitude is None or not (longitude or latitude):
        return None, None, False
    longitude, latitude = to_wgs84(longitude, latitude, event.datum)
    if codes.bounds.holds(longitude, latitude):
        return longitude, latitude, False
    return None, None, True


def _extra(event: Event, extra: Mapping[str, Any], *, is_outside: bool) -> str | None:
    """Keep unknown fields, and a position that was dropped for lying elsewhere."""
    if is_outside:
        sent = event.longitude, event.latitude, event.datum
        extra = {**extra, "position_outside": sent}
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


def _hash(content: bytes, extra: Mapping[str, Any]) -> int:
    if extra:
        content += _SORTED_JSON.encode(extra)
    number: int
    (number,) = _SIGNED_64.unpack(blake2b(content, digest_size=8).digest())
    return number
