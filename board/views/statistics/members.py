"""What stands in the rows and columns of a table: each with the filters of its list."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from board.look.clock import DAY
from board.look.codes import campaigns, categories, device_faults, listed
from board.look.statistics import PLACES, STEPS, kinds_of
from board.look.theme import SEVERITY_SHAPES
from board.picture.periods import Span, month_name, next_month
from board.viewer.scope import NONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from board.viewer.page import Picture
    from board.views.statistics.asking import Choice

Row: TypeAlias = "Mapping[str, Any]"
WEEK = timedelta(days=7)


class Member(Struct, frozen=True):
    """One value of a dimension: its key among the answers, its name, the `query` of a
    list of what counts there; the days and the stream, if it has some of its own.
    """

    key: str
    name: str
    query: Mapping[str, str] = {}
    span: Span | None = None
    kind: str = ""


def key_in(dimension: str, picture: Picture) -> Callable[[Row], str]:
    """Says of a row of an answer to which value of a dimension it belongs."""
    if dimension in PLACES:
        return _place_in(dimension, picture)
    if dimension == "category":
        return lambda row: f"{row['kind']} {row['category']}"
    if dimension in STEPS:
        return lambda row: str(row["business_day"])
    return lambda row: row[dimension] if dimension else ""


def _place_in(dimension: str, picture: Picture) -> Callable[[Row], str]:
    """What lies in none of the places counts where it lies, within the division."""
    geography, scope = picture.snapshot.geography, picture.scope
    places = set(_codes(dimension, picture))

    @cache
    def place(code: int) -> str:
        line = geography.line(code)
        within = line[: line.index(scope) + 1] if scope in line else (scope,)
        usual = within[0] if dimension == "town" else scope
        return str(next((one for one in within if one in places), usual))

    return lambda row: place(row["division_code"])


def _codes(dimension: str, picture: Picture) -> tuple[int, ...]:
    """The divisions right below one, or its towns."""
    known, scope = picture.snapshot.geography, picture.scope
    if dimension == "division":
        return known.children.get(scope, ())
    return tuple(
        code
        for code, one in known.divisions.items()
        if one.tier == "town" and known.contains(scope, code)
    )


def members(
    dimension: str, choice: Choice, picture: Picture, found: Iterable[str]
) -> tuple[Member, ...]:
    """The values of a dimension in their order: those of its list, and what else the
    answers have.
    """
    known = {one.key: one for one in _LISTS[dimension](choice, picture)}
    others = sorted(key for key in found if key not in known)
    return (*known.values(), *(_OTHERS[dimension](one, picture) for one in others))


def _divisions(_choice: Choice, picture: Picture) -> Iterator[Member]:
    return _places("division", picture)


def _towns(_choice: Choice, picture: Picture) -> Iterator[Member]:
    return _places("town", picture)


def _places(dimension: str, picture: Picture) -> Iterator[Member]:
    geography = picture.snapshot.geography
    for code in _codes(dimension, picture):
        yield Member(str(code), geography.name(code), {"scope": str(code)})


def _right_in(key: str, picture: Picture) -> Member:
    """What lies in the division itself; of a village that is all."""
    geography, code = picture.snapshot.geography, int(key)
    if not geography.children.get(code):
        return Member(key, geography.name(code), {"scope": key})
    name = picture.words("statistics.right_in", name=geography.name(code))
    return Member(key, name, {"scope": key, "right_in": "1"})


def _kinds(choice: Choice, picture: Picture) -> Iterator[Member]:
    for kind in kinds_of(choice.of):
        yield _kind(kind, picture)


def _kind(key: str, picture: Picture) -> Member:
    return Member(key, picture.words.known("kind", key), {"kind": key}, kind=key)


def _severities(_choice: Choice, picture: Picture) -> Iterator[Member]:
    for one in SEVERITY_SHAPES:
        yield _severity(one, picture)


def _severity(key: str, picture: Picture) -> Member:
    return Member(key, picture.words.known("severity", key), {"severity": key})


def _categories(choice: Choice, picture: Picture) -> Iterator[Member]:
    for kind in kinds_of(choice.of):
        for one in categories(kind):
            if one in device_faults():
                continue
            yield _category(f"{kind} {one}", picture)


def _category(key: str, picture: Picture) -> Member:
    kind, _, code = key.partition(" ")
    query = {"kind": kind, "category": code}
    return Member(key, picture.words.category(kind, code), query, kind=kind)


def _campaigns(_choice: Choice, picture: Picture) -> Iterator[Member]:
    for one in (*campaigns(), NONE):
        yield _campaign(one, picture)


def _campaign(key: str, picture: Picture) -> Member:
    return Member(key, picture.words.known("campaign", key), {"campaign": key})


def _channels(_choice: Choice, picture: Picture) -> Iterator[Member]:
    for one in (*listed("channel"), NONE):
        yield _channel(one, picture)


def _channel(key: str, picture: Picture) -> Member:
    return Member(key, picture.words.known("channel", key), {"channel": key})


def _days(choice: Choice, _picture: Picture) -> Iterator[Member]:
    return _parts(choice, lambda day: day, lambda day: day + DAY)


def _weeks(choice: Choice, _picture: Picture) -> Iterator[Member]:
    return _parts(choice, lambda day: day - day.weekday() * DAY, lambda day: day + WEEK)


def _months(choice: Choice, _picture: Picture) -> Iterator[Member]:
    return _parts(choice, lambda day: day.replace(day=1), next_month)


def _parts(
    choice: Choice, begin: Callable[[date], date], after: Callable[[date], date]
) -> Iterator[Member]:
    """Those that have days of the period, each without what lies beyond it."""
    shown = choice.period.shown
    first = begin(shown.first)
    while first < shown.until:
        until = after(first)
        span = Span(max(first, shown.first), min(until, shown.until))
        yield Member(str(first), _named(span, choice), days_query(span), span)
        first = until


def _named(span: Span, choice: Choice) -> str:
    if choice.step == "month":
        return month_name(span.first)
    shown = choice.period.shown
    is_one_year = shown.first.year == (shown.until - DAY).year
    first, last = (
        f"{one:%m-%d}" if is_one_year else str(one)
        for one in (span.first, span.until - DAY)
    )
    return first if first == last else f"{first}~{last}"


def days_query(span: Span) -> dict[str, str]:
    """The filters of a list of these days."""
    last = span.until - DAY
    return {"period": "range", "from": str(span.first), "until": str(last)}


def _day(key: str, _picture: Picture) -> Member:
    """A day that is not in the period counts for none of its parts."""
    raise ValueError(f"{key} is beyond the period that was asked for")


_LISTS: Mapping[str, Callable[[Choice, Picture], Iterator[Member]]] = {
    "division": _divisions,
    "town": _towns,
    "kind": _kinds,
    "category": _categories,
    "severity": _severities,
    "campaign": _campaigns,
    "channel": _channels,
    "day": _days,
    "week": _weeks,
    "month": _months,
}
_OTHERS: Mapping[str, Callable[[str, Picture], Member]] = {
    **dict.fromkeys(PLACES, _right_in),
    "kind": _kind,
    "category": _category,
    "severity": _severity,
    "campaign": _campaign,
    "channel": _channel,
    **dict.fromkeys(STEPS, _day),
}
