"""What a brief asks the hub, and which brief it is in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs

from board.look.clock import day_of
from board.look.definitions import definitions
from board.picture.briefs import Issue, days_drawn, end_of, issue, issue_of
from board.picture.indicators import by_day, key, read_of
from board.reads.rounds import asked
from board.viewer.scope import one_of
from board.views.indicators.course import SIGNALS as SIGNAL_COLUMNS
from board.views.indicators.page import kept_days, signals_kept_days
from sql.questions import fitting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from board.look.definitions import Definition
    from board.picture.periods import Span
    from board.viewer.page import Picture
    from sql.questions import Question

COUNTS = ("received", "closed")
RATES = ("close_rate", "timely_rate", "settle_rate", "sign_timely_rate")
CONTAINED = (
    *("contained_village", "contained_town"),
    *("contained_county", "contained_city"),
)
STOCKS = ("open", "overdue", "supervised")
SIGNALS, SIGNAL_STOCKS = ("signals_received", "judged", "dismissed"), ("waiting",)
SIGNAL_RATES = ("false_alarm_rate",)
CASES_PART = (*COUNTS, *STOCKS, *RATES, *CONTAINED)
SIGNALS_PART = (*SIGNALS, *SIGNAL_STOCKS, *SIGNAL_RATES)
OF_VILLAGES = frozenset({"received", "closed", "close_rate"})
"""What of a period is counted down to the village."""
WHY = ("received", "closed", "signals_received")
"""Counts of which a brief says where their change comes from, the usual first."""
BASES = ("before", "year")
STOCK, CATEGORIES = "stock_at", "cases_by_category"
REGISTERED, OVERDUE = "briefs_registered", "longest_overdue"
GROUPS, SUPERVISED = "largest_groups", "supervision_list"
CHOICES = ("brief", "on", "why")
SHOWN, LISTED = 10, 12


def issue_on(picture: Picture) -> Issue:
    """The brief that the picture is of."""
    return issue(picture.choices, picture.now)


def before_of(found: Issue, now: datetime) -> Issue:
    """The brief of the period before."""
    return issue_of(found.sort, found.period.before.first, day_of(now))


def why_of(picture: Picture) -> str:
    """The count whose change is explained."""
    return one_of(picture.choices.get("why", ""), WHY)


def spans_of(found: Issue) -> dict[str, Span]:
    """The days of a brief and those that they are held against, by their names."""
    period = found.period
    named = {"shown": period.shown, "over": period.over}
    compared = {"before": period.before, "year": period.year}
    return named | (compared if period.over.days else {})


def definition_of(name: str, tier: str) -> Definition | None:
    """An indicator as it is counted in a division of a tier; None where it is not."""
    found = definitions()[name]
    if tier != "village" or not found.is_of_period:
        return found
    if name not in OF_VILLAGES:
        return None
    return structs.replace(found, statement="counts_by_village")


def is_kept(one: Definition, span: Span, now: datetime) -> bool:
    """Whether all that it counts was kept of these days, or of their end."""
    is_stock = one.numerator in SIGNAL_COLUMNS
    days = signals_kept_days(one) if is_stock else kept_days(one)
    since = span.until if is_stock else span.first
    return not days or (day_of(now) - since).days <= days


def questions_of(picture: Picture) -> Mapping[str, Question]:
    """Raises KeyError for a scope that is in no register."""
    found, now = issue_on(picture), picture.now
    division = picture.snapshot.geography.divisions[picture.scope]
    place = {"low": division.low, "high": division.high}
    return {
        **dict(_counts(found, picture)),
        **_drawn(found, picture),
        STOCK: asked(STOCK, moments=_moments(found, now), **place),
        **_listed(found, picture, place | {"now_at": now, "row_limit": SHOWN}),
        REGISTERED: asked(
            REGISTERED,
            period=found.sort,
            division_code=picture.scope,
            first_day=found.whole.first,
            before_day=found.period.before.first,
            row_limit=LISTED,
        ),
    }


def _drawn(found: Issue, picture: Picture) -> dict[str, Question]:
    """Every day that is drawn, in one answer; villages are not counted by day."""
    division = picture.snapshot.geography.divisions[picture.scope]
    if division.tier == "village":
        return {}
    span = days_drawn(found)
    return by_day(span.first, span.until, division, picture.now)


def _counts(found: Issue, picture: Picture) -> Iterator[tuple[str, Question]]:
    """Every read of the figures for every span, and of the reasons of their change."""
    tier = picture.snapshot.geography.divisions[picture.scope].tier
    tiers = ("village",) if tier == "village" else (tier, _below(tier))
    for name, span in spans_of(found).items():
        given = {
            "from_day": span.first,
            "until_day": span.until,
            "now_at": picture.now,
        }
        for one in _of_period(tiers):
            if is_kept(one, span, picture.now):
                yield key(one, span), fitting(read_of(one), given)
        if name != "shown" and tier != "village":
            yield f"{CATEGORIES} {span.name}", fitting(CATEGORIES, given)


def _below(tier: str) -> str:
    return "village" if tier == "town" else "town"


def _of_period(tiers: tuple[str, ...]) -> Iterator[Definition]:
    for name in (*CASES_PART, *SIGNALS_PART):
        for tier in tiers:
            one = definition_of(name, tier)
            if one is not None and one.is_of_period:
                yield one


def moments_of(found: Issue, now: datetime) -> dict[str, datetime]:
    """At which instants what is open is counted, by the names of their spans."""
    return {name: end_of(span, now) for name, span in spans_of(found).items()}


def _moments(found: Issue, now: datetime) -> str:
    at = sorted(set(moments_of(found, now).values()))
    return msgspec.json.encode(at).decode()


def _listed(
    found: Issue, picture: Picture, usual: dict[str, Any]
) -> dict[str, Question]:
    """What stands out: late and supervised now, large among what came."""
    shown = found.period.shown
    days = {"from_day": shown.first, "until_day": shown.until}
    seat = {
        "center_code": picture.snapshot.geography.top,
        "agency_code": "",
        "with_beyond": 0,
        "grade": "",
        "reply_state": "",
        "owner": 0,
    }
    given = usual | days | seat
    return {name: fitting(name, given) for name in (OVERDUE, SUPERVISED, GROUPS)}


def said(picture: Picture) -> dict[str, str]:
    """Which brief it is, in words."""
    found = issue_on(picture)
    return {"brief": picture.words(f"brief.{found.sort}"), "on": days_of(picture)}


def days_of(picture: Picture) -> str:
    """The days of the brief, in words."""
    return days_text(issue_on(picture), picture)


def days_text(found: Issue, picture: Picture) -> str:
    words, first = picture.words, found.whole.first
    return words(
        f"brief.days.{found.sort}",
        first=first,
        last=found.last,
        year=first.year,
        month=words(f"month.{first.month}"),
        day=first.day,
        weekday=words(f"weekday.{first.isoweekday()}"),
    )
