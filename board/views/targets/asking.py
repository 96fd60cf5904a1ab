"""What is chosen on the page, what it asks the hub, and how that is said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from msgspec import Struct

from board.look.clock import day_of
from board.look.targets import targets
from board.picture.indicators import WITHIN_DAYS, counted_in, key, read_of
from board.picture.periods import Period, names, period
from board.viewer.scope import one_of
from sql.questions import fitting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.picture.periods import Span
    from board.viewer.page import Picture
    from sql.questions import Question

CHOICES = ("period", "target")


class Choice(Struct, frozen=True):
    """What a viewer chose: a period, and the target that is told by division."""

    period: Period
    target: str


def chosen(picture: Picture) -> Choice:
    """The usual where the address asks for what there is not."""
    given, today = picture.choices, day_of(picture.now)
    return Choice(
        period=period(one_of(given.get("period", ""), names(today)), today),
        target=one_of(given.get("target", ""), tuple(targets())),
    )


def place_of(picture: Picture) -> int:
    """Where it is counted: down to the town."""
    geography = picture.snapshot.geography
    return counted_in(
        next(iter(targets().values())).definition, picture.scope, geography
    )


def spans_of(picture: Picture) -> tuple[Span, Span]:
    """The days of the period, and of as many before it."""
    found = chosen(picture).period
    return found.shown, found.before


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    division = picture.snapshot.geography.divisions[place_of(picture)]
    usual = {
        "now_at": picture.now,
        "low": division.low,
        "high": division.high,
        "within_days": WITHIN_DAYS,
    }
    found = {}
    for span in spans_of(picture):
        given = usual | {"from_day": span.first, "until_day": span.until}
        for one in targets().values():
            read = read_of(one.definition)
            found[key(one.definition, span)] = fitting(read, given)
    return found


def said(picture: Picture) -> dict[str, str]:
    """Every choice and its value, by its parameter in the address."""
    choice, words = chosen(picture), picture.words
    return {
        "period": words.known("period", choice.period.name),
        "target": words.known("indicator", choice.target),
    }


def note_of(picture: Picture) -> str:
    """Where and of when it is counted."""
    name = picture.snapshot.geography.name(place_of(picture))
    return f"{name} · {said(picture)['period']}"


def listed(picture: Picture, indicator: str) -> str:
    """The filters by which a list has what a rate stands on, its misses first."""
    asked = {"indicator": indicator, "period": chosen(picture).period.name}
    return urlencode(asked)
