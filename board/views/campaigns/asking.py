"""What is chosen on the page, what it asks the hub, and how that is said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from msgspec import Struct

from board.look.clock import day_of
from board.look.codes import campaigns
from board.picture.periods import Period, names, period
from board.viewer.scope import one_of
from sql.questions import fitting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from board.picture.periods import Span
    from board.viewer.page import Picture
    from sql.questions import Question

CHOICES = ("period", "campaign")
RECEIVED, BEFORE, DUE, CLOSED = "received", "before", "due", "closed"
"""The counts of campaigns: on three axes, and of the period before."""
HEARD, SETTLED = "heard", "settled"
"""The counts of channels."""
OPEN, LEADS, OPEN_LEADS = "open_by_campaign", "leads_by_mechanism", "open_leads"
VILLAGES, LAST, FIRST = "registered_by_village", "last_of_classes", "first_received"


class Choice(Struct, frozen=True):
    """What a viewer chose; a `campaign` of '' is the busiest. `is_foreign`: the address
    names one that is in no list.
    """

    period: Period
    campaign: str
    is_foreign: bool


def chosen(picture: Picture) -> Choice:
    """The usual where the address asks for what there is not."""
    given, today = picture.choices, day_of(picture.now)
    asked, known = given.get("campaign", ""), campaigns()
    return Choice(
        period=period(one_of(given.get("period", ""), names(today)), today),
        campaign=one_of(asked, ("", *known)),
        is_foreign=bool(asked) and asked not in known,
    )


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    spans = chosen(picture).period
    usual = _usual(picture, spans.shown)
    return {
        **{axis: _count("campaign", axis, usual) for axis in (RECEIVED, DUE, CLOSED)},
        BEFORE: _count("campaign", RECEIVED, _usual(picture, spans.before)),
        HEARD: _count("channel", RECEIVED, usual),
        SETTLED: _count("channel", CLOSED, usual),
        **{
            name: fitting(name, usual)
            for name in (OPEN, LEADS, OPEN_LEADS, VILLAGES, LAST, FIRST)
        },
    }


def _count(mark: str, axis: str, usual: Mapping[str, Any]) -> Question:
    return fitting("counts_by_mark", {**usual, "mark": mark, "axis": axis})


def _usual(picture: Picture, span: Span) -> dict[str, Any]:
    division = picture.snapshot.geography.divisions[picture.scope]
    return {
        "from_day": span.first,
        "until_day": span.until,
        "now_at": picture.now,
        "low": division.low,
        "high": division.high,
        "kind": "",
    }


def said(picture: Picture) -> dict[str, str]:
    """Every choice and its value, by its parameter in the address."""
    choice, words = chosen(picture), picture.words
    found = {"period": words.known("period", choice.period.name)}
    if choice.campaign:
        found["campaign"] = words.known("campaign", choice.campaign)
    return found


def note_of(picture: Picture) -> str:
    """Where and of when it is counted."""
    name = picture.snapshot.geography.name(picture.scope)
    return f"{name} · {said(picture)['period']}"


def listed(picture: Picture, indicator: str, count: int | None, **more: str) -> str:
    """The filters by which the list has what an entry of the dictionary counts here;
    '' where it counts nothing.
    """
    if not count:
        return ""
    period_name = chosen(picture).period.name
    return urlencode({"indicator": indicator, "period": period_name, **more})
