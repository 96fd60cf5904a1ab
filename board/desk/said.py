"""What a person wrote, read as what the contract wants; or why it cannot be."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from msgspec import Struct, inspect

from board.desk import forms
from board.look.clock import SHANGHAI
from board.viewer.seat import CODE_LENGTH
from streams.privacy.parties import identity_of, is_masked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from board.picture.geography import Geography
    from streams.events import Stream
    from streams.privacy.parties import PartyKey

Raw: TypeAlias = str | int | float | bool | date | datetime | None
LONGEST_PARTY = 100
ROUNDED = 1e15
"""Of a longer number a spreadsheet keeps the first fifteen digits."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=5)
"""So far may clocks differ; nothing has occurred later than now."""
MOMENTS = frozenset({"occurred_at", "reported_at"})
_DAY = r"(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?)?"
_CLOCK = r"(?:(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?(?:\.\d+)?[分秒]?)?"
_PARTS = re.compile(rf"(?=.*\d){_DAY}[ T]*{_CLOCK}")
_PARTING = re.compile(r"[\s·、,，/>()（）-]+")
_COMMITTEE = re.compile(r"(?:居民委员会|村民委员会|居委会|委员会|委会)(社区)?$")
"""What a village is called where it is written down, and by nobody else."""
_WITH_OFFSET = re.compile(r"\d[T ].*(?:Z|[+-]\d{2}:?\d{2})$")


class Unfit(ValueError):  # noqa: N818 - it says what the words are, as the house names things
    """Words that do not fit: the key of the reason, and what its text leaves open."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class Fault(Struct, frozen=True):
    """Why one field does not fit; `values` is what the reason's text leaves open."""

    field: str
    reason: str
    values: dict[str, Any] = {}


class Place(Struct, frozen=True):
    """What words are read against: the register and its names, whose range counts, the
    moment, and the key of parties where there is one.
    """

    geography: Geography
    names: Mapping[str, tuple[int, ...]]
    center: int
    now: datetime
    party_key: PartyKey | None = None


def place(
    geography: Geography, center: int, now: datetime, party_key: PartyKey | None = None
) -> Place:
    """Everything that words are read against at a center."""
    return Place(geography, _names(geography), center, now, party_key)


def _names(geography: Geography) -> dict[str, tuple[int, ...]]:
    """The divisions by their names, short or in full, alone or behind those above."""
    found: dict[str, set[int]] = {}
    for code in geography.divisions:
        *above, own = (_bare(one.name) for one in geography.path(code))
        for start in range(len(above) + 1):
            for name in (own, _COMMITTEE.sub(r"\1", own)):
                found.setdefault("".join((*above[start:], name)), set()).add(code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def read(stream: Stream, field: str, raw: Raw, where: Place) -> Any:
    """The value of a field of a message; raises Unfit."""
    text = raw.strip() if isinstance(raw, str) else raw
    if isinstance(raw, float) and abs(raw) >= ROUNDED:
        raise Unfit("rounded_number")
    if field == "division_code":
        return _division(str(text), where)
    if field in MOMENTS:
        return _moment(text, where.now)
    if field == forms.PARTY:
        return _party(str(text), where.party_key)
    listed = forms.listed(stream.kind, field)
    if listed:
        return _code(str(text), listed)
    return _value(text, forms.types(stream.struct)[field])


def moment_of(raw: Raw, now: datetime) -> datetime | None:
    """The moment that somebody wrote, in Shanghai unless it says otherwise: a time
    alone is of today, a date without a year of this one. None for anything else.
    """
    if isinstance(raw, datetime):
        return raw if raw.tzinfo else raw.replace(tzinfo=SHANGHAI)
    text = str(raw).strip()
    if _WITH_OFFSET.search(text):
        return _whole_moment(text)
    found = _PARTS.fullmatch(text)
    return _put_together(found, now.astimezone(SHANGHAI)) if found else None


def _whole_moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _put_together(found: re.Match[str], today: datetime) -> datetime | None:
    usual = (today.year, today.month, today.day, 0, 0, 0)
    year, month, day, hour, minute, second = (
        int(part) if part else other
        for part, other in zip(found.groups(), usual, strict=True)
    )
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)
    except ValueError:
        return None


def _moment(raw: Raw, now: datetime) -> datetime:
    found = moment_of(raw, now)
    if found is None:
        raise Unfit("no_moment")
    if found < EARLIEST:
        raise Unfit("too_early")
    if found > now + AHEAD:
        raise Unfit("in_future")
    return found


def _division(text: str, where: Place) -> str:
    """By its code, or by its name with as much before it as tells it apart."""
    known = where.geography
    if text.isascii() and text.isdigit() and len(text) <= CODE_LENGTH:
        code = int(text.ljust(CODE_LENGTH, "0"))
        found = [code] if code in known.divisions else []
    else:
        found = _named(text, where)
    if not found:
        raise Unfit("unknown_division")
    if len(found) > 1:
        raise Unfit("ambiguous_division", n=len(found))
    if not known.sees(where.center, found[0]):
        raise Unfit("outside_range")
    return f"{found[0]:0{CODE_LENGTH}d}"


def _named(text: str, where: Place) -> list[int]:
    """The divisions of that name; of several those within the range."""
    found = where.names.get(_bare(text), ())
    seen = [one for one in found if where.geography.sees(where.center, one)]
    return seen or list(found)


def _bare(text: str) -> str:
    return _PARTING.sub("", text)


def _party(text: str, key: PartyKey | None) -> str | None:
    """The hash of whom it is about; None for nobody, and without a key for anybody."""
    if len(text) > LONGEST_PARTY:
        raise Unfit("too_long", most=LONGEST_PARTY)
    if key is None:
        return None
    if is_masked(text):
        raise Unfit("masked_party")
    identity = identity_of(text)
    if len(identity) == 1:
        raise Unfit("unfit")
    return key.hash_of(identity) if identity else None


def _code(text: str, listed: dict[str, tuple[str, ...]]) -> str:
    """A code of a list by itself or by one of its names; leading zeros get lost."""
    if text in listed:
        return text
    same = [
        code
        for code, names in listed.items()
        if text in names or (text.isdigit() and code.lstrip("0") == text.lstrip("0"))
    ]
    if len(same) != 1:
        raise Unfit("not_listed")
    return same[0]


def _value(raw: Raw, wanted: Any) -> Any:
    try:
        return msgspec.convert(raw, wanted, strict=False)
    except msgspec.ValidationError as fault:
        raise _explained(raw, inspect.type_info(wanted)) from fault


def _explained(raw: Raw, wanted: inspect.Type) -> Unfit:
    for explain in _EXPLANATIONS:
        if (found := explain(raw, wanted)) is not None:
            return found
    return Unfit("unfit")


def _too_long(raw: Raw, wanted: Any) -> Unfit | None:
    most = next(
        filter(None, (getattr(one, "max_length", None) for one in _all(wanted))), 0
    )
    return Unfit("too_long", most=most) if most and len(str(raw)) > most else None


def _out_of_bounds(_: Raw, wanted: Any) -> Unfit | None:
    ends = next(
        (one for one in _all(wanted) if getattr(one, "ge", None) is not None), None
    )
    return Unfit("out_of_bounds", low=ends.ge, high=ends.le) if ends else None


def _all(wanted: Any) -> tuple[Any, ...]:
    return getattr(wanted, "types", (wanted,))


_EXPLANATIONS: tuple[Callable[[Raw, Any], Unfit | None], ...] = (
    _too_long,
    _out_of_bounds,
)
