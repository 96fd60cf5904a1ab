"""What is asked for the indicator page: each read of the dictionary for each span."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from board.look.clock import DAY, day_of
from board.look.definitions import definitions
from board.picture.periods import (
    Months,
    Period,
    Span,
    a_year_before,
    months_to,
    names,
    period,
    two_years,
    within,
)
from sql.questions import Question, fitting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from board.look.definitions import Definition
    from board.picture.geography import Geography
    from board.reads.rows import Division

INSTEAD = {"duration_percentiles": "durations_by_town"}
"""Percentiles do not add up over divisions, the buckets that they come from do."""
BY_DAY = {"indicators_by_town": "indicators_by_day"}
"""Reads of which another has every day in one answer, of one division."""
WITHIN_DAYS = 30
"""So many days after it came a lead may still become an incident."""
ITEMS_SHOWN = 50
BEHIND, STOCK = "behind", "stock"
"""The questions: the items of a figure, what it came to at the ends of months."""
ITEMS = "1"
"""What the address says where the items behind the figure are shown, or how a figure
of now stood at the end of each month.
"""
HEARD = timedelta(days=7)
"""So much is asked for before the first day, to know whether anything was kept then."""
MONTHLY = ("received", "closed", "timely_rate", "settle_rate")
"""Of what two years are held against each other month by month, the usual first."""
LISTS: Mapping[str, str] = {
    **dict.fromkeys(
        ("indicators_by_town", "signals_by_town", "received_by_population"), ""
    ),
    **dict.fromkeys(("open_by_village", "deadlines_by_village"), "open_"),
    "signals_judged_by_town": "judged_",
    "duration_percentiles": "ended_",
    "lead_accuracy_by_town": "lead_",
    "device_faults_by_town": "fault_",
    "leads_by_town": "staged_",
    "tagged_by_town": "tagged_",
    "told_by_town": "told_",
}
"""How the reads begin that list what the reads of the dictionary count."""


class Choice(Struct, frozen=True):
    """What a viewer of the page chose: an indicator, a period, what they are held
    against (the name of another period, the code of another division, or nothing), of
    what two years are compared by month, and whether the items behind the figure are
    shown, and the course of a figure of now, which costs the hub a walk through its
    logs.
    """

    indicator: str
    period: str
    against: str = ""
    has_items: bool = False
    has_course: bool = False
    monthly: str = MONTHLY[0]


def chosen(given: Mapping[str, str], geography: Geography, now: datetime) -> Choice:
    """What an address asks for; the usual where it asks for what there is not."""
    known, periods = definitions(), names(day_of(now))
    indicator = given.get("indicator", "")
    against = given.get("against", "")
    is_division = against.isascii() and against.isdigit()
    is_known = is_division and int(against) in geography.divisions
    return Choice(
        indicator if indicator in known else next(iter(known)),
        given["period"] if given.get("period") in periods else periods[0],
        against if is_known or against in periods else "",
        given.get("items") == ITEMS,
        given.get("course") == ITEMS,
        monthly_of(given),
    )


def monthly_of(given: Mapping[str, str]) -> str:
    """What an address compares by month."""
    asked = given.get("monthly", "")
    return asked if asked in MONTHLY else MONTHLY[0]


def period_of(choice: Choice, now: datetime) -> Period:
    return period(choice.period, day_of(now))


def compared(choice: Choice, now: datetime) -> Period | None:
    """The other period, if it is held against one."""
    is_period = choice.against in names(day_of(now))
    return period(choice.against, day_of(now)) if is_period else None


def months(choice: Choice, now: datetime) -> Months:
    """A month that is not over yet is compared with as many of its days."""
    shown = months_to(period_of(choice, now).shown.until - DAY)
    over = tuple(within(one, day_of(now)) for one in shown)
    return Months(shown, tuple(a_year_before(one) for one in over))


def years_of(choice: Choice, now: datetime) -> Months:
    """The year in which the period ends, and the one before it."""
    last = period_of(choice, now).shown.until - DAY
    return two_years(last.year, day_of(now))


def counted_in(definition: Definition, scope: int, geography: Geography) -> int:
    """Where an indicator is counted: what is of a period down to the town."""
    division = geography.divisions.get(scope)
    is_below = division is not None and division.tier == "village"
    if division is None or not (is_below and definition.is_of_period):
        return scope
    return division.town_code


def read_of(definition: Definition) -> str:
    """The read that an indicator is made of here."""
    return INSTEAD.get(definition.statement, definition.statement)


def key(definition: Definition, span: Span) -> str:
    """The name of the answer that has an indicator's counts for these days; what is of
    now has one for all.
    """
    read = read_of(definition)
    return f"{read} {span.name}" if definition.is_of_period else read


def questions(
    choice: Choice, scope: int, geography: Geography, now: datetime
) -> dict[str, Question]:
    """All that the page says, by `key`, the items behind the chosen figure, the course
    of one of now, and two years of days. Raises KeyError for an unknown scope.
    """
    place, by_month = (
        geography.divisions[counted_in(definitions()[name], scope, geography)]
        for name in (choice.indicator, choice.monthly)
    )
    found = _asked(choice, place, now)
    return found | by_day(*_days(choice, now), by_month, now)


def _asked(choice: Choice, division: Division, now: datetime) -> dict[str, Question]:
    found = {
        key(one, span): fitting(read_of(one), _usual(span, division, now))
        for one, span in _wanted(choice, now)
    }
    behind = behind_of(choice, division, now) if choice.has_items else None
    stock = _stock_of(choice, division, now)
    return (
        found | ({BEHIND: behind} if behind else {}) | ({STOCK: stock} if stock else {})
    )


def _days(choice: Choice, now: datetime) -> tuple[date, date]:
    """Those of two years, and of the trend where there is a read that has them all: to
    ask for each month costs as much as all other figures.
    """
    years = years_of(choice, now)
    asked = [*years.shown, *years.earlier]
    if read_of(definitions()[choice.indicator]) in BY_DAY:
        trend = months(choice, now)
        asked += (*trend.shown, *trend.earlier)
    return min(one.first for one in asked), max(one.until for one in asked)


def by_day(
    first: date, until: date, division: Division, now: datetime
) -> dict[str, Question]:
    """Every day of a division at once, and some before them."""
    span = Span(first - HEARD, until)
    usual = _usual(span, division, now)
    return {read: fitting(read, usual) for read in BY_DAY.values()}


def _stock_of(choice: Choice, division: Division, now: datetime) -> Question | None:
    if not choice.has_course or definitions()[choice.indicator].axis != "open":
        return None
    given = {"low": division.low, "high": division.high, "now_at": now}
    return Question("stock_by_month", given)


def _wanted(choice: Choice, now: datetime) -> Iterator[tuple[Definition, Span]]:
    here, other = period_of(choice, now), compared(choice, now)
    spans = [here.shown, here.over, here.before, here.year]
    for one in definitions().values():
        yield from ((one, span) for span in spans)
        if other:
            yield one, other.shown
    trend, picked = months(choice, now), definitions()[choice.indicator]
    if read_of(picked) not in BY_DAY:
        yield from ((picked, span) for span in (*trend.shown, *trend.earlier))


def _usual(span: Span, division: Division, now: datetime) -> dict[str, Any]:
    return {
        "from_day": span.first,
        "until_day": span.until,
        "now_at": now,
        "low": division.low,
        "high": division.high,
        "within_days": WITHIN_DAYS,
    }


def behind_of(choice: Choice, division: Division, now: datetime) -> Question | None:
    """The items that the chosen figure counts; None where it counts no items."""
    picked = definitions()[choice.indicator]
    if picked.statement not in LISTS:
        return None
    usual = _usual(period_of(choice, now).shown, division, now)
    more = listed_by(picked) | {"row_limit": ITEMS_SHOWN}
    return fitting(f"{LISTS[picked.statement]}items_behind", usual | more)


def listed_by(one: Definition) -> dict[str, Any]:
    """What says to a list of items which of them a figure counts."""
    return {
        "axis": one.axis,
        "numerator": one.numerator,
        "base": one.base,
        "kind": one.kind,
        "of_tag": one.tag,
        "within_days": WITHIN_DAYS,
    }
